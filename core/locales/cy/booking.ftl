# Amserau rhydd, amserau a gedwir ac archebion.

## Times

duration-minutes = { $minutes ->
    [zero] { $minutes } munud
    [one] { $minutes } funud
    [two] { $minutes } funud
    [few] { $minutes } munud
    [many] { $minutes } munud
   *[other] { $minutes } munud
}
duration-seconds = { $seconds ->
    [zero] { $seconds } eiliad
    [one] { $seconds } eiliad
    [two] { $seconds } eiliad
    [few] { $seconds } eiliad
    [many] { $seconds } eiliad
   *[other] { $seconds } eiliad
}
times = { $start } tan { $end }
times-own = { $start } tan { $end } eich amser chi
times-own-other-day = { $start } tan { $end } eich amser chi ({ $day })
times-on-day = { $day }, { $times }
times-on-day-there = { $day }, { $times } yn ôl cloc { $establishment }
moment-on-both-clocks = { $own } eich amser chi ({ $there } yn ôl cloc { $establishment })
times-with-own = { $there }; { $own }

## Choosing a time

slots-title = Dewis amser
slots-change-title = Dewis amser arall
slots-propose-title = Dewis amserau i'w cynnig
slots-change = Mae eich galwad yn dal wedi'i threfnu ar gyfer { $when } nes i chi ddewis amser arall a'i symud yno.
slots-propose = Rydych yn cynnig amserau eraill yn lle { $when }. Gallwch ddewis hyd at dri.
slots-who = Galwad â { $name }, { $establishment }.
slots-both-clocks = Yn ôl cloc { $establishment } y mae'r amserau; mae eich amser chi wrth eu hochr.
slots-allowance = { $left ->
    [zero] Nid oes galwadau ar ôl ar gyfer { $month }. Bydd galwadau newydd { $renews }.
    [one] Mae { $left } alwad o { $calls } ar ôl ar gyfer { $month }. Bydd galwadau newydd { $renews }.
    [two] Mae { $left } alwad o { $calls } ar ôl ar gyfer { $month }. Bydd galwadau newydd { $renews }.
    [few] Mae { $left } galwad o { $calls } ar ôl ar gyfer { $month }. Bydd galwadau newydd { $renews }.
    [many] Mae { $left } galwad o { $calls } ar ôl ar gyfer { $month }. Bydd galwadau newydd { $renews }.
   *[other] Mae { $left } galwad o { $calls } ar ôl ar gyfer { $month }. Bydd galwadau newydd { $renews }.
}
slots-loading = Yn chwilio am amserau rhydd…
slots-none-title = Dim amserau rhydd
slots-none = Nid oes amser rhydd ar hyn o bryd: { $establishment }. Caiff amserau newydd eu hychwanegu bob dydd, felly edrychwch eto yfory.
slots-several = Gallwch ddewis hyd at dri amser. Bydd y carchar yn trefnu un ohonynt, felly mae'n fwy tebygol y bydd un yn bosibl.
slots-chosen = Rydych wedi dewis amser, a chaiff ei gadw i chi am ychydig. Ewch ymlaen ag ef, neu dewiswch un arall.
slots-go-on = Ymlaen â'r hyn a ddewiswyd
slots-not-asked-here-title = Ni ofynnir am alwadau yma
slots-others-ask = Nid yw teuluoedd yn gofyn am alwadau yn yr ap: { $establishment }. Gall y person ofyn am alwad, a byddwch yn ei gweld yma; neu ffoniwch y carchar.
slots-prisoner-asks = Nid yw teuluoedd yn gofyn am alwadau yn yr ap: { $establishment }. Y person sy'n gofyn am alwad, a byddwch chi'n ateb yma.
slots-establishment-asks = Nid yw teuluoedd yn gofyn am alwadau yn yr ap: { $establishment }. Ffoniwch y carchar: bydd yr hyn y mae'n ei drefnu i chi i'w weld yma.
slots-planner = Faint o alwadau sydd ar ôl, a beth sy'n cyfrif
slots-wait = Dim amser yn gyfleus? Aros am un a roddir yn ôl
slots-waiting = Eich lle ar y rhestr aros
slots-holding-title = Un eiliad
slots-holding = Rydym yn cadw'r amser i chi.
slots-again = Edrych eto
slots-problem-next = Dewiswch amser arall isod. Cedwir pwy sy'n dod gyda chi.

