# Nodiadau ar y sgrin glo: dim enw a dim lle, am fod eraill yn ei gweld hefyd.

reminder-title-week = Mae eich galwad fideo ymhen wythnos
reminder-title-day = Mae eich galwad fideo ymhen 24 awr
reminder-title-hour = Mae eich galwad fideo ymhen awr
reminder-title-ten-minutes = Mae eich galwad fideo ymhen deg munud

reminder-text-week = { $when }. Os na allwch ddod, canslwch yr alwad yn yr ap, fel na chaiff ei cholli.
reminder-text-day = { $when }. Gwefrwch eich ffôn, a meddyliwch am le tawel â rhwydwaith da.
reminder-text-hour = { $when }. Chwiliwch am le tawel a golau. Dim ond yr ymwelwyr ar yr archeb gaiff fod yn y llun.
reminder-text-ten-minutes = { $when }. Mae'r ystafell aros ar agor. Tapiwch yma i wirio'r camera a'r meicroffon.
