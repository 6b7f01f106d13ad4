# Iaith, a'r ffôn hwn.

settings-title = Gosodiadau
settings-account = Eich cyfrif
settings-email = Cyfeiriad e-bost
settings-visitor-number = Eich rhif ymwelydd
settings-reminders = Negeseuon atgoffa
settings-reminders-text = Bydd y ffôn hwn yn eich atgoffa am alwadau wythnos, diwrnod, awr a deng munud ymlaen llaw. Gallwch eu diffodd yng ngosodiadau'r ffôn ei hun.
settings-phone = Y ffôn hwn
settings-phone-text = Cedwir yr hyn rydych yn ei deipio ar y ffôn hwn yn unig, wedi'i amgryptio, nes iddo gael ei anfon. Caiff lluniau eu dileu yma cyn gynted ag y byddant gyda ni.
settings-time-zone = Dangosir amserau ar gyfer { $zone }, fel y mae'r ffôn hwn wedi'i osod. Os yw cloc y sefydliad yn wahanol, fe welwch y ddau.
