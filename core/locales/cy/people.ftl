# Pobl yn y carchar, ac ymwelwyr sy'n dod gyda chi.

people-title = Pobl
people-on-list = Ar eich rhestr
people-contacts-heading = Pobl y gallwch eu galw
people-contacts-none = Nid ydych wedi ychwanegu neb eto. Ychwanegwch y person yn y carchar yr hoffech ei alw. Y carchar fydd wedyn yn penderfynu a gewch chi wneud hynny.
people-contact-detail = { $number }, { $establishment }
people-contact-requested = { $number }, { $establishment }. Cewch ateb erbyn { $day }. Nid oes angen i chi wneud dim tan hynny.
people-contact-book = Trefnu galwad: { $name }
people-add-contact = Ychwanegu person yn y carchar
people-waiting-for-list = Mae'r rhestr ar ei ffordd.

contact-status-requested = Yn aros am y carchar
contact-status-approved = Wedi'i gymeradwyo
contact-status-rejected = Heb ei gymeradwyo

contact-rejection-details-incorrect = Nid yw'r rhif, yr enw na'r dyddiad geni'n cyfateb i neb yn y carchar hwn. Cymharwch nhw â llythyr gan y person, ac ychwanegwch y person eto. Efallai hefyd fod y person wedi symud.
contact-rejection-not-on-list = Nid yw'r person wedi eich rhoi ar ei restr eto. Gofynnwch i'r person wneud hynny, drwy lythyr neu dros y ffôn, ac yna ychwanegwch y person eto.
contact-rejection-restricted = Mae cyfyngiad ar y person ac ni all gael galwadau gyda chi ar hyn o bryd. Holwch y carchar os hoffech wybod mwy.

people-companions-heading = Oedolion sy'n dod gyda chi
people-companions-text = Gall hyd at dri oedolyn arall ddod i alwad, pob un ar ei ffôn ei hun neu gyda chi yn eich llun. Rhaid i bob un ddangos pwy ydyw yn ei ap ei hun.
people-companions-none = Nid oes neb yn dod gyda chi eto.
people-companion-adult = Oedolyn
people-companion-child = Plentyn: rhaid i oedolyn ddod hefyd
people-companion-remove = Tynnu { $name } oddi ar y rhestr
people-companions-full = Mae tri oedolyn ar eich rhestr, sef y nifer fwyaf. Tynnwch un oddi arni i ychwanegu un arall.
people-add-companion = Ychwanegu rhywun drwy rif ymwelydd
people-invite = Gwahodd oedolyn drwy ddolen
people-invitation-open = Wedi'i wahodd
people-invitation-detail = Heb dderbyn eto. Mae'r ddolen yn gweithio tan { $day }, unwaith.
people-invitation-share = Anfon y ddolen at { $name }
people-companion-state-ready = Yn barod
people-companion-state-identity-pending = Rhaid dangos pwy ydyw
people-invited = Mae gennyf wahoddiad

people-children-heading = Plant sy'n dod gyda chi
people-children-text = Nid oes angen ffôn na dogfen ar blentyn. Rhaid i oedolyn sydd wedi'i gymeradwyo fod gydag ef drwy'r alwad gyfan.
people-children-full = Mae deg plentyn ar eich rhestr, sef y nifer fwyaf. Tynnwch un oddi arni i ychwanegu un arall.
people-add-child = Ychwanegu plentyn
people-child-age = { $years ->
    [zero] Llai na blwydd oed. Rhaid bod gydag oedolyn.
    [one] Blwydd oed. Rhaid bod gydag oedolyn.
    [two] { $years } flwydd oed. Rhaid bod gydag oedolyn.
    [few] { $years } blwydd oed. Rhaid bod gydag oedolyn.
    [many] { $years } blwydd oed. Rhaid bod gydag oedolyn.
   *[other] { $years } oed. Rhaid bod gydag oedolyn.
}
people-own-number-heading = Eich rhif ymwelydd
people-own-number-text = { $number }. Rhowch y rhif, gyda'ch dyddiad geni, i berthynas sydd am ddod â chi i alwad.

add-contact-title = Ychwanegu person yn y carchar
add-contact-text = Bydd y carchar yn cymharu'r manylion hyn â'i rai ei hun. Manylion y person y dylent fod, nid eich rhai chi.
add-contact-establishment = Ble mae'r person?
add-contact-establishment-hint = Dewiswch y carchar neu'r sefydliad troseddwyr ifanc.
add-contact-establishment-missing = Dewiswch ble mae'r person.
add-contact-number = Rhif carcharor
add-contact-number-hint = Llythyren, pedwar digid a dwy lythyren, er enghraifft A1234BC. Mae i'w weld ar lythyrau gan y person.
add-contact-given-names = Enwau cyntaf
add-contact-family-name = Cyfenw
add-contact-date-of-birth = Dyddiad geni
add-contact-date-of-birth-hint = Er enghraifft, 27 3 1985
add-contact-submit = Gofyn i'r carchar

add-companion-title = Ychwanegu ymwelydd
add-companion-text = Rhaid bod yr ymwelydd wedi'i gymeradwyo yn ei ap ei hun. Gofynnwch am ei rif ymwelydd: mae i'w weld o dan Pobl.
add-companion-number = Rhif yr ymwelydd
add-companion-number-hint = Wyth llythyren a digid
add-companion-date-of-birth = Dyddiad geni'r ymwelydd
add-companion-date-of-birth-hint = Er enghraifft, 27 3 1985
add-companion-submit = Ychwanegu

