/** The developer console. */
import { start } from '../shell.js';
import { showClock } from './clock.js';
import { showEvents } from './events.js';
import { showFaults } from './faults.js';
import { showMails } from './mails.js';
import { showPeople } from './people.js';
import { showPhone } from './phone.js';
import { showPolicy } from './policy.js';

await start({
  role: 'developer',
  views: { '': showClock, people: showPeople, mails: showMails, events: showEvents, faults: showFaults, policy: showPolicy, phone: showPhone },
});
