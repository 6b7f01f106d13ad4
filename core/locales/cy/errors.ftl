# Beth aeth o'i le a beth i'w wneud nesaf: brawddeg i bob cod, ac ambell un heb god.

error-offline = Nid oes cysylltiad â Kinline. Gallwch weld o hyd yr hyn a oedd yma o'r blaen, ac nid oes dim a deipiwyd gennych wedi'i golli. Byddwn yn rhoi cynnig arall arni ein hunain.
error-untrusted = Ni allwn fod yn siŵr ein bod yn siarad â Kinline, felly ni anfonwyd dim. Defnyddiwch rwydwaith arall, er enghraifft eich data symudol, a rhowch gynnig arall arni.
error-not-kept = Ni all y ffôn hwn gadw'r hyn rydych yn ei deipio: mae ei storfa'n llawn. Dilëwch rywbeth arall ar y ffôn, yna ewch ymlaen.

## Ceisiadau yn gyffredinol

error-malformed = Ni allai Kinline ddarllen yr hyn a anfonodd yr ap. Diweddarwch yr ap a rhowch gynnig arall arni.
error-invalid-input = Ni ellir defnyddio rhywbeth a deipiwyd gennych. Edrychwch ar bob maes a rhowch gynnig arall arni.
error-not-signed-in = Nid yw'r ffôn hwn wedi'i gofrestru mwyach. Cofrestrwch eto â'r un cyfeiriad e-bost.
error-sign-in-expired = Daeth eich cyfnod mewngofnodi i ben. Rhowch gynnig arall arni.
error-not-allowed = Ni allwch wneud hyn. Os ydych yn credu y dylech allu, gofynnwch i'r carchar.
error-not-found = Nid yw hwn yno mwyach. Ewch yn ôl ac edrychwch eto.
error-method-not-allowed = Ni ddeallodd Kinline yr ap. Diweddarwch yr ap a rhowch gynnig arall arni.
error-too-large = Mae hwn yn rhy fawr i'w anfon. Gwnewch ef yn llai a rhowch gynnig arall arni.
error-wrong-content-type = Ni allai Kinline ddarllen yr hyn a anfonodd yr ap. Diweddarwch yr ap a rhowch gynnig arall arni.
error-idempotency-key-missing = Ni ddeallodd Kinline yr ap. Diweddarwch yr ap a rhowch gynnig arall arni.
error-idempotency-key-reused = Anfonwyd hwn o'r blaen mewn ffordd arall. Edrychwch a yw wedi cyrraedd cyn rhoi cynnig arall arni.
error-too-many-requests = { $at ->
    [none] Rydych wedi rhoi cynnig arni'n rhy aml. Arhoswch ychydig funudau a rhowch gynnig arall arni.
   *[other] Rydych wedi rhoi cynnig arni'n rhy aml. Rhowch gynnig arall arni ar ôl { $at }.
}
error-unavailable = Nid yw Kinline yn barod ar hyn o bryd. Arhoswch funud a rhowch gynnig arall arni. Nid oes dim a deipiwyd gennych wedi'i golli.
error-internal = Aeth rhywbeth o'i le yn Kinline. Arhoswch funud a rhowch gynnig arall arni. Nid oes dim a deipiwyd gennych wedi'i golli.

## Cyfrif

error-email-invalid = Nid cyfeiriad e-bost yw hwn. Teipiwch ef fel enw@example.com.
error-code-wrong = Nid dyma'r cod a anfonwyd gennym. Edrychwch ar ein e-bost diweddaraf a theipiwch y chwe digid sydd ynddo.
error-code-expired = Mae'r cod hwn wedi dod i ben: mae cod yn gweithio am 15 munud. Gofynnwch am un newydd.
error-code-exhausted = Rydych wedi teipio cod anghywir yn rhy aml. Gofynnwch am un newydd.
error-device-key-invalid = Ni ellid cofrestru'r ffôn hwn. Diweddarwch yr ap a rhowch gynnig arall arni.
error-signature-invalid = Ni allai'r ffôn hwn fewngofnodi. Cofrestrwch eto â'r un cyfeiriad e-bost.
error-sign-in-code-wrong = Nid yw'r cod mewngofnodi hwn yn hysbys. Edrychwch arno eto a'i aildeipio.

