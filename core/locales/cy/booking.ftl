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
slots-holding-title = Un eiliad
slots-holding = Rydym yn cadw'r amser i chi.
slots-again = Edrych eto
slots-problem-next = Dewiswch amser arall isod. Cedwir pwy sy'n dod gyda chi.

## Asking for it

confirm-title = Gofyn am yr alwad hon
confirm-not-booked-title = Heb ei threfnu eto
confirm-not-booked = Rydym yn cadw'r amser hwn i chi tan { $until }. { $minutes ->
    [zero] Mae llai na munud ar ôl.
    [one] Mae { $minutes } funud ar ôl.
    [two] Mae { $minutes } funud ar ôl.
    [few] Mae { $minutes } munud ar ôl.
    [many] Mae { $minutes } munud ar ôl.
   *[other] Mae { $minutes } munud ar ôl.
} Pwyswch ‘{ $button }’ i ofyn am yr alwad.
confirm-expired-title = Nid yw'r amser yn cael ei gadw mwyach
confirm-expired = Cafodd ei gadw am ddeg munud. Dewiswch ef eto os yw'n dal yn rhydd, neu dewiswch un arall. Cedwir pwy sy'n dod gyda chi.
confirm-who = Pwy sy'n dod gyda chi?
confirm-who-hint = Chi a hyd at dri arall. Rhaid dewis yma bawb a fydd yn y llun.
confirm-nobody = Dim ond chi sydd ar yr alwad hon. Gellir ychwanegu ymwelwyr sy'n dod gyda chi o dan Pobl.
confirm-submit = Gofyn am yr alwad
confirm-sending = Yn gofyn i'r sefydliad…
confirm-other-time = Dewis amser arall

## One booking

booking-title = Galwad â { $name }
booking-reference = Cyfeirnod
booking-when = Pryd
booking-where = Ble
booking-visitors = Pwy sy'n dod
booking-details = Yr alwad
booking-loading = Mae'r archeb ar ei ffordd.

booking-status-asked = Heb ei threfnu eto: atebwch
booking-status-offered-instead = Wedi'i threfnu: cynigir amser arall
booking-status-requested = Heb ei threfnu eto
booking-status-booked = Wedi'i threfnu
booking-status-rejected = Ddim yn bosibl
booking-status-withdrawn = Wedi'i thynnu'n ôl
booking-status-cancelled = Wedi'i chanslo
booking-status-completed = Ar ben

booking-asked = Mae'r person yn gofyn i chi am yr alwad hon. Ni chaiff dim ei drefnu nes i chi ateb.
booking-offered = Mae'r sefydliad yn cynnig amseroedd eraill i chi. Ni chaiff dim ei drefnu nes i chi ateb.
booking-offered-instead = Mae'r sefydliad yn gofyn i chi gymryd amser arall. Mae eich galwad yn aros ar ei hamser ei hun nes i chi gytuno.
booking-requested = Rydych wedi gofyn am yr alwad hon. Bydd { $establishment } yn ateb erbyn { $day }. Ni chaiff dim ei drefnu tan hynny; nid oes angen i chi wneud dim.
booking-booked = Mae eich galwad wedi'i threfnu. Bydd yr ystafell aros yn agor { $opens }. Byddwn yn eich atgoffa wythnos, diwrnod, awr a deg munud ymlaen llaw.
booking-open = Mae'r ystafell aros ar agor. Gwiriwch eich camera a'ch meicroffon, yna ewch i mewn.
booking-withdrawn = Rydych wedi tynnu'r cais yn ôl. Gallwch ofyn am amser arall.
booking-too-early-title = Rhy gynnar
booking-too-early = Nid yw'r ystafell aros ar agor eto. Bydd yn agor { $opens }. Byddwn yn eich atgoffa ddeg munud cyn yr alwad.

