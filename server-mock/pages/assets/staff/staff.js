/** The staff page of an establishment. */
import { start } from '../shell.js';
import { showBookings } from './bookings.js';
import { showCall } from './call.js';
import { showCalls } from './calls.js';
import { showContacts } from './contacts.js';
import { showRecordings } from './recordings.js';
import { showSettings } from './settings.js';

await start({
  role: 'staff',
  views: {
    '': showCalls, call: showCall, recordings: showRecordings,
    bookings: showBookings, contacts: showContacts, settings: showSettings,
  },
});
