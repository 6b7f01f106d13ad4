/** What happened to a call: the family is told at once. */
import { ApiError, attempt, call } from '../api.js';
import { field, h, radios, showView, summary } from '../dom.js';
import { keepForm } from '../draft.js';
import { t } from '../words.js';
import { back, incomplete, showConfirmation, when } from '../parts.js';
import { personWords, visitorList, visitorNames } from './parts.js';
import { events, side, toFamily } from './words.js';

/** `DATE/BOOKING`. */
export async function showEvent(parameter, signal) {
  const [date, id] = parameter.split('/');
  showView(t('event.title'));
  await attempt(async () => {
    const { calls } = await call('GET', `/v1/staff/day?date=${date}`);
    const found = calls.find(({ booking }) => booking.id === id);
    if (!found) throw new ApiError({ code: 'not_found' });
    if (!signal.aborted) show(date, found, signal);
  });
}

function show(date, { time, laptop_name: laptop, prisoner, booking }, signal) {
  const told = h('p', { class: 'notice', role: 'status' });
  const minutes = field('minutes', t('event.minutes'), { type: 'number', min: '1', class: 'short', inputmode: 'numeric' });
  const who = radios('side', t('event.who'), ['family', 'prison'].map((one) => [one, side(one)]));
  const form = h('form', { novalidate: true }, radios('event', t('event.what'), events()), minutes, who, told,
    h('button', {}, t('event.do')));
  const render = () => {
    const { value } = form.elements.event;
    minutes.hidden = value !== 'late';
    who.hidden = value !== 'no_show';
    told.hidden = !value;
    told.textContent = value ? t('event.reads', { words: reads(form) }) : '';
  };
  showView(t('event.title'), back(`#day/${date}`, t('day.back')), summary([
    [t('day.time'), when(time)], [t('day.laptop'), laptop], [t('day.prisoner'), personWords(prisoner)], [t('day.visitors'), visitorList(booking.visitors)],
  ]), form);
  const draft = keepForm(form, `event ${booking.id}`);
  form.addEventListener('change', render);
  form.addEventListener('input', render);
  render();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const said = read(form);
      await call('POST', `/v1/staff/bookings/${booking.id}/event`, said);
      draft.forget();
      showConfirmation(() => ({ title: t('event.done'), reference: booking.reference,
        next: [t('request.told', { names: visitorNames(booking.visitors) }), t('event.reads', { words: reads(form) })], links: [[`#day/${date}`, t('day.back')]] }), signal);
    });
  });
}

function read({ elements }) {
  const event = elements.event.value;
  if (!event) throw incomplete(['event', t('event.choose')]);
  if (event === 'late') {
    const minutes = Number(elements.minutes.value);
    if (!(minutes >= 1)) throw incomplete(['minutes', t('event.minutes_missing')]);
    return { event, minutes };
  }
  if (event === 'no_show') {
    if (!elements.side.value) throw incomplete(['side', t('event.side_missing')]);
    return { event, side: elements.side.value };
  }
  return { event };
}

/** What the family reads of it. */
function reads({ elements }) {
  const event = elements.event.value;
  if (event === 'late') return t('event.family.late', { minutes: elements.minutes.value || '…' });
  if (event === 'no_show') return t(`event.family.no_show_${elements.side.value || 'family'}`);
  return toFamily('event', event);
}