## What cannot be

refusal-nearest = Yr amser agosaf sy'n bosibl: { $when }
refusal-no-calls = Mae pob galwad ar gyfer { $month } wedi'i defnyddio neu ei threfnu, felly ni ellir trefnu'r amser hwn. Bydd galwadau newydd { $renews }.
refusal-no-minutes = { $left ->
    [zero] Nid oes munudau ar ôl ar gyfer { $month }, felly ni ellir trefnu'r amser hwn. Bydd rhai newydd { $renews }.
    [one] Dim ond { $left } funud sydd ar ôl ar gyfer { $month }, sy'n rhy fyr i'r alwad hon. Bydd rhai newydd { $renews }.
    [two] Dim ond { $left } funud sydd ar ôl ar gyfer { $month }, sy'n rhy fyr i'r alwad hon. Bydd rhai newydd { $renews }.
    [few] Dim ond { $left } munud sydd ar ôl ar gyfer { $month }, sy'n rhy fyr i'r alwad hon. Bydd rhai newydd { $renews }.
    [many] Dim ond { $left } munud sydd ar ôl ar gyfer { $month }, sy'n rhy fyr i'r alwad hon. Bydd rhai newydd { $renews }.
   *[other] Dim ond { $left } munud sydd ar ôl ar gyfer { $month }, sy'n rhy fyr i'r alwad hon. Bydd rhai newydd { $renews }.
}
refusal-day = Ni ellir trefnu galwad ar y diwrnod hwn mwyach, neu ddim eto. Dewiswch amser arall.
refusal-enough-choices = Rydych wedi dewis tri amser yn barod, sef y nifer fwyaf. Rhowch un ohonynt yn ôl i ddewis un arall.
refusal-visitors = { $most ->
    [zero] Ni all yr un ymwelydd fod ar alwad yma. Tynnwch bawb oddi arni a rhowch gynnig arall arni.
    [one] Dim ond { $most } ymwelydd all fod ar alwad yma: chi. Tynnwch bawb arall oddi arni a rhowch gynnig arall arni.
    [two] Hyd at { $most } ymwelydd all fod ar alwad yma, gan gynnwys chi a phlant. Tynnwch rywun oddi arni a rhowch gynnig arall arni.
    [few] Hyd at { $most } ymwelydd all fod ar alwad yma, gan gynnwys chi a phlant. Tynnwch rywun oddi arni a rhowch gynnig arall arni.
    [many] Hyd at { $most } ymwelydd all fod ar alwad yma, gan gynnwys chi a phlant. Tynnwch rywun oddi arni a rhowch gynnig arall arni.
   *[other] Hyd at { $most } ymwelydd all fod ar alwad yma, gan gynnwys chi a phlant. Tynnwch rywun oddi arni a rhowch gynnig arall arni.
}
refusal-no-adult = Rhaid i rywun { $age } oed neu hŷn fod ar yr alwad. Dewiswch oedolyn sy'n dod gyda chi, yna rhowch gynnig arall arni.

## What is left, and what counts