missing-title-adult = Mae oedolyn ar goll o hyd
missing-title-visitor = Nid yw pawb yn barod eto
missing-adult = Rhaid i blentyn fod gydag oedolyn sydd wedi'i gymeradwyo.
missing-who-invited = Nid yw { $name } wedi derbyn eich gwahoddiad eto.
missing-who-identity-pending = Nid yw { $name } wedi'i gymeradwyo eto: rhaid dangos pwy yw yn ei ap ei hun.
missing-by = Rhaid setlo hyn erbyn { $by }, neu caiff yr alwad ei rhoi i rywun arall.

add-child-title = Ychwanegu plentyn
add-child-text = Dim ond rhiant neu warcheidwad cyfreithiol all ychwanegu plentyn. Chi sy'n gyfrifol amdano ar yr alwad.
add-child-who-heading = Pwy sy'n gorfod bod gyda'r plentyn
add-child-who-text = Rhaid i chi, neu oedolyn arall y mae'r carchar wedi'i gymeradwyo, fod wrth ochr y plentyn o ddechrau'r alwad i'w diwedd. Ni fydd plentyn byth ar ei ben ei hun ar alwad. Mewn rhai carchardai mae rhywun yn cyfrif fel oedolyn o 16 oed neu'n gynt: fe welwch hynny wrth drefnu.
add-child-given-names = Enwau cyntaf y plentyn
add-child-family-name = Cyfenw'r plentyn
add-child-date-of-birth = Dyddiad geni'r plentyn
add-child-date-of-birth-hint = Er enghraifft, 27 3 2019. Caiff pobl 18 oed neu hŷn eu gwahodd yn lle hynny, a dangos pwy ydynt.
add-child-your-relationship = Beth ydych chi i'r plentyn?
add-child-relationship-parent = Mam neu dad
add-child-relationship-guardian = Gwarcheidwad cyfreithiol
add-child-relationship-missing = Dewiswch beth ydych chi i'r plentyn. Ni all neb arall ychwanegu plentyn.
add-child-responsible = Ydych chi'n gyfrifol am y plentyn hwn?
add-child-responsible-hint = Gall y carchar ofyn am dystysgrif geni neu orchymyn llys.
add-child-responsible-yes = Ydw. Rwy'n gyfrifol am y plentyn, ac yn cytuno ei fod yn dod i alwadau.
add-child-responsible-missing = Dim ond rhywun sy'n gyfrifol am y plentyn all ei ychwanegu. Cadarnhewch eich bod.
add-child-submit = Ychwanegu'r plentyn hwn

invite-title = Gwahodd oedolyn
invite-text = Byddwch yn creu dolen ac yn ei hanfon at y person, drwy neges destun neu e-bost. Ni ddylai neb arall ei chael: mae'n gweithio unwaith.
invite-steps = Bydd y person yn gosod yr ap, yn derbyn, ac yn dangos pwy ydyw yno. Byddwch yn gweld yma beth sydd wedi'i wneud. Gallwch drefnu ar unwaith, ond rhaid i bawb fod yn barod ddiwrnod cyn yr alwad.
invite-name = Beth ydych chi'n galw'r person
invite-name-hint = Er enghraifft, Anti Megan. Eich enw chi y bydd y person yn ei weld, nid hwn.
invite-submit = Creu'r ddolen
invitation-share-title = Dewch i alwad fideo
invitation-share-text = Hoffwn i chi ddod gyda mi i alwad fideo. Agorwch y ddolen hon ar eich ffôn a dilynwch y camau: { $link }

invitation-title = Gwahoddiad
invitation-kept-title = Cawsoch wahoddiad
invitation-kept = Cofrestrwch yn gyntaf, yna fe welwch pwy sy'n eich gwahodd. Cedwir y gwahoddiad.
invitation-loading = Rydym yn gofyn pwy sy'n eich gwahodd.
invitation-from = Mae { $name } yn eich gwahodd i ddod i alwadau fideo gyda rhywun yn y carchar.
invitation-means = Os byddwch yn derbyn, bydd { $name } yn gweld eich enw ac a ydych yn barod. Byddwch yn dangos pwy ydych chi yn yr ap hwn, unwaith, gyda dogfen a llun o'ch wyneb. Mae'r carchar yn gwylio galwadau ac yn eu recordio.
invitation-until = Gallwch dderbyn tan { $day }.
invitation-accept = Derbyn
invitation-decline = Dim diolch
invitation-accepted-title = Rydych wedi derbyn
invitation-ready = Rydych yn barod. Gall { $name } ddod â chi i alwad nawr, a byddwch yn gweld yr alwad ymhlith eich rhai chi.
invitation-prove = Nesaf, dangoswch pwy ydych chi: gall { $name } ddod â chi i alwad pan fydd hynny wedi'i gymeradwyo. Gall gymryd rhai dyddiau, felly mae'n well ei wneud nawr.
invitation-prove-now = Dangos pwy ydw i
invitation-link = Y ddolen a anfonwyd atoch
invitation-link-hint = Neu dim ond y cod ar ei diwedd
invitation-link-submit = Ymlaen
