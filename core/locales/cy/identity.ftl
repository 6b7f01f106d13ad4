# Profi pwy ydych chi.

## Ar y dudalen gartref

identity-next-title = Dangoswch pwy ydych chi
identity-next = Cyn eich galwad gyntaf, bydd staff yn cadarnhau pwy ydych chi. Bydd arnoch angen eich dogfen a thua phum munud.
identity-next-start = Dechrau
identity-next-go-on = Parhau o'r man lle'r oeddech
identity-next-mend = Cywiro nawr
identity-next-sending = Mae eich manylion a'ch lluniau ar eu ffordd.
identity-next-look = Gweld faint sydd wedi'i anfon

## Manylion

identity-details-title = Eich enw a'ch dyddiad geni
identity-details-text = Teipiwch nhw'n union fel y maent ar eich dogfen.
identity-given-names = Enwau cyntaf
identity-names-hint = Pob un ohonynt, fel ar eich dogfen
identity-family-name = Cyfenw
identity-name = Enw
identity-date-of-birth = Dyddiad geni
identity-date-of-birth-hint = Er enghraifft, 27 3 1985

## Dogfen

identity-document-title = Eich dogfen
identity-document = Dogfen
identity-document-hint = Defnyddiwch y ddogfen wreiddiol, nid copi na llun ar sgrin.
identity-document-missing = Dewiswch y ddogfen y byddwch yn ei defnyddio.
document-passport = Pasbort
document-hint-passport = Byddwch yn tynnu llun o'r dudalen sydd â'ch llun arni.
document-driving-licence = Trwydded yrru
document-hint-driving-licence = Byddwch yn tynnu llun o ddwy ochr y cerdyn.
document-identity-card = Cerdyn adnabod cenedlaethol
document-hint-identity-card = Byddwch yn tynnu llun o ddwy ochr y cerdyn.
document-residence-permit = Trwydded breswylio fiometrig
document-hint-residence-permit = Byddwch yn tynnu llun o ddwy ochr y cerdyn.
document-end-refused = Rhaid iddi fod yn ddilys o hyd.
document-end-days = Caiff fod wedi dod i ben hyd at { $count } diwrnod yn ôl.
document-end-months = Caiff fod wedi dod i ben hyd at { $count } mis yn ôl.
document-birth-certificate = Tystysgrif geni
document-hint-birth-certificate = Byddwch yn tynnu llun o'r dudalen gyfan.

## Lluniau

