## Lle mae galwadau fideo

establishments-title = Carchardai â galwadau fideo
establishments-text = Gweld a yw carchar yn cynnig galwadau fideo. Lle nad yw eto, gallwch weld beth mae'n ei wneud nesaf a gofyn i ni roi gwybod i chi.
establishments-loading = Rydym yn gofyn pa garchardai sy'n cynnig galwadau fideo.
establishments-told = Byddwn yn rhoi gwybod i chi pan fyddant yn dechrau
establishments-live = Galwadau fideo nawr
establishments-not-listed = Nid yw'r carchar yn y rhestr? Gweld pa rai sydd â galwadau fideo
establishments-not-live = Ddim eto

## Un sefydliad

establishment-live = Galwadau fideo nawr
establishment-not-live = Ddim eto
establishment-telling = Byddwn yn rhoi gwybod i chi
establishment-telling-text = Byddwn yn anfon e-bost atoch ar y diwrnod y bydd galwadau fideo'n dechrau yma, ac yn rhoi gwybod i chi ar y ffôn hwn. Nid oes angen i chi edrych.
establishment-live-title = Cynigir galwadau fideo yma
establishment-live-text = Ychwanegwch y person yr hoffech ei ffonio. Unwaith y bydd y carchar wedi eich cymeradwyo, gallwch drefnu galwad.
establishment-live-book = Rydych wedi'ch cymeradwyo i ffonio rhywun yma. Dewiswch amser sy'n gyfleus i chi.
establishment-add-person = Ychwanegu person
establishment-not-live-title = Dim galwadau fideo yma eto
establishment-no-steps = Mae'r carchar hwn yn paratoi.
establishment-next = Y cam nesaf: { $step }
establishment-steps = Camau hyd at yr alwad gyntaf
establishment-step-done = Wedi'i wneud
establishment-step-next = Nesaf
establishment-usual = Mae galwadau fideo fel arfer yn dechrau dair wythnos ar ôl i'r offer gyrraedd. Yma byddai hynny { $date }.
establishment-usual-late = Mae galwadau fideo fel arfer yn dechrau dair wythnos ar ôl i'r offer gyrraedd. Yma roedd hynny { $date }: mae'n cymryd mwy o amser nag arfer.
establishment-usual-unknown = Mae galwadau fideo fel arfer yn dechrau dair wythnos ar ôl i'r offer gyrraedd. Nid yw wedi cyrraedd yma eto.
establishment-tell-text = Tan hynny, holwch y carchar am ffyrdd eraill o ymweld.
establishment-tell = Rhowch wybod i mi pryd
establishment-tell-not = Peidiwch â rhoi gwybod i mi

readiness-step-equipment-delivered = Offer yn cyrraedd
readiness-step-staff-trained = Hyfforddi staff
readiness-step-network-checked = Profi'r llinell
readiness-step-test-calls-passed = Gwneud galwadau prawf
readiness-step-days-and-times-set = Gosod dyddiau ac amseroedd

## Mae'n fyw

establishment-started-title = Mae galwadau fideo wedi dechrau
establishment-started-text = Fe wnaethoch ofyn i ni roi gwybod i chi. Gwelwch beth allwch chi ei wneud nawr.
