# Y dudalen gartref: beth sydd nesaf.

home-title = Eich galwadau fideo
home-loading = Rydym yn gofyn beth sy'n newydd.
home-next-call = Eich galwad nesaf
home-call-open = Mae'r ystafell aros ar agor
home-bookings = Pob galwad
home-people = Pobl
home-policy = Rheolau galwadau
home-settings = Gosodiadau

home-policy-title = Darllenwch y rheolau galwadau
home-policy-text = Cyn eich galwad nesaf, darllenwch y rheolau a chytuno â nhw, os gwelwch yn dda.
home-policy-read = Darllen y rheolau
home-person-title = Ychwanegwch y person yr hoffech ei alw
home-person-text = Bydd arnoch angen rhif carcharor a dyddiad geni'r person, ac enw'r carchar.
home-person-add = Ychwanegu person yn y carchar
home-contact-title = Mae eich cais gyda'r carchar
home-contact-text = Gallwch drefnu galwad pan fydd y carchar wedi cymeradwyo eich bod yn galw'r person hwn.
home-contact-look = Gweld beth yw'r sefyllfa
home-book-title = Gallwch drefnu galwad
home-book-text = Dewiswch amser sy'n gyfleus i chi.
home-book = Trefnu galwad