booking-rejection-no-allowance = Mae galwadau'r mis hwn i gyd wedi'u defnyddio. Dewiswch amser mewn mis arall.
booking-rejection-not-on-list = Nid yw un o'r ymwelwyr ar restr y person. Gofynnwch i'r person ychwanegu pawb sy'n dod, yna gofynnwch eto.
booking-rejection-slot-unavailable = Nid yw'r amser yn bosibl wedi'r cyfan. Dewiswch un arall.
booking-rejection-no-adult = Nid oedd oedolyn ymhlith yr ymwelwyr. Gofynnwch eto gydag oedolyn.
booking-rejection-prisoner-moved = Mae'r person mewn man arall erbyn hyn. Ychwanegwch y person eto gyda'i sefydliad newydd.
booking-rejection-restricted = Mae cyfyngiad ar y person ac ni all gael galwadau ar hyn o bryd. Holwch y sefydliad os hoffech wybod mwy.
booking-rejection-duplicate = Rydych wedi gofyn am yr un alwad o'r blaen. Edrychwch ymhlith eich galwadau.
booking-rejection-details-incorrect = Nid yw manylion y person yn gywir. Gofynnwch i'r person am y rhif, yr enw a'r dyddiad geni sydd gan y sefydliad.
booking-rejection-prisoner-released = Mae'r person wedi gadael y carchar.
booking-rejection-prisoner-out = Mae'r person mewn man arall y diwrnod hwnnw. Dewiswch ddiwrnod arall.
booking-rejection-visitor-missing = Nid oedd rhywun a oedd i ddod gyda chi yn barod mewn pryd. Gofynnwch eto hebddo, neu pan fydd yn barod.
booking-rejection-not-answered = Nid atebodd neb mewn pryd, felly rhoddwyd yr amser i eraill. Dewiswch amser eto.
booking-rejection-other = Ni allai'r sefydliad drefnu'r alwad hon. Gofynnwch am amser arall, neu holwch y sefydliad pam.

booking-cancellation-visitor-cancelled = Rydych wedi canslo'r alwad hon. Nid yw'n cyfrif fel un a ddefnyddiwyd.
booking-cancellation-prisoner-cancelled = Mae'r person wedi canslo'r alwad hon. Gallwch ofyn am amser arall.
booking-cancellation-prisoner-moved = Mae'r person mewn man arall erbyn hyn, felly ni ellir cynnal yr alwad. Ychwanegwch y person eto gyda'i sefydliad newydd.
booking-cancellation-slot-unavailable = Ni all y sefydliad gynnal yr alwad ar yr amser hwnnw. Dewiswch amser arall.
booking-cancellation-restricted = Mae cyfyngiad ar y person ac ni all gael galwadau ar hyn o bryd. Holwch y sefydliad os hoffech wybod mwy.
booking-cancellation-prisoner-released = Mae'r person wedi gadael y carchar, felly ni all yr alwad hon ddigwydd.
booking-cancellation-prisoner-out = Mae'r person mewn man arall y diwrnod hwnnw. Dewiswch ddiwrnod arall.
booking-cancellation-prisoner-refused = Nid oedd y person eisiau dod i'r alwad hon. Gallwch ofyn am amser arall.
booking-cancellation-visitor-missing = Nid oedd rhywun a oedd i ddod gyda chi yn barod mewn pryd. Gofynnwch eto hebddo, neu pan fydd yn barod.
booking-cancellation-booked-in-error = Trefnodd y sefydliad yr alwad hon mewn camgymeriad. Dewiswch amser arall.

booking-join = Mynd i'r ystafell aros
booking-check = Gwirio'r camera a'r meicroffon
booking-calendar = Ychwanegu at fy nghalendr
booking-cancel = Canslo'r alwad hon
booking-withdraw = Tynnu'r cais yn ôl
booking-again = Trefnu galwad arall

calendar-summary = Galwad fideo: { $name }
calendar-description =
    Cyfeirnod { $reference }
    { $when }
    Bydd yr ystafell aros yn agor { $opens }. Ymunwch yn yr ap.

## All bookings

bookings-title = Galwadau
bookings-future = I ddod
bookings-past = Wedi bod
bookings-none = Dim galwadau eto. Dewiswch berson i drefnu galwad ag ef.
bookings-book = Trefnu galwad
