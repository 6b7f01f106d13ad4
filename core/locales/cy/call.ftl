# Y gwirio cyn galwad, yr ystafell aros, yr alwad, a sut y daeth i ben.

## The check

check-title = Gwirio cyn yr alwad
check-text = Edrychwch arnoch eich hun yn y llun, dywedwch rywbeth, a gwrandewch am y sain brawf.
check-rows = Camera, meicroffon ac uchelseinydd
check-camera = Camera
check-microphone = Meicroffon
check-loudspeaker = Uchelseinydd
check-waiting = Wrthi'n gwirio
check-works = Yn gweithio
check-fails = Ddim yn gweithio
check-camera-fails = Nid yw'r ap yn cael llun. Rhowch ganiatâd iddo ddefnyddio'r camera yng ngosodiadau'r ffôn, a chaewch apiau eraill sy'n ei ddefnyddio. Heb lun ni all yr alwad ddechrau.
check-microphone-fails = Nid yw'r ap yn cael sain. Rhowch ganiatâd iddo ddefnyddio'r meicroffon yng ngosodiadau'r ffôn, a thynnwch eich bys oddi arno.
check-loudspeaker-fails = Codwch lefel y sain, neu rhowch glustffonau i mewn.
check-again = Gwirio eto
check-join = Mynd i'r ystafell aros

## The waiting room

waiting-title = Ystafell aros
waiting-connecting = Yn cysylltu
waiting-status = Yn aros
waiting-begins = Bydd yr alwad yn dechrau { $starts }, ohoni ei hun, pan fydd pawb yma.
waiting-time = Mae'n bryd. Bydd yr alwad yn dechrau ohoni ei hun pan fydd pawb yma.
waiting-late = Bydd yr alwad yn dechrau'n hwyr. Mae'r carchar yn ei disgwyl { $starts }. Arhoswch yma neu dewch yn ôl bryd hynny; nid yw eich amser yn mynd heibio.
waiting-not-here-yet = Nid yw { $name } yma eto. Staff sy'n dod â'r person at y gliniadur; gall hynny gymryd ychydig funudau. Nid yw eich amser yn mynd heibio.

presence-away = Ddim yma eto
presence-waiting = Yn yr ystafell aros
presence-connected = Yma
presence-busy = Ar y ffôn
presence-in-call-away = Heb ei gysylltu
presence-in-call-waiting = Yn cysylltu
presence-in-call-connected = Yn yr alwad

## The call

call-title = Galwad â { $name }
call-live = Yn fyw
call-paused = Wedi'i seibio
call-interrupted = Wedi'i thorri
call-left-minutes = { $minutes ->
    [zero] { $minutes } munud ar ôl
    [one] { $minutes } funud ar ôl
    [two] { $minutes } funud ar ôl
    [few] { $minutes } munud ar ôl
    [many] { $minutes } munud ar ôl
   *[other] { $minutes } munud ar ôl
}
call-left-seconds = { $seconds ->
    [zero] { $seconds } eiliad ar ôl
    [one] { $seconds } eiliad ar ôl
    [two] { $seconds } eiliad ar ôl
    [few] { $seconds } eiliad ar ôl
    [many] { $seconds } eiliad ar ôl
   *[other] { $seconds } eiliad ar ôl
}
call-length-minutes = { $minutes ->
    [zero] Bydd yr alwad yn para { $minutes } munud
    [one] Bydd yr alwad yn para { $minutes } funud
    [two] Bydd yr alwad yn para { $minutes } funud
    [few] Bydd yr alwad yn para { $minutes } munud
    [many] Bydd yr alwad yn para { $minutes } munud
   *[other] Bydd yr alwad yn para { $minutes } munud
}
call-length-seconds = { $seconds ->
    [zero] Bydd yr alwad yn para { $seconds } eiliad
    [one] Bydd yr alwad yn para { $seconds } eiliad
    [two] Bydd yr alwad yn para { $seconds } eiliad
    [few] Bydd yr alwad yn para { $seconds } eiliad
    [many] Bydd yr alwad yn para { $seconds } eiliad
   *[other] Bydd yr alwad yn para { $seconds } eiliad
}
call-warning-title = Mae'r alwad yn dod i ben cyn hir
call-warning = { $left }. Yna daw'r alwad i ben ohoni ei hun: dywedwch yr hyn yr hoffech ei ddweud o hyd.

