# Negeseuon ar y sgrin glo: dim enw a dim lle, am fod eraill yn ei gweld hefyd.
# Mae pob un yn dal yn wir os caiff ei ddarllen yn hwyrach.

reminder-title-week = Mae eich galwad fideo ymhen wythnos
reminder-title-day = Mae eich galwad fideo yfory
reminder-title-hour = Mae eich galwad fideo ymhen awr
reminder-title-ten-minutes = Mae eich galwad fideo ymhen deg munud

reminder-text-week = { $when }. Os na allwch ddod, canslwch yr alwad yn yr ap, fel na chaiff ei cholli.
reminder-text-day = { $when }. Gwefrwch eich ffôn, a meddyliwch am le tawel â rhwydwaith da.
reminder-text-hour = { $when }. Chwiliwch am le tawel a golau. Dim ond yr ymwelwyr ar yr archeb gaiff fod yn y llun.
reminder-text-ten-minutes = { $when }. Mae'r ystafell aros ar agor. Tapiwch yma i wirio'r camera a'r meicroffon.

# Pan fydd y ffôn ymlaen eto, os oedd i ffwrdd pan ddylai neges fod wedi dod.
reminder-late-title = Mae eich galwad fideo yn dal i ddod
reminder-late-text = { $when }. Roedd eich ffôn i ffwrdd pan oeddem am eich atgoffa.

# Yr hyn y byddai'n well ei wneud yn gyntaf, ar ôl y gweddill.
reminder-text-and-open = { $text } { $open }
reminder-open-device-check = Gwiriwch y camera a'r meicroffon unwaith ymlaen llaw: tapiwch yma.
reminder-open-permissions = Ni chaiff yr ap ddefnyddio eich camera na'ch meicroffon eto: tapiwch yma i weld sut i ganiatáu hynny.

reminder-missing-title-adult = Mae angen oedolyn o hyd ar eich galwad fideo
reminder-missing-title-visitor = Nid yw pawb yn barod ar gyfer eich galwad fideo
reminder-missing-text = Os na fydd dim yn newid erbyn { $by }, caiff yr alwad ei rhoi i rywun arall. Tapiwch yma i weld beth sydd ar goll.
reminder-answer-title = Mae cwestiwn am alwad fideo yn aros amdanoch
reminder-answer-text = Atebwch erbyn { $by }, os gwelwch yn dda. Tapiwch yma i weld yr amserau.
reminder-identity-title = Bydd y prawf o bwy ydych chi'n dod i ben cyn hir
reminder-identity-text = Mae'n ddilys tan { $by }. Tapiwch yma i'w brofi eto, er mwyn i chi allu parhau i gael galwadau.

# Mae sefydliad yn fyw; gofynnodd y person am gael gwybod.
reminder-live-title = Mae galwadau fideo wedi dechrau
reminder-live-text = Mae carchar y gwnaethoch holi amdano yn cynnig galwadau fideo nawr. Tapiwch yma i weld beth i'w wneud nesaf.
