# Pobl yn y carchar, ac ymwelwyr sy'n dod gyda chi.

people-title = Pobl
people-contacts-heading = Pobl y gallwch eu galw
people-contacts-none = Nid ydych wedi ychwanegu neb eto. Ychwanegwch y person yn y carchar yr hoffech ei alw. Y sefydliad fydd wedyn yn penderfynu a gewch chi wneud hynny.
people-contact-detail = { $number }, { $establishment }
people-contact-requested = { $number }, { $establishment }. Cewch ateb erbyn { $day }. Nid oes angen i chi wneud dim tan hynny.
people-contact-book = Trefnu galwad: { $name }
people-add-contact = Ychwanegu person yn y carchar
people-waiting-for-list = Mae'r rhestr ar ei ffordd.

contact-status-requested = Yn aros am y sefydliad
contact-status-approved = Wedi'i gymeradwyo
contact-status-rejected = Heb ei gymeradwyo

contact-rejection-details-incorrect = Nid yw'r rhif, yr enw na'r dyddiad geni'n cyfateb i neb yn y sefydliad hwn. Cymharwch nhw â llythyr gan y person, ac ychwanegwch y person eto. Efallai hefyd fod y person wedi symud.
contact-rejection-not-on-list = Nid yw'r person wedi eich rhoi ar ei restr eto. Gofynnwch i'r person wneud hynny, drwy lythyr neu dros y ffôn, ac yna ychwanegwch y person eto.
contact-rejection-restricted = Mae cyfyngiad ar y person ac ni all gael galwadau gyda chi ar hyn o bryd. Holwch y sefydliad os hoffech wybod mwy.

people-companions-heading = Ymwelwyr sy'n dod gyda chi
people-companions-text = Gall hyd at dri ymwelydd arall sydd wedi'u cymeradwyo ddod i alwad, pob un ar ei ffôn ei hun neu gyda chi yn eich llun.
people-companions-none = Nid oes neb yn dod gyda chi eto.
people-companion-adult = Oedolyn
people-companion-child = Plentyn: rhaid i oedolyn ddod hefyd
people-companion-remove = Tynnu { $name } oddi ar y rhestr
people-companions-full = Mae tri ymwelydd ar eich rhestr, sef y nifer fwyaf. Tynnwch un oddi arni i ychwanegu un arall.
people-add-companion = Ychwanegu ymwelydd
people-own-number-heading = Eich rhif ymwelydd
people-own-number-text = { $number }. Rhowch y rhif, gyda'ch dyddiad geni, i berthynas sydd am ddod â chi i alwad.

add-contact-title = Ychwanegu person yn y carchar
add-contact-text = Bydd y sefydliad yn cymharu'r manylion hyn â'i rai ei hun. Manylion y person y dylent fod, nid eich rhai chi.
add-contact-establishment = Ble mae'r person?
add-contact-establishment-hint = Dewiswch y carchar neu'r sefydliad troseddwyr ifanc.
add-contact-establishment-missing = Dewiswch ble mae'r person.
add-contact-not-live = Ni ellir trefnu galwadau yma eto. Gallwch ofyn am gael eich cymeradwyo'n barod.
add-contact-number = Rhif carcharor
add-contact-number-hint = Llythyren, pedwar digid a dwy lythyren, er enghraifft A1234BC. Mae i'w weld ar lythyrau gan y person.
add-contact-given-names = Enwau cyntaf
add-contact-family-name = Cyfenw
add-contact-date-of-birth = Dyddiad geni
add-contact-date-of-birth-hint = Er enghraifft, 27 3 1985
add-contact-submit = Gofyn i'r sefydliad

add-companion-title = Ychwanegu ymwelydd
add-companion-text = Rhaid bod yr ymwelydd wedi'i gymeradwyo yn ei ap ei hun. Gofynnwch am ei rif ymwelydd: mae i'w weld o dan Pobl.
add-companion-number = Rhif yr ymwelydd
add-companion-number-hint = Wyth llythyren a digid
add-companion-date-of-birth = Dyddiad geni'r ymwelydd
add-companion-date-of-birth-hint = Er enghraifft, 27 3 1985
add-companion-submit = Ychwanegu