## Gwerthoedd

error-name-invalid = Teipiwch yr enw, heb fod yn hwy na 100 llythyren.
error-date-invalid = Ni all y dyddiad hwn fod yn gywir. Teipiwch y diwrnod, y mis a'r flwyddyn eto, er enghraifft 27 3 1985.
error-prisoner-number-invalid = Nid rhif carcharor yw hwn. Mae'n cynnwys llythyren, pedwar digid a dwy lythyren, fel A1234BC.

## Lluniau

error-photo-too-large = Mae'r llun yn rhy fawr i'w agor: ni all fod yn fwy na 50 megapicsel. Tynnwch ef gyda'r camera, neu dewiswch faint llai.
error-photo-heic = Llun HEIC yw hwn, ac ni allwn ei agor. Tynnwch y llun yma gyda'r camera. Neu dewiswch JPEG ar y ffôn (iPhone: Gosodiadau, Camera, Fformatau, Mwyaf Cydnaws) a'i dynnu eto.
error-photo-unreadable = Nid yw'r ffeil hon yn llun y gallwn ei ddarllen. Tynnwch y llun gyda'r camera, neu dewiswch ffeil JPEG neu PNG.
error-photo-too-small = Mae'r llun yn rhy fach i'w ddarllen. Tynnwch ef eto'n nes, neu ar faint mwy.
error-upload-offset = Aeth yr anfon o drefn. Rhowch gynnig arall arni: bydd yn parhau o'r man lle'r oedd.
error-upload-incomplete = Nid yw'r llun i gyd wedi cyrraedd. Tynnwch ef eto a'i anfon.
error-tus-version = Ni ddeallodd Kinline yr ap. Diweddarwch yr ap a rhowch gynnig arall arni.
error-photo-missing = Mae'r llun hwn ar goll. Tynnwch ef, yna anfonwch.

## Profi pwy ydych chi

error-identity-pending = Mae eich manylion a'ch lluniau gyda ni eisoes. Arhoswch am yr ateb.
error-identity-not-approved = Rhaid i staff gadarnhau pwy ydych chi yn gyntaf. Edrychwch ar y dudalen gartref i weld beth yw'r sefyllfa.
error-identity-expired = { $at ->
    [none] Mae'r prawf o bwy ydych chi wedi dod i ben. Dangoswch eich dogfen a'ch wyneb eto; wedyn gallwch gael galwadau eto.
   *[other] Daeth y prawf o bwy ydych chi i ben: { $at }. Dangoswch eich dogfen a'ch wyneb eto; wedyn gallwch gael galwadau eto.
}
error-identity-attempts-used = Rydych wedi anfon lluniau gynifer o weithiau ag y gallwch. Dangoswch eich dogfen mewn ffordd arall: edrychwch ar y dudalen gartref i weld sut.
error-document-not-accepted = Mae'r ddogfen hon ar gyfer pobl nad ydynt yn 18 eto. Dewiswch un arall.
error-already-decided = Penderfynwyd ar hyn eisoes. Ewch yn ôl ac edrychwch eto.

## Polisi

error-policy-not-agreed = Darllenwch y rheolau galwadau a chytuno â nhw yn gyntaf, os gwelwch yn dda.
error-policy-version = Mae'r rheolau newydd newid. Darllenwch y fersiwn newydd isod a chytuno â hi, os gwelwch yn dda.

## Pobl

error-contact-exists = Mae'r person hwn ar eich rhestr eisoes.
error-contact-not-approved = Nid yw'r carchar wedi cymeradwyo eto eich bod yn galw'r person hwn. Edrychwch o dan Pobl i weld beth yw'r sefyllfa.
error-companion-not-found = Nid oes gan unrhyw ymwelydd cymeradwy y rhif a'r dyddiad geni hyn. Cymharwch y ddau â'r hyn a ddywedodd yr ymwelydd wrthych. Rhaid bod yr ymwelydd wedi'i gymeradwyo yn ei ap ei hun.
error-companion-limit = Ni all mwy o ymwelwyr ddod gyda chi. Tynnwch un oddi ar eich rhestr i ychwanegu un arall.

