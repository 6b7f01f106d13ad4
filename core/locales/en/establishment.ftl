## Where video calls are

establishments-title = Prisons with video calls
establishments-text = See whether a prison offers video calls. Where it does not yet, you can see what it does next and ask us to tell you.
establishments-loading = We are asking which prisons offer video calls.
establishments-told = We will tell you when they start
establishments-live = Video calls now
establishments-not-listed = Prison not in the list? See which have video calls
establishments-not-live = Not yet

## One establishment

establishment-live = Video calls now
establishment-not-live = Not yet
establishment-telling = We will tell you
establishment-telling-text = We send you an e-mail on the day video calls start here, and tell you on this phone. You need not look.
establishment-live-title = Video calls are offered here
establishment-live-text = Add the person you want to call. Once the prison has approved you, you can book.
establishment-live-book = You are approved to call somebody here. Choose a time that suits you.
establishment-add-person = Add a person
establishment-not-live-title = No video calls here yet
establishment-no-steps = This prison is getting ready.
establishment-next = Next step: { $step }
establishment-steps = Steps until the first call
establishment-step-done = Done
establishment-step-next = Next
establishment-usual = Video calls usually start three weeks after the equipment arrives. Here that would be { $date }.
establishment-usual-late = Video calls usually start three weeks after the equipment arrives. Here that was { $date }: it is taking longer than usual.
establishment-usual-unknown = Video calls usually start three weeks after the equipment arrives. It has not arrived here yet.
establishment-tell-text = Until then, ask the prison about other ways to visit.
establishment-tell = Tell me when
establishment-tell-not = Do not tell me

readiness-step-equipment-delivered = Equipment arrives
readiness-step-staff-trained = Staff are trained
readiness-step-network-checked = The line is checked
readiness-step-test-calls-passed = Test calls are made
readiness-step-days-and-times-set = Days and times are set

## It is live

establishment-started-title = Video calls have started
establishment-started-text = You asked us to tell you. Look what you can do now.
