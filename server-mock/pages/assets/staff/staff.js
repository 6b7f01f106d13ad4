/** The staff page of an establishment: its calls, and the portal for all around them. In two languages. */
import { showReadiness } from '../readiness/readiness.js';
import { start } from '../shell.js';
import { showTimes } from '../times/times.js';
import { showCall } from './call.js';
import { showCalls } from './calls.js';
import { showContacts } from './contacts.js';
import { showDay } from './day.js';
import { showEvent } from './event.js';
import { showPeople } from './people.js';
import { showPerson } from './person.js';
import { showRecordings } from './recordings.js';
import { showRequest } from './request.js';
import { showRequests } from './requests.js';
import { showTelephone } from './telephone.js';

await start({
  role: 'staff',
  words: ['staff', 'office', 'times', 'readiness', 'faces'],
  views: {
    '': showCalls, call: showCall, recordings: showRecordings, day: showDay, event: showEvent,
    requests: showRequests, request: showRequest, telephone: showTelephone, contacts: showContacts,
    people: showPeople, person: showPerson, times: showTimes, readiness: showReadiness,
  },
});
