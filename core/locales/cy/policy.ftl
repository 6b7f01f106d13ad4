# Y polisi defnydd derbyniol.

policy-title = Rheolau galwadau
policy-loading = Mae'r rheolau ar eu ffordd.
policy-new-title = Mae'r rheolau wedi newid
policy-new = Mae fersiwn newydd o'r rheolau. Darllenwch hi a chytuno â hi cyn eich galwad nesaf.
policy-agree = Rwyf wedi darllen hyn ac yn cytuno
policy-agreed-title = Wedi cytuno
policy-agreed = Rydych wedi cytuno â'r rheolau hyn.