identity-photos-title = Eich lluniau
identity-photos-text = Bydd y lluniau'n aros ar y ffôn hwn nes i chi eu hanfon. Yna cânt eu dileu yma.
identity-check-heading = Gwiriwch yr hyn a deipiwyd gennych
identity-send = Anfon
photo-document-front = Blaen y ddogfen
photo-document-back = Cefn y ddogfen
photo-portrait = Eich wyneb
photo-passport-page = Tudalen y pasbort sydd â'ch llun arni
photo-status-missing = Heb ei dynnu eto
photo-status-taken = Wedi'i dynnu
photo-status-sent = Wedi'i anfon
photo-status-again = Tynnwch ef eto
photo-status-looking = Wrthi'n edrych arno
photo-status-noticed = Edrychwch arno'n gyntaf
photo-look = Gweld beth a sylwyd
photo-take-document-front = Tynnu llun o'r ddogfen
photo-take-document-back = Tynnu llun o'r cefn
photo-take-portrait = Tynnu llun o'ch wyneb
photo-retake-document-front = Tynnu llun o'r ddogfen eto
photo-retake-document-back = Tynnu llun o'r cefn eto
photo-retake-portrait = Tynnu llun o'ch wyneb eto
document-hint-corners = Mae pob un o'r pedair cornel yn y llun, ar gefndir plaen, tywyll.
document-hint-glare = Nid oes lamp na ffenestr yn adlewyrchu ynddo: dim fflach.
document-hint-sharp = Gellir darllen pob gair.
portrait-hint-face = Mae eich wyneb cyfan yn y llun, yn edrych ar y camera, heb het na sbectol haul.
portrait-hint-light = Daw'r golau o'r tu blaen, ac nid oes cysgod ar eich wyneb.
portrait-hint-alone = Chi yw'r unig un yn y llun.
photo-looking = Rydym yn edrych a yw'r llun yn dda
photo-noticed-title = Gallai'r llun hwn fod yn well
photo-noticed-blurred = Nid yw'n glir. Daliwch y ffôn yn llonydd â'ch dwy law, ac arhoswch nes bod y llun yn glir.
photo-noticed-dark = Mae'n dywyll. Ewch at ffenestr, neu cyneuwch lamp.
photo-noticed-glare = Mae adlewyrchiad ynddo. Trowch oddi wrth lampau a ffenestri, a diffoddwch y fflach.
photo-noticed-cut-off = Mae ymyl ar goll. Symudwch ychydig yn bellach i ffwrdd, nes bod pob un o'r pedair cornel yn y llun.
photo-noticed-too-small = Mae'n fach yn y llun. Ewch yn nes, nes ei fod bron â llenwi'r ffrâm.
photo-noticed-turned = Mae'n gorwedd ar ei ochr. Trowch y ffôn, fel bod modd darllen y geiriau o'r chwith i'r dde.
photo-noticed-no-face = Ni allwn ddod o hyd i wyneb ynddo. Edrychwch ar y camera, a'ch wyneb cyfan yn y ffrâm.
photo-noticed-two-faces = Mae mwy nag un wyneb ynddo. Byddwch ar eich pen eich hun yn y llun, heb luniau y tu ôl i chi chwaith.
photo-noticed-not-facing = Mae'r wyneb wedi'i droi i ffwrdd. Edrychwch yn syth ar y camera.
photo-noticed-eyes-hidden = Nid yw'r llygaid i'w gweld. Tynnwch sbectol haul, a symudwch eich gwallt o'r neilltu.
photo-noticed-person = Os na allwch dynnu un gwell, defnyddiwch hwn. Mae aelod o staff yn edrych ar bob llun: nid yw peiriant byth yn penderfynu.
photo-keep = Defnyddio'r llun hwn
photo-own = Y llun a dynnoch chi
photo-example = Dyma sut mae llun da yn edrych
photo-example-document = Darlun: mae cerdyn yn gorwedd yn wastad ar fwrdd tywyll, a'r llun wedi'i dynnu'n syth oddi uchod. Mae pob un o'r pedair cornel yn y llun, ac nid oes dim yn disgleirio.
photo-example-portrait = Darlun: mae wyneb yng nghanol y ffrâm yn edrych yn syth ymlaen. Mae'r llygaid ar agor, daw'r golau o'r tu blaen, ac nid oes neb arall yno.
camera-cancel = Yn ôl heb lun

## Anfon

identity-sending-title = Wrthi'n anfon
identity-sending-progress = Lluniau a anfonwyd
identity-sending-text = Gallwch ddefnyddio apiau eraill yn y cyfamser. Os collir y cysylltiad, bydd yn parhau o'r man lle'r oedd.

## Ateb

identity-status-title = Prawf o bwy ydych chi
identity-loading = Rydym yn gofyn beth yw'r sefyllfa.
identity-submitted-title = Wedi'i anfon
identity-submitted = { $cases ->
        [zero] Eich tro chi yw'r nesaf.
        [one] Mae { $cases } person o'ch blaen.
        [two] Mae { $cases } berson o'ch blaen.
        [few] Mae { $cases } pherson o'ch blaen.
        [many] Mae { $cases } pherson o'ch blaen.
       *[other] Mae { $cases } o bobl o'ch blaen.
    } Cewch ateb erbyn { $day }.