planner-title = Eich galwadau y mis hwn a'r nesaf
planner-who = Galwadau â { $name }, { $establishment }, pwy bynnag o'r teulu sy'n gofyn amdanynt.
planner-calls = { $calls ->
    [zero] { $calls } galwad
    [one] { $calls } alwad
    [two] { $calls } alwad
    [few] { $calls } galwad
    [many] { $calls } galwad
   *[other] { $calls } galwad
}
planner-calls-and-minutes = { $calls ->
    [zero] { $calls } galwad
    [one] { $calls } alwad
    [two] { $calls } alwad
    [few] { $calls } galwad
    [many] { $calls } galwad
   *[other] { $calls } galwad
}, { $minutes ->
    [zero] { $minutes } munud
    [one] { $minutes } funud
    [two] { $minutes } funud
    [few] { $minutes } munud
    [many] { $minutes } munud
   *[other] { $minutes } munud
}
planner-left = Ar ôl i'w trefnu
planner-booked = Wedi gofyn amdanynt neu eu trefnu
planner-used = Wedi'u defnyddio
planner-all = Cyfanswm
planner-extra = O'r rhain, yn ychwanegol i'r person hwn
planner-renews = Galwadau newydd
planner-counts-title = Beth sy'n cyfrif
planner-counts = { $minutes ->
    [zero] Mae galwad yn para { $minutes } munud. Mae'n cyfrif fel un alwad, faint bynnag sy'n dod.
    [one] Mae galwad yn para { $minutes } funud. Mae'n cyfrif fel un alwad, faint bynnag sy'n dod.
    [two] Mae galwad yn para { $minutes } funud. Mae'n cyfrif fel un alwad, faint bynnag sy'n dod.
    [few] Mae galwad yn para { $minutes } munud. Mae'n cyfrif fel un alwad, faint bynnag sy'n dod.
    [many] Mae galwad yn para { $minutes } munud. Mae'n cyfrif fel un alwad, faint bynnag sy'n dod.
   *[other] Mae galwad yn para { $minutes } munud. Mae'n cyfrif fel un alwad, faint bynnag sy'n dod.
}
planner-visitors = { $most ->
    [zero] Ni all yr un ymwelydd fod ar alwad yma.
    [one] Dim ond chi all fod ar alwad yma.
    [two] Gall hyd at { $most } ymwelydd fod ar un alwad, gan gynnwys chi a phlant. Nid yw ail ymwelydd yn costio ail alwad.
    [few] Gall hyd at { $most } ymwelydd fod ar un alwad, gan gynnwys chi a phlant. Nid yw ail ymwelydd yn costio ail alwad.
    [many] Gall hyd at { $most } ymwelydd fod ar un alwad, gan gynnwys chi a phlant. Nid yw ail ymwelydd yn costio ail alwad.
   *[other] Gall hyd at { $most } ymwelydd fod ar un alwad, gan gynnwys chi a phlant. Nid yw ail ymwelydd yn costio ail alwad.
}
planner-children = Mae plentyn hefyd yn cyfrif fel ymwelydd, ond nid fel galwad. Rhaid i bawb o dan { $age } oed fod gydag oedolyn drwy'r amser.
planner-change = { $hours ->
    [zero] Gallwch newid neu ganslo galwad eich hun nes iddi ddechrau.
    [one] Gallwch newid neu ganslo galwad eich hun hyd at { $hours } awr cyn iddi ddechrau.
    [two] Gallwch newid neu ganslo galwad eich hun hyd at { $hours } awr cyn iddi ddechrau.
    [few] Gallwch newid neu ganslo galwad eich hun hyd at { $hours } awr cyn iddi ddechrau.
    [many] Gallwch newid neu ganslo galwad eich hun hyd at { $hours } awr cyn iddi ddechrau.
   *[other] Gallwch newid neu ganslo galwad eich hun hyd at { $hours } awr cyn iddi ddechrau.
}
planner-information = Yr hyn y mae { $establishment } am i chi ei wybod
planner-choose = Dewis amser

## Asking for it

choice-first = Dewis cyntaf: { $when }
choice-second = Ail ddewis: { $when }
choice-third = Trydydd dewis: { $when }
kept-until = Caiff ei gadw i chi tan { $until }. { $minutes ->
    [zero] Mae llai na munud ar ôl.
    [one] Mae { $minutes } funud ar ôl.
    [two] Mae { $minutes } funud ar ôl.
    [few] Mae { $minutes } munud ar ôl.
    [many] Mae { $minutes } munud ar ôl.
   *[other] Mae { $minutes } munud ar ôl.
}
kept-long = Caiff ei gadw i chi tan { $until }.

