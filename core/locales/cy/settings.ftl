# Iaith, a'r ffôn hwn.

settings-title = Gosodiadau
settings-account = Eich cyfrif
settings-email = Cyfeiriad e-bost
settings-visitor-number = Eich rhif ymwelydd
settings-reminders = Negeseuon atgoffa
settings-reminders-when = Pryd dylai'r ffôn hwn eich atgoffa?
settings-reminders-hint = Am alwadau sydd wedi'u trefnu, ac am yr hyn y mae'n rhaid ei wneud cyn hynny.
settings-reminder-week = Wythnos ymlaen llaw
settings-reminder-day = Y diwrnod cynt, ar yr un amser
settings-reminder-hour = Awr ymlaen llaw
settings-reminder-ten-minutes = Deng munud ymlaen llaw, pan fydd yr ystafell aros ar agor
settings-reminders-none-title = Dim negeseuon atgoffa
settings-reminders-none = Ni fydd y ffôn hwn yn eich atgoffa am eich galwadau. Dewiswch o leiaf un, os gallech anghofio.
settings-denied-title = Nid yw eich ffôn yn caniatáu hyn eto
settings-denied-notifications = Negeseuon atgoffa: ni chaiff yr ap ddangos rhai.
settings-denied-camera = Camera: hebddo ni ellir eich gweld, ac ni fydd galwad yn dechrau.
settings-denied-microphone = Meicroffon: hebddo ni ellir eich clywed.
settings-denied-open = Agor gosodiadau'r ffôn
settings-identity = Prawf o bwy ydych chi
settings-identity-until = Yn ddilys tan { $day }
settings-phone = Y ffôn hwn
settings-phone-text = Cedwir yr hyn rydych yn ei deipio ar y ffôn hwn yn unig, wedi'i amgryptio, nes iddo gael ei anfon. Caiff lluniau eu dileu yma cyn gynted ag y byddant gyda ni.
settings-time-zone = Dangosir amserau ar gyfer { $zone }, fel y mae'r ffôn hwn wedi'i osod. Os yw cloc y carchar yn wahanol, fe welwch y ddau.