identity-in-review-title = Wrthi'n edrych arno
identity-in-review = Mae aelod o staff yn edrych ar eich lluniau nawr. Cewch ateb erbyn { $day }.
identity-what-next = Beth sy'n digwydd nesaf
identity-what-next-text = Byddwn yn anfon e-bost atoch pan fydd ateb. Nid oes angen i chi wneud dim tan hynny.
identity-approved-title = Wedi'i gymeradwyo
identity-approved = Rydym yn gwybod pwy ydych chi. Gallwch ychwanegu'r person yr hoffech ei alw.
identity-ends-title = Bydd y prawf o bwy ydych chi'n dod i ben cyn hir
identity-ends = Mae'n ddilys tan { $day }. Dangoswch eich dogfen a'ch wyneb eto cyn hynny, er mwyn i chi allu parhau i gael galwadau.
identity-ended-title = Mae'r prawf o bwy ydych chi wedi dod i ben
identity-next-renew = Dangos pwy ydych chi eto
identity-rejected-title = Anfonwch rywbeth eto, os gwelwch yn dda
identity-refused-title = Nid oedd modd derbyn hyn
identity-rejected-at = Atebwyd: { $day }
identity-rejected-kept = Mae popeth arall a anfonwyd gennych wedi'i gadw. Dim ond yr hyn sydd o'i le y mae angen ei gywiro.
identity-rejected-left = { $count ->
    [zero] Gallwch ei anfon { $count } o weithiau eto. Ar ôl hynny, byddwch yn dangos eich dogfen mewn ffordd arall.
    [one] Gallwch ei anfon unwaith eto. Ar ôl hynny, byddwch yn dangos eich dogfen mewn ffordd arall.
    [two] Gallwch ei anfon ddwywaith eto. Ar ôl hynny, byddwch yn dangos eich dogfen mewn ffordd arall.
    [few] Gallwch ei anfon deirgwaith eto. Ar ôl hynny, byddwch yn dangos eich dogfen mewn ffordd arall.
    [many] Gallwch ei anfon { $count } gwaith eto. Ar ôl hynny, byddwch yn dangos eich dogfen mewn ffordd arall.
   *[other] Gallwch ei anfon { $count } gwaith eto. Ar ôl hynny, byddwch yn dangos eich dogfen mewn ffordd arall.
}
identity-next-other-way = Gweld sut
identity-other-way-title = Dangoswch eich dogfen mewn ffordd arall
identity-other-way = Rydych wedi anfon lluniau gynifer o weithiau ag y gallwch. Gall staff weld y ddogfen ei hun yn lle hynny. Dim ond un o'r ddwy ffordd hyn sydd ei hangen.
identity-other-way-in-person = Yn bersonol
identity-other-way-in-person-text = Ewch â'ch dogfen i ganolfan ymwelwyr y carchar, pan fydd ymweliadau'n cael eu cynnal. Dywedwch wrthynt pa gyfeiriad e-bost yr ydych yn ei ddefnyddio yma. Byddant yn edrych arni ac yn ei rhoi yn ôl i chi ar unwaith.
identity-other-way-post = Drwy'r post
identity-other-way-post-text = Anfonwch gopi ardystiedig o'ch dogfen a llun pasbort at y carchar. Gall cyfreithiwr, meddyg neu Swyddfa'r Post ardystio copi. Ysgrifennwch y cyfeiriad e-bost yr ydych yn ei ddefnyddio yma ar y cefn. Peidiwch ag anfon y ddogfen ei hun.
identity-rejected-photo = Mae'n ymwneud â'r llun hwn: { $photo }.
identity-rejected-note = Ysgrifennodd y staff: { $note }

identity-rejection-photo-blurred = Mae'r llun yn aneglur.
identity-rejection-photo-glare = Mae adlewyrchiad yn cuddio rhywbeth yn y llun.
identity-rejection-photo-cut-off = Mae cornel neu ymyl ar goll yn y llun.
identity-rejection-photo-dark = Mae'r llun yn rhy dywyll i'w ddarllen.
identity-rejection-document-expired = Mae'r ddogfen wedi dod i ben.
identity-rejection-document-not-accepted = Ni ellir defnyddio'r ddogfen hon.
identity-rejection-details-differ = Nid yw'r enw neu'r dyddiad geni a deipiwyd gennych yr un fath ag ar y ddogfen.
identity-rejection-portrait-unclear = Nid yw eich wyneb i'w weld yn glir yn y llun.
identity-rejection-portrait-differs = Nid yw'r llun o'ch wyneb yn debyg i'r llun ar y ddogfen.
identity-rejection-other = Nid yw rhywbeth yn iawn eto.
identity-mend-photo-blurred = Daliwch y ffôn yn llonydd, arhoswch nes bod y llun yn glir, a'i dynnu eto.
identity-mend-photo-glare = Trowch oddi wrth lampau a ffenestri, heb fflach, a'i dynnu eto.
identity-mend-photo-cut-off = Symudwch ychydig yn bellach i ffwrdd, fel bod pob un o'r pedair cornel i'w gweld, a'i dynnu eto.
identity-mend-photo-dark = Tynnwch ef eto yng ngolau dydd neu o dan lamp lachar.
identity-mend-document-expired = Defnyddiwch un sy'n dal yn ddilys.
identity-mend-document-not-accepted = Dewiswch un o'r dogfennau yn y rhestr.
identity-mend-details-differ = Cymharwch nhw, a'u teipio fel y maent ar y ddogfen.
identity-mend-portrait-unclear = Edrychwch ar y camera, ar eich pen eich hun, heb het na sbectol haul, mewn golau da, a'i dynnu eto.
identity-mend-portrait-differs = Tynnwch ef eto mewn golau da, neu defnyddiwch ddogfen fwy diweddar.
identity-mend-other = Darllenwch yr hyn a ysgrifennodd y staff.