confirm-title = Gofyn am yr alwad hon
confirm-change-title = Symud yr alwad
confirm-propose-title = Cynnig yr amserau hyn
confirm-accept-title = Derbyn yr alwad hon
confirm-not-booked-title = Heb ei threfnu eto
confirm-not-changed-title = Heb ei newid eto
confirm-not-sent-title = Heb ei anfon eto
confirm-not-booked = Pwyswch ‘{ $button }’ tra bo'r amser yn cael ei gadw i chi. Caiff eich galwad ei threfnu ar unwaith wedyn.
confirm-not-asked = Pwyswch ‘{ $button }’ tra bo'r amser yn cael ei gadw i chi. Bydd { $establishment } wedyn yn ei ystyried ac yn eich ateb.
confirm-not-accepted = Dewiswch pwy sy'n dod gyda chi, yna pwyswch ‘{ $button }’.
confirm-not-sent = Pwyswch ‘{ $button }’ tra bo'r amserau'n cael eu cadw i chi. Bydd { $establishment } wedyn yn eu hystyried ac yn eich ateb.
confirm-not-changed = Mae eich galwad yn dal wedi'i threfnu ar gyfer { $when }. Pwyswch ‘{ $button }’ i'w symud i'r amser isod.
confirm-on-its-way = Mae'r hyn a ddewisoch ar ei ffordd i { $establishment }. Nid oes dim wedi'i wneud nes i chi weld yr ateb yma.
confirm-hurry-title = Ychydig o amser sydd ar ôl
confirm-hurry = Ymhen llai na dwy funud caiff yr amser ei roi i eraill, oni bai eich bod yn mynd ymlaen.
confirm-expired-title = Nid yw'r amser yn cael ei gadw mwyach
confirm-expired = Cafodd ei gadw cyhyd ag y gallem. Dewiswch ef eto os yw'n dal yn rhydd, neu dewiswch un arall. Cedwir pwy sy'n dod gyda chi.
confirm-more = Ychwanegu dewis arall
confirm-release = Rhoi'n ôl: { $when }
confirm-book = Trefnu'r alwad
confirm-change = Symud yr alwad i'r amser hwn
confirm-propose = Cynnig yr amserau hyn
confirm-accept = Iawn, byddaf yno
confirm-who = Pwy sy'n dod gyda chi?
confirm-who-hint = Chi a hyd at dri arall. Rhaid dewis yma bawb a fydd yn y llun.
confirm-who-most = Dewiswch bawb a fydd yn y llun: { $visitors } ar y mwyaf, gan gynnwys chi.
confirm-nobody = Dim ond chi sydd ar yr alwad hon. Gellir ychwanegu ymwelwyr sy'n dod gyda chi o dan Pobl.
confirm-submit = Gofyn am yr alwad
confirm-sending = Yn gofyn i'r carchar…
confirm-other-time = Dewis amser arall

## One booking

booking-title = Galwad â { $name }
booking-reference = Cyfeirnod
booking-when = Pryd
booking-where = Ble
booking-visitors = Pwy sy'n dod
booking-choices = Yr amserau y gofynnoch amdanynt
booking-asked-by = Pwy ofynnodd amdani
booking-asked-by-family = Chi
booking-asked-by-establishment = Y carchar, ar eich rhan
booking-sending-title = Ar ei ffordd
booking-sending = Mae eich ateb ar ei ffordd i'r carchar. Nid yw wedi'i wneud nes i'r neges hon ddiflannu.
booking-details = Yr alwad
booking-loading = Mae'r archeb ar ei ffordd.

booking-status-requested = Heb ei threfnu eto
booking-status-asked = Heb ei threfnu eto: mae angen eich ateb
booking-status-offered = Heb ei threfnu eto: dewiswch amser arall
booking-status-offered-instead = Wedi'i threfnu, ond cynigir amser arall
booking-status-booked = Wedi'i threfnu
booking-status-rejected = Ddim yn bosibl
booking-status-withdrawn = Wedi'i thynnu'n ôl
booking-status-cancelled = Wedi'i chanslo
booking-status-completed = Ar ben