call-cover-paused = Mae'r alwad wedi'i seibio
call-cover-time-stands = Nid yw eich amser yn mynd heibio.
call-cover-time-runs = Mae eich amser yn dal i fynd heibio.
call-cover-telephone = Mae galwad arall ar eich ffôn
call-cover-telephone-text = Mae llun a sain yr ymweliad hwn wedi'u diffodd nes i'r alwad neu'r ap arall ryddhau'r sain. Yna dônt yn ôl ohonynt eu hunain; nid oes angen pwyso dim. Mae'r lleill yn darllen eich bod ar y ffôn.
call-pause-face-family = Mae rhywun yn eich llun chi nad yw ar yr archeb. Dim ond ymwelwyr sydd wedi'u cymeradwyo gaiff fod yn y golwg. Bydd yr alwad yn mynd ymlaen ohoni ei hun pan mai dim ond nhw sydd yn y llun, neu pan fydd staff yn caniatáu'r person.
call-pause-face-prison = Mae rhywun yn llun yr ochr arall nad yw wedi'i gymeradwyo ar gyfer yr alwad hon. Nid oes angen i chi wneud dim: bydd yr alwad yn mynd ymlaen ohoni ei hun pan fydd y person wedi mynd, neu pan fydd staff yn ei ganiatáu.
call-pause-staff-room-check = Mae staff yn gwneud gwiriad byr yn yr ystafell. Nid oes angen i chi wneud dim: staff fydd yn gadael i'r alwad fynd ymlaen.
call-pause-staff-conduct = Mae rhywbeth a ddywedwyd neu a ddangoswyd yn groes i'r rheolau y cytunoch iddynt. Arhoswch: staff fydd yn penderfynu pryd y bydd yr alwad yn mynd ymlaen.
call-pause-staff-technical = Mae staff yn ymdrin â mater technegol. Nid oes angen i chi wneud dim: staff fydd yn gadael i'r alwad fynd ymlaen.
call-pause-staff-wellbeing = Mae angen eiliad ar rywun. Nid oes angen i chi wneud dim: bydd staff yn gadael i'r alwad fynd ymlaen pan fydd pawb yn barod.
call-pause-connection-family = Collwyd y cysylltiad â'ch ochr chi. Bydd yr alwad yn mynd ymlaen ohoni ei hun pan ddaw yn ôl. Arhoswch lle mae'r rhwydwaith yn dda.
call-pause-connection-prison = Mae'r gliniadur yn y carchar wedi colli ei gysylltiad. Nid oes angen i chi wneud dim: bydd yr alwad yn mynd ymlaen ohoni ei hun pan ddaw yn ôl.
call-pause-left-family = Mae pawb ar eich ochr chi wedi gadael. Daw'r alwad i ben ymhen eiliad oni bai fod un ohonoch yn dod yn ôl.
call-pause-left-prison = Mae'r person wedi gadael yr alwad. Daw i ben ymhen eiliad oni bai ei fod yn dod yn ôl.

call-cover-offline = Nid oes gan eich ffôn rwydwaith
call-cover-offline-text = Edrychwch ar y Wi-Fi a'r data symudol. Byddwn yn eich cysylltu eto cyn gynted ag y bydd rhwydwaith; nid oes angen pwyso dim.
call-cover-unreachable = Ni ellir cyrraedd gweinydd y carchar
call-cover-unreachable-text = Rydym yn dal i geisio; nid yw eich amser yn mynd heibio.
call-cover-unreachable-others = Rydym yn dal i geisio. Efallai fod yr alwad yn mynd ymlaen i'r lleill o'ch teulu.
call-cover-media = Yn cysylltu'r llun a'r sain
call-cover-media-text = Torrwyd ar y cysylltiad llun a sain. Rydym yn ei gysylltu eto; nid oes angen pwyso dim.

call-line-poor = Cysylltiad gwan: gall y llun fod yn fach neu aros yn llonydd
call-line-bad = Cysylltiad gwael: ewch yn nes at y Wi-Fi, neu diffoddwch eich camera
call-line-voice-only = Cysylltiad gwan: dim ond eich llais sy'n cael ei anfon, rhag ei golli

call-microphone-off = Diffodd y meicroffon
call-microphone-on = Troi'r meicroffon ymlaen
call-camera-off = Diffodd y camera
call-camera-on = Troi'r camera ymlaen
call-leave = Gadael

## The end

ended-title = Mae'r alwad ar ben
ended-left-title = Rydych wedi gadael
ended-refused-title = Ni allwch ymuno nawr
ended-replaced-title = Rydych wedi ymuno ar ffôn arall
ended-replaced = Dim ond ar un ffôn y gall yr un person fod mewn galwad. Os nad chi oedd yno, dywedwch wrth y carchar.
ended-left = Efallai fod yr alwad yn dal i fynd ymlaen, a gallwch ddod yn ôl hyd nes y daw i ben.
ended-rejoin = Dod yn ôl
ended-here-instead = Ymuno yma yn lle hynny
ended-talked = Buoch yn siarad am { $duration }.
ended-returned = Cymerodd seibiau { $duration }, a chawsoch yr amser hwnnw'n ôl.
ended-next = Mae'r alwad yn eich hanes, o dan Galwadau.
ended-reason-time-up = Daeth yr amser i ben.
ended-reason-ended-by-staff = Daeth staff â'r alwad i ben. Holwch y carchar os na wyddoch pam.
ended-reason-family-left = Roedd pawb ar eich ochr chi wedi gadael.
ended-reason-prison-left = Gadawodd y person yr alwad.
ended-reason-family-no-show = Ni ddaeth neb o'ch ochr chi mewn pryd.
ended-reason-prison-no-show = Ni ddaeth y person at y gliniadur. Nid eich bai chi yw hyn. Holwch y carchar beth ddigwyddodd, ac a ellir rhoi'r alwad yn ôl.
ended-reason-connection-lost = Collwyd cysylltiad ac ni ddaeth yn ôl mewn pryd. Holwch y carchar a ellir rhoi'r alwad yn ôl.
ended-reason-called-off = Galwodd y carchar yr alwad yn ôl cyn iddi ddechrau. Nid eich bai chi yw hyn. Mae'r archeb yn dweud pam.
ended-book-again = Trefnu galwad arall
ended-bookings = Pob galwad
