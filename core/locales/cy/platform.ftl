# Yr hyn sydd gan y platfform yn unig: ei reolyddion ei hun, caniatâd, hysbysiadau, a dechrau a fethodd.

platform-back = Yn ôl
platform-day = Diwrnod
platform-month = Mis
platform-year = Blwyddyn
platform-error = Gwall

platform-take-photo = Tynnu'r llun
platform-choose-photo = Dewis llun sydd gennych
platform-camera-for-photo = I dynnu'r llun hwn mae angen camera'r ffôn ar yr ap. Ni chedwir dim ymhlith eich lluniau.
platform-camera-for-call = Ar gyfer galwad fideo mae angen camera a meicroffon y ffôn ar yr ap. Dim ond yn ystod y gwiriad, yn yr ystafell aros ac yn yr alwad y maent ymlaen.
platform-allow = Caniatáu
platform-open-settings = Agor gosodiadau'r ffôn

platform-play-sound = Chwarae'r sain brawf
platform-heard = Rwy'n ei chlywed
platform-not-heard = Nid wyf yn ei chlywed

platform-own-picture = Eich llun chi
platform-move-own-picture = Symud eich llun chi
platform-switch-camera = Defnyddio'r camera arall
platform-loudspeaker-off = Diffodd yr uchelseinydd
platform-loudspeaker-on = Troi'r uchelseinydd ymlaen
platform-no-picture = Dim llun
platform-screen-recorded = Mae'r sgrin yn cael ei recordio neu ei rhannu, ac ni chaniateir hynny. Daw'r llun yn ôl pan ddaw hynny i ben.

platform-reminders-channel = Nodiadau atgoffa am eich galwadau
platform-calls-channel = Galwadau sydd ar y gweill
platform-call-running = Mae eich galwad fideo ar y gweill

platform-cannot-start = Ni all Kinline ddechrau
platform-start-locked = Mae'r ffôn yn cadw eich pethau y tu ôl i'w glo. Datglowch ef, neu gosodwch glo sgrin yn ei osodiadau, yna rhowch gynnig arall arni.
platform-start-again = Ni ellir darllen yr hyn a gadwyd ar y ffôn hwn, ac fe'i rhoddwyd o'r neilltu. Rhowch gynnig arall arni, yna cofrestrwch gyda'r un cyfeiriad e-bost: mae eich galwadau yno o hyd.
platform-start-update = Defnyddiwyd fersiwn mwy newydd o'r ap hwn ar y ffôn. Diweddarwch yr ap, yna rhowch gynnig arall arni.
platform-start-storage = Mae storfa'r ffôn yn llawn. Dilëwch rywbeth arall ar y ffôn, yna rhowch gynnig arall arni.
platform-start-failed = Mae rhywbeth o'i le ar yr ap. Diweddarwch ef, yna rhowch gynnig arall arni.