booking-requested = Rydych wedi gofyn am yr alwad hon. Bydd { $establishment } yn ateb erbyn { $day }. Ni chaiff dim ei drefnu tan hynny; nid oes angen i chi wneud dim.
booking-requested-by-prisoner = Gofynnodd { $name } am yr alwad hon, ac rydych wedi ateb. Bydd { $establishment } yn ateb erbyn { $day }. Ni chaiff dim ei drefnu tan hynny; nid oes angen i chi wneud dim.
booking-asked = Mae { $name } yn gofyn i chi am yr alwad hon. Ni chaiff dim ei drefnu nes i chi gytuno. Atebwch erbyn { $by }; heb ateb, daw'r cais i ben.
booking-offered = Ni all { $establishment } gynnal yr alwad ar yr amser y gofynnoch amdano, ac mae'n cynnig rhai eraill i chi. Ni chaiff dim ei drefnu nes i chi ddewis un. Atebwch erbyn { $by }; heb ateb, daw'r cais i ben.
booking-offered-instead = Hoffai { $establishment } symud yr alwad hon ac mae'n cynnig amserau eraill i chi. Mae eich galwad yn aros ar ei hamser ei hun oni bai eich bod yn dewis un ohonynt. Atebwch erbyn { $by }.
booking-delayed-title = Mae'r alwad yn dechrau'n hwyr
booking-delayed = Mae'r carchar yn dweud bod yr alwad yn hwyr. Disgwylir iddi ddechrau { $expected }. Nid oes angen i chi wneud dim: arhoswch yn agos at eich ffôn.
booking-change-until = Gallwch newid neu ganslo'r alwad hon eich hun tan { $until }.
booking-change-over = Roedd modd i chi newid neu ganslo'r alwad hon eich hun tan { $until }. Ffoniwch y carchar ({ $establishment }) os na allwch ddod, a rhowch y cyfeirnod { $reference }.
booking-booked = Mae eich galwad wedi'i threfnu. Bydd yr ystafell aros yn agor { $opens }. Daw nodiadau atgoffa fel y dewisoch chi yn y gosodiadau.
booking-open = Mae'r ystafell aros ar agor. Gwiriwch eich camera a'ch meicroffon, yna ewch i mewn.
booking-withdrawn = Rydych wedi tynnu'r cais yn ôl. Gallwch ofyn am amser arall.
booking-too-early-title = Rhy gynnar
booking-too-early = Nid yw'r ystafell aros ar agor eto. Bydd yn agor { $opens }.

booking-rejection-no-allowance = Mae galwadau'r mis hwn i gyd wedi'u defnyddio. Dewiswch amser mewn mis arall.
booking-rejection-not-on-list = Nid yw un o'r ymwelwyr ar restr y person. Gofynnwch i'r person ychwanegu pawb sy'n dod, yna gofynnwch eto.
booking-rejection-slot-unavailable = Nid yw'r amser yn bosibl wedi'r cyfan. Dewiswch un arall.
booking-rejection-no-adult = Nid oedd oedolyn ymhlith yr ymwelwyr. Gofynnwch eto gydag oedolyn.
booking-rejection-prisoner-moved = Mae'r person mewn man arall erbyn hyn. Ychwanegwch y person eto gyda'i garchar newydd.
booking-rejection-restricted = Mae cyfyngiad ar y person ac ni all gael galwadau ar hyn o bryd. Holwch y carchar os hoffech wybod mwy.
booking-rejection-duplicate = Rydych wedi gofyn am yr un alwad o'r blaen. Edrychwch ymhlith eich galwadau.
booking-rejection-details-incorrect = Nid yw manylion y person yn gywir. Cymharwch nhw â llythyr gan y person, ac ychwanegwch y person eto.
booking-rejection-prisoner-released = Mae'r person wedi gadael y carchar, felly nid oes angen galwadau mwyach.
booking-rejection-prisoner-out = Mae'r person mewn man arall y diwrnod hwnnw, er enghraifft yn y llys neu yn yr ysbyty. Gofynnwch am amser arall.
booking-rejection-visitor-missing = Nid oedd rhywun a oedd i ddod gyda chi yn barod mewn pryd. Gofynnwch eto hebddo, neu pan fydd yn barod.
booking-rejection-not-answered = Daeth y cais i ben am nad oedd ateb mewn pryd. Gallwch ofyn am amser arall.
booking-rejection-other = Ni allai'r carchar drefnu'r alwad hon. Gofynnwch am amser arall, neu holwch y carchar pam.

