# Yr hyn sy'n paratoi plentyn ar gyfer galwad. I'w ddarllen gyda'ch gilydd: brawddegau byr, geiriau plaen, dim byd celwyddog.

children-title = Paratoi ar gyfer galwad fideo
children-prepare-link = Paratoi plentyn ar gyfer yr alwad
children-read-together = Darllenwch hyn gyda'ch plentyn ddiwrnod cyn yr alwad, ac unwaith eto ychydig cyn iddi ddechrau.

children-heading-see-each-other = Byddwch yn gweld eich gilydd
children-text-see-each-other = Cyn hir byddi di'n gweld rhywun rwyt ti'n ei garu ar y ffôn hwn. Bydd ef neu hi'n dy weld di hefyd! Gallwch siarad â'ch gilydd.
children-picture-see-each-other = Mae plentyn ac oedolyn yn dal ffôn. Mae person sy'n gwenu ar y sgrin.

children-heading-waiting-room = Yn gyntaf rydyn ni'n aros ychydig
children-text-waiting-room = Cyn yr alwad, mae'r ffôn yn dangos ystafell aros. Gall aros deimlo'n hir. Beth am ganu cân neu dynnu llun?
children-picture-waiting-room = Mae plentyn yn eistedd wrth ymyl ffôn sy'n dangos cloc.

children-heading-their-room = Ble maen nhw
children-text-their-room = Maen nhw'n eistedd mewn ystafell gyda chyfrifiadur. Efallai fod yr ystafell yn edrych braidd yn wag. Dydyn nhw ddim yn gallu dod adref heddiw, ond maen nhw'n edrych ymlaen at dy weld di.
children-picture-their-room = Mae person yn eistedd wrth fwrdd gyda gliniadur, mewn ystafell blaen â ffenestr uchel.

children-heading-somebody-listens = Mae rhywun yn gofalu am yr alwad
children-text-somebody-listens = Mae person sy'n gweithio yno yn gallu gweld a chlywed yr alwad. Mae'n digwydd ar bob galwad, er mwyn i bawb fod yn ddiogel. Does dim rhaid i ti siarad â'r person hwnnw.
children-picture-somebody-listens = Mae person mewn iwnifform yn edrych ar sgrin â lluniau bach arni.

children-heading-in-the-picture = Aros yn y llun
children-text-in-the-picture = Eistedda'n agos at dy oedolyn, fel bod y ffôn yn gweld eich wynebau. Dim ond y bobl sydd wedi cael gwahoddiad sy'n cael bod yn y llun.
children-picture-in-the-picture = Mae plentyn ac oedolyn yn eistedd ochr yn ochr. Mae ffrâm yn dangos bod y ddau yn y llun.

children-heading-picture-stops = Weithiau mae'r llun yn stopio
children-text-picture-stops = Gall y llun stopio, ac wedyn does neb yn gallu dy glywed. Wnest ti ddim byd o'i le. Arhosa am funud gyda dy oedolyn. Bydd yn dod yn ôl.
children-picture-picture-stops = Mae ffôn yn dangos arwydd oedi. Mae plentyn yn aros yn dawel wrth ei ymyl.

children-heading-show-and-tell = Beth alli di ei wneud
children-text-show-and-tell = Dangosa lun neu degan. Cana rywbeth. Dyweda beth wnest ti heddiw. Gelli di hefyd ddim ond gwrando ac edrych.
children-picture-show-and-tell = Mae plentyn yn dal llun o haul a thŷ o flaen y ffôn.

children-heading-wave-goodbye = Pan fydd yr amser ar ben
children-text-wave-goodbye = Mae'r alwad yn gorffen ar ei phen ei hun, hyd yn oed os oes rhywun yn dal i siarad. Dyna pam rydyn ni'n codi llaw ac yn dweud hwyl fawr cyn hynny.
children-picture-wave-goodbye = Mae plentyn yn codi llaw ar ffôn. Mae cloc yn dangos bod yr amser ar ben.

children-heading-afterwards = Wedyn
children-text-afterwards = Efallai y byddi di'n hapus, neu'n drist, neu'r ddau. Mae hynny i gyd yn iawn. Gelli di gael cwtsh. Gallwn ni alw eto ar ddiwrnod arall.
children-picture-afterwards = Mae oedolyn yn rhoi cwtsh i blentyn.

children-adults-heading = I oedolion
children-adults-before = Cyn yr alwad: gadewch i'r plentyn fwyta, yfed a mynd i'r toiled. Rhowch lun neu hoff degan yn barod. Mae plentyn bach yn para deng munud, yn aml lai: cytunwch y caiff fynd i chwarae tra byddwch chi'n dal i siarad.
children-adults-during = Yn ystod yr alwad: cadwch y plentyn wrth eich ochr. Os bydd y plentyn yn cerdded i ffwrdd neu'n cuddio, bydd yr alwad yn mynd yn ei blaen cyn belled â bod oedolyn yn aros yn y llun. Peidiwch â gorfodi plentyn i siarad.
children-adults-after = Wedyn: trefnwch rywbeth braf. Dywedwch y gwir am ble mae'r person, mewn geiriau sy'n addas i'r oedran. Gall eich ysgol neu eich meddyg helpu os bydd y plentyn yn dal yn drist.
children-adults-law = Rhaid i oedolyn sydd wedi'i gymeradwyo fod gyda phlentyn drwy'r alwad gyfan. Dim ond plant a ddewiswyd yn yr archeb gaiff fod yn y llun.
