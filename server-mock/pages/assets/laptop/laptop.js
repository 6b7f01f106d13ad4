/** The laptop in a call room: for a person in prison, in two languages. */
import { showTestCall } from '../readiness/test-call.js';
import { start } from '../shell.js';
import { showAsking } from './asking.js';
import { showCalls } from './calls.js';
import { showRoom } from './room.js';

await start({
  role: 'laptop',
  words: ['asking', 'readiness'],
  views: { '': showCalls, call: showRoom, ask: showAsking, test: showTestCall },
});