booking-cancellation-visitor-cancelled = Rydych wedi canslo'r alwad hon. Nid yw'n cyfrif fel un a ddefnyddiwyd.
booking-cancellation-prisoner-cancelled = Mae'r person wedi canslo'r alwad hon. Gallwch ofyn am amser arall.
booking-cancellation-prisoner-moved = Mae'r person mewn man arall erbyn hyn, felly ni ellir cynnal yr alwad. Ychwanegwch y person eto gyda'i garchar newydd.
booking-cancellation-slot-unavailable = Ni all y carchar gynnal yr alwad ar yr amser hwnnw. Dewiswch amser arall.
booking-cancellation-restricted = Mae cyfyngiad ar y person ac ni all gael galwadau ar hyn o bryd. Holwch y carchar os hoffech wybod mwy.
booking-cancellation-booked-in-error = Trefnodd y carchar yr alwad hon mewn camgymeriad. Dewiswch amser arall.

booking-cancellation-prisoner-released = Mae'r person wedi gadael y carchar, felly ni chynhelir yr alwad hon.
booking-cancellation-prisoner-out = Mae'r person mewn man arall y diwrnod hwnnw, er enghraifft yn y llys neu yn yr ysbyty, felly ni ellir cynnal yr alwad. Dewiswch amser arall.
booking-cancellation-prisoner-refused = Nid oedd y person am ddod i'r alwad hon. Gallwch ysgrifennu ato, neu ofyn am amser arall.
booking-cancellation-visitor-missing = Nid oedd rhywun a oedd i ddod gyda chi yn barod mewn pryd, felly ni chynhelir yr alwad hon. Gofynnwch eto hebddo, neu pan fydd yn barod.

visitor-ready = Yn barod
visitor-invited = Heb dderbyn y gwahoddiad eto
visitor-identity-pending = Rhaid profi pwy ydyw o hyd

booking-accept = Iawn: { $when }
booking-propose = Cynnig amserau eraill
booking-decline = Na, ni allaf
booking-change = Newid yr amser
booking-join = Mynd i'r ystafell aros
booking-check = Gwirio'r camera a'r meicroffon
booking-cancel = Canslo'r alwad hon
booking-withdraw = Tynnu'r cais yn ôl
booking-again = Trefnu galwad arall

## Giving it up

cancel-title = Canslo'r alwad hon?
cancel-meaning = Caiff { $name } wybod nad ydych yn dod. Bydd yr amser yn mynd i deulu arall, ac ni fydd yr alwad yn cyfrif fel un a ddefnyddiwyd.
cancel-keep = Cadw'r alwad
withdraw-title = Tynnu'r cais yn ôl?
withdraw-meaning = Ni fydd y carchar yn ei ystyried mwyach, a bydd yr amser yn mynd i deulu arall.
withdraw-keep = Cadw'r cais
decline-title = Gwrthod yr alwad hon?
decline-meaning = Caiff { $name } wybod na allwch. Ni chaiff dim ei drefnu. Gallwch gynnig amserau eraill yn lle hynny.
decline-submit = Gwrthod
decline-keep = Mynd yn ôl
decline-offer-title = Dim un o'r amserau hyn?
decline-offer-booked = Bydd eich galwad wedyn yn aros ar ei hamser ei hun. Efallai y bydd y carchar yn gofyn eto neu'n ei chanslo.
decline-offer-request = Daw eich cais i ben wedyn, ac ni chaiff dim ei drefnu. Gallwch ofyn am amser arall.
decline-offer-submit = Dim un o'r amserau hyn
cancel-why = Pam?
cancel-why-hint = Bydd y carchar yn gweld hyn. Nid oes canlyniadau drwg i chi nac i'r person.
family-reason-time-does-not-suit = Nid yw'r amser yn gyfleus i mi mwyach
family-reason-illness = Mae rhywun yn sâl
family-reason-visitor-cannot-come = Ni all rhywun a oedd i ddod gyda mi
family-reason-phone-or-connection = Nid oes gennyf ffôn na chysylltiad ar ei chyfer
family-reason-not-wanted = Nid wyf am gael yr alwad
family-reason-other = Rhywbeth arall, neu byddai'n well gennyf beidio â dweud

