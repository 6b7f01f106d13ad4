# What prepares a child for a call. To be read together: short sentences, plain words, nothing untrue.

children-title = Getting ready for a video call
children-prepare-link = Prepare a child for the call
children-read-together = Read this with your child a day before the call, and once more just before it.

children-heading-see-each-other = You will see each other
children-text-see-each-other = Soon you will see somebody you love on this phone. They see you too! You can talk together.
children-picture-see-each-other = A child and an adult hold a phone. A smiling person is on its screen.

children-heading-waiting-room = First we wait a little
children-text-waiting-room = Before the call, the phone shows a waiting room. Waiting can feel long. You could sing a song or draw a picture.
children-picture-waiting-room = A child sits beside a phone that shows a clock.

children-heading-their-room = Where they are
children-text-their-room = They sit in a room with a computer. The room may look a bit empty. They cannot come home today, but they are looking forward to seeing you.
children-picture-their-room = A person sits at a table with a laptop, in a plain room with a high window.

children-heading-somebody-listens = Somebody looks after the call
children-text-somebody-listens = A person who works there can see and hear the call. They do it on every call, so that everybody is safe. You do not have to talk to them.
children-picture-somebody-listens = A person in a uniform looks at a screen with small pictures on it.

children-heading-in-the-picture = Stay in the picture
children-text-in-the-picture = Sit close to your grown-up, so that the phone sees your faces. Only the people who were invited can be in the picture.
children-picture-in-the-picture = A child and an adult sit side by side. A frame shows that both are in the picture.

children-heading-picture-stops = Sometimes the picture stops
children-text-picture-stops = The picture can stop, and then nobody can hear you. You did nothing wrong. Wait a moment with your grown-up. It comes back.
children-picture-picture-stops = A phone shows a pause sign. A child waits calmly beside it.

children-heading-show-and-tell = What you can do
children-text-show-and-tell = Show a drawing or a toy. Sing something. Tell what you did today. You can also just listen and look.
children-picture-show-and-tell = A child holds up a drawing of a sun and a house to the phone.

children-heading-wave-goodbye = When the time is over
children-text-wave-goodbye = The call ends by itself, even if somebody is still talking. That is why we wave and say goodbye before.
children-picture-wave-goodbye = A child waves to a phone. A clock shows that the time is over.

children-heading-afterwards = Afterwards
children-text-afterwards = You may feel happy, or sad, or both. All of that is all right. You can have a hug. We can call again another day.
children-picture-afterwards = An adult hugs a child.

children-adults-heading = For grown-ups
children-adults-before = Before: let the child eat, drink and go to the toilet. Put a drawing or a favourite toy ready. A small child lasts ten minutes, often less: agree that they may go and play while you go on talking.
children-adults-during = During: keep the child beside you. If the child walks off or hides, the call goes on as long as an adult stays in the picture. Do not force a child to talk.
children-adults-after = Afterwards: plan something nice. Tell the truth about where the person is, in words that fit the age. Your school or your doctor can help if the child stays sad.
children-adults-law = An approved adult must be with a child for the whole call. Only children who were chosen in the booking may be in the picture.
