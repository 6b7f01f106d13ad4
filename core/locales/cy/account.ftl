# Cofrestru cyfeiriad e-bost a'r ffôn hwn.

welcome-title = Galwadau fideo â rhywun yn y carchar
welcome-what = Gyda Kinline gallwch drefnu galwad fideo â pherson yn y carchar, a'i gwneud ar y ffôn hwn.
welcome-need = Bydd arnoch angen cyfeiriad e-bost, pasbort, trwydded yrru, cerdyn adnabod neu drwydded breswylio, a thua deng munud. Bydd staff yn cadarnhau pwy ydych chi cyn eich galwad gyntaf.
welcome-start = Dechrau

signed-out-title = Cofrestrwch eto
signed-out = Nid yw'r ffôn hwn wedi'i gofrestru mwyach. Cofrestrwch â'r un cyfeiriad e-bost: mae popeth a anfonwyd ac a drefnwyd gennych yno o hyd.

register-title = Beth yw eich cyfeiriad e-bost?
register-email = Cyfeiriad e-bost
register-email-hint = Byddwn yn anfon cod atoch, a newyddion am eich galwadau.
register-submit = Anfon cod ataf

code-title = Edrychwch ar eich e-bost
code-sent = Rydym wedi anfon cod chwe digid i { $email }. Mae'n gweithio am 15 munud. Gall gymryd ychydig funudau i gyrraedd: edrychwch yn eich ffolder sbam hefyd.
code-field = Cod
code-hint = Chwe digid
code-submit = Ymlaen
code-again = Anfon cod newydd
code-other-address = Defnyddio cyfeiriad e-bost arall
code-sent-again-title = Cod newydd wedi'i anfon
code-sent-again = Rydym wedi anfon cod newydd atoch. Nid yw'r cod blaenorol yn gweithio mwyach.
