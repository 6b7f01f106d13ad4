# Rhoi cynnig ar y camera cyn galwad, a'r rhybudd yn ystod un.

rehearsal-title = Rhoi cynnig ar eich camera
rehearsal-open = Rhoi cynnig ar eich camera
rehearsal-text = Eisteddwch fel y byddwch yn eistedd yn yr alwad. Mae eich ffôn yn edrych ar ei gamera ei hun ac yn dweud beth allai fod yn well. Ni chaiff dim ei recordio na'i anfon, a chewch wneud hyn mor aml ag y mynnwch.
rehearsal-others = Rhaid i bawb yn y llun fod ar yr archeb. Nid yw rhywun sy'n cerdded heibio am eiliad yn atal galwad, na throi i ffwrdd na llaw o flaen eich wyneb chwaith.
rehearsal-done = Wedi gorffen
rehearsal-rows = Yr hyn y mae'r camera yn ei weld
rehearsal-waiting = Un eiliad
rehearsal-look = Edrychwch i mewn i'r camera.
rehearsal-better = Gallai hyn fod yn well
rehearsal-good-title = Mae modd eich gweld yn dda
rehearsal-good = Mae'r golau, y pellter a'ch wyneb fel y dylent fod.
rehearsal-nobody = Nid yw'r camera yn gweld wyneb. Daliwch y ffôn yn syth o'ch blaen ac edrychwch i mewn i'r camera.
rehearsal-cannot-title = Edrychwch eich hun
rehearsal-cannot = Ni all y ffôn hwn chwilio am wynebau. Dylai eich wyneb cyfan fod yn y llun, tua hyd braich i ffwrdd, a'r golau o'r tu blaen.
rehearsal-no-face = Dim wyneb i'w weld

rehearsal-light-row = Golau
rehearsal-light-good = Da
rehearsal-light-dark = Rhy dywyll
rehearsal-light-behind = Y tu ôl i chi
rehearsal-light-advice-dark = Mae'n rhy dywyll. Rhowch lamp ymlaen o'ch blaen, neu eisteddwch yn wynebu ffenestr.
rehearsal-light-advice-behind = Mae'r golau y tu ôl i chi ac mae eich wyneb yn dywyll. Trowch o gwmpas, fel ei fod yn disgyn ar eich wyneb.

rehearsal-distance-row = Pellter
rehearsal-distance-good = Da
rehearsal-distance-far = Rhy bell i ffwrdd
rehearsal-distance-near = Rhy agos
rehearsal-distance-advice-far = Rydych yn rhy bell i ffwrdd. Dewch yn nes: tua hyd braich o'r ffôn.
rehearsal-distance-advice-near = Rydych yn agos iawn. Ewch yn ôl ychydig, fel bod eich wyneb cyfan yn aros yn y llun pan fyddwch yn symud.

rehearsal-face-row = Eich wyneb
rehearsal-face-good = Clir
rehearsal-face-cut-off = Heb fod i gyd yn y llun
rehearsal-face-turned = Wedi troi i ffwrdd
rehearsal-face-blurred = Aneglur
rehearsal-face-advice-cut-off = Mae rhan o'ch wyneb y tu allan i'r llun. Symudwch, neu trowch y ffôn, nes bod y cyfan y tu mewn.
rehearsal-face-advice-turned = Mae eich wyneb wedi troi i ffwrdd. Edrychwch i mewn i'r camera.
rehearsal-face-advice-blurred = Mae eich wyneb yn aneglur. Daliwch y ffôn yn llonydd neu pwyswch ef yn erbyn rhywbeth, a sychwch y camera.

rehearsal-people-row = Pobl a welir
rehearsal-people = { $people ->
    [0] Neb
    [zero] { $people } o bobl
    [one] { $people } person
    [two] { $people } berson
    [few] { $people } pherson
    [many] { $people } o bobl
   *[other] { $people } o bobl
}
rehearsal-recognised-row = Yn debyg i'ch portread
rehearsal-recognised = Ydy
rehearsal-not-recognised = Ni ellir dweud eto

stranger-title = Efallai fod rhywun arall yn eich llun
stranger = Dim ond pobl sydd ar yr archeb gaiff fod yn y golwg. Edrychwch y tu ôl i chi, wynebwch y camera a gwnewch yn siŵr bod digon o olau: fel arall gall yr alwad seibio.