## Trefnu

error-slot-taken = Cymerodd rhywun arall yr amser hwn ychydig o'ch blaen. Dewiswch un arall.
error-slot-unavailable = Nid yw'r carchar yn cynnig yr amser hwn mwyach. Dewiswch un arall.
error-restricted = Mae cyfyngiad ar y person ac ni all gael galwadau bryd hynny. Nid oes dim wedi newid: edrychwch sut mae eich galwad yn sefyll. Holwch y carchar os hoffech wybod mwy.
error-hold-expired = Cadwyd yr amser i chi am ddeng munud, ac maent ar ben. Dewiswch amser eto: efallai ei fod yn dal yn rhydd.
error-allowance-used = { $at ->
    [none] Mae holl alwadau'r mis hwn wedi'u defnyddio. Dewiswch amser mewn mis arall.
   *[other] Mae holl alwadau'r mis hwn wedi'u defnyddio. Bydd rhai newydd ar gael ar y dyddiad hwn: { $at }. Dewiswch amser ar ei ôl.
}
error-too-many-visitors = Dewiswyd gormod o ymwelwyr ar gyfer un alwad. Tynnwch un a rhowch gynnig arall arni.
error-no-adult = Rhaid i oedolyn fod yn yr alwad. Dewch ag ymwelydd sy'n oedolyn gyda chi.
error-booking-state = Ni ellir gwneud hyn gyda'r archeb hon mwyach. Edrychwch beth yw'r sefyllfa nawr.
error-change-too-late = { $at ->
    [none] Mae'n rhy hwyr i newid neu ganslo'r alwad hon yma. Ffoniwch y carchar.
   *[other] Gellid newid neu ganslo'r alwad hon yma tan { $at }. Ffoniwch y carchar.
}
error-not-asked-here = Nid yw'r carchar hwn yn derbyn galwadau y gofynnir amdanynt fel hyn. Gofynnwch iddo sut y trefnir galwadau.
error-invitation-gone = Nid yw'r gwahoddiad hwn yn gweithio mwyach. Gofynnwch am un newydd gan y sawl a'i hanfonodd.
error-bookings-hit = Mae'r newid hwn yn effeithio ar alwadau sydd wedi'u harchebu. Penderfynwch am bob un ohonynt yn gyntaf.
error-portal-changed = Mae rhywun arall wedi newid hyn ers i chi ei ddarllen. Edrychwch arno eto yn gyntaf.
error-checks-failed = Methodd gwiriad o'r alwad hon. Edrychwch arni eto.
error-establishment-not-live = Nid yw'r carchar hwn yn cynnig galwadau fideo eto. Gofynnwch iddo am ffyrdd eraill o ymweld.
error-establishment-live = Mae'r carchar hwn yn cynnig galwadau fideo nawr. Gallwch drefnu un.
error-line-check-gone = Mae'r prawf hwn drosodd. Dechreuwch ef eto.

## Galwad

error-call-too-early = { $at ->
    [none] Nid yw'r ystafell aros ar agor eto. Dewch yn ôl 15 munud cyn yr alwad.
   *[other] Nid yw'r ystafell aros ar agor eto. Dewch yn ôl ar yr amser hwn: { $at }.
}
error-call-over = Mae'r alwad hon ar ben. Edrychwch ar eich galwadau i weld sut y daeth i ben, neu trefnwch un arall.
error-call-full = Mae pedwar galwr yn yr alwad hon eisoes. Rhaid i un ohonynt adael cyn y gallwch ymuno.
error-sdp-invalid = Ni allai'r ffôn hwn gysylltu â'r alwad. Rhowch gynnig arall arni. Os bydd yn methu eto, diweddarwch yr ap.
error-media-session-gone = Collwyd y cysylltiad â'r alwad. Ymunwch eto.
error-etag-missing = Ni allai'r ffôn hwn gysylltu â'r alwad. Ymunwch eto.
error-etag-mismatch = Ni allai'r ffôn hwn gysylltu â'r alwad. Ymunwch eto.
error-recording-missing = Nid oes recordiad o hyn.