## Waiting list

waiting-list-title = Rhestr aros
waiting-what = Pan fydd rhywun yn rhoi amser yn ôl ({ $establishment }), byddwn yn ei gynnig i'r teuluoedd sy'n aros, un ar ôl y llall. Os mai chi yw'r nesaf, cewch ychydig o amser i'w gymryd, a byddwn yn anfon e-bost atoch. Gallwch ddal i drefnu amserau eraill gyda { $name } yn y cyfamser.
waiting-from = Ddim cyn
waiting-from-hint = Gadewch yn wag ar gyfer unrhyw ddiwrnod o hyn ymlaen
waiting-from-any = O hyn ymlaen
waiting-to = Ddim ar ôl
waiting-to-hint = Gadewch yn wag i aros cyhyd ag sydd ei angen
waiting-to-any = Cyhyd ag sydd ei angen
waiting-days = Ar ba ddyddiau?
waiting-days-any = Unrhyw ddiwrnod
waiting-days-weekdays = Dydd Llun i ddydd Gwener
waiting-days-weekend = Dydd Sadwrn a dydd Sul
waiting-submit = Aros am amser
waiting-wish = Beth rydych yn aros amdano
waiting-standing-title = Rydych ar y rhestr aros
waiting-standing = { $before ->
    [zero] Ers { $since }. Chi yw'r nesaf.
    [one] Ers { $since }. Mae { $before } teulu wedi aros yn hirach.
    [two] Ers { $since }. Mae { $before } deulu wedi aros yn hirach.
    [few] Ers { $since }. Mae { $before } theulu wedi aros yn hirach.
    [many] Ers { $since }. Mae { $before } theulu wedi aros yn hirach.
   *[other] Ers { $since }. Mae { $before } teulu wedi aros yn hirach.
} Nid oes dim wedi'i drefnu. Nid oes angen i chi wneud dim: byddwn yn dweud wrthych pan fydd amser yn rhydd.
waiting-stop = Rhoi'r gorau i aros
waiting-offer-title = Mae amser yn rhydd i chi: heb ei drefnu eto
waiting-offer = Rhoddodd rhywun yr amser hwn yn ôl, a chaiff ei gadw i chi yn unig. Cymerwch ef mewn pryd, neu bydd yn mynd i'r teulu nesaf.
waiting-take = Cymryd yr amser hwn
waiting-decline = Ei adael i'r teulu nesaf

## At home

home-asked-title = Mae { $name } yn gofyn i chi am alwad
home-asked = Heb ei threfnu eto. Atebwch erbyn { $by }.
home-offered-title = Mae { $establishment } yn cynnig amserau eraill i chi
home-offered = Ar gyfer eich galwad â { $name }: mae { $establishment } yn gofyn i chi ddewis erbyn { $by }.
home-answer = Edrych ac ateb

## All bookings

bookings-title = Galwadau
bookings-future = I ddod
bookings-past = Wedi bod
bookings-none = Dim galwadau eto. Dewiswch berson i drefnu galwad ag ef.
bookings-book = Trefnu galwad
