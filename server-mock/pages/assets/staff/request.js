/** One request: what is asked, what the machine found, and the decision. */
import { attempt, call } from '../api.js';
import { h, radios, showView, summary, tag } from '../dom.js';
import { keepForm } from '../draft.js';
import { go } from '../shell.js';
import { longDate, timeElement } from '../time.js';
import { t } from '../words.js';
import { back, incomplete, showConfirmation, timeField, when } from '../parts.js';
import { checkList, personWords, visitorList, visitorNames } from './parts.js';
import { rejections, toFamily } from './words.js';

/** Other times that can be offered at once, as the protocol has it. */
const OFFERS = 3;

/** `ID`, `ID/offer`, `ID/reject`. */
export async function showRequest(parameter, signal) {
  const [id, step] = parameter.split('/');
  const steps = { offer: showOffer, reject: showReject };
  showView(t('request.title'));
  await attempt(async () => {
    const request = await call('GET', `/v1/staff/requests/${id}`);
    if (!signal.aborted) await (steps[step] ?? showDecision)(request, signal);
  });
}

function showDecision(request, signal) {
  const { booking, prisoner, choices, checks, asked_at: askedAt, last_visit: lastVisit, precedence } = request;
  const failed = checks.some(({ result }) => result === 'failed');
  const times = choices.map(({ time }) => [`accept ${time.starts_at}`, t('request.accept', { time: when(time) })]);
  const form = h('form', { novalidate: true },
    radios('decision', t('request.what'), [...times, ['offer', t('request.offer')], ['reject', t('request.reject')]]),
    failed && h('div', { class: 'option field' },
      h('input', { type: 'checkbox', id: 'despite', name: 'despite', value: 'yes' }),
      h('label', { for: 'despite' }, t('request.despite'))),
    h('button', {}, t('page.go_on')));
  showView(t('requests.of', { visitor: booking.visitors[0].name, reference: booking.reference }),
    back('#requests', t('requests.back')),
    summary([
      [t('requests.prisoner'), h('a', { href: `#person/${prisoner.number}` }, personWords(prisoner))],
      [t('requests.come'), visitorList(booking.visitors)],
      [t('decide.asked'), timeElement(askedAt)],
      booking.status.answer_by && [t('decide.answer_by'), timeElement(booking.status.answer_by)],
      [t('person.last_visit'), lastVisit ? longDate(lastVisit) : t('person.last_visit_unknown'), ' ', precedence && tag(t('precedence.tag'), 'wait')],
    ].map((row) => row && row.filter(Boolean))),
    h('h2', {}, t('request.checks')), checkList(checks),
    h('h2', {}, t('request.choices')),
    h('ol', { class: 'cards' }, choices.map((choice) => h('li', { class: 'card' }, h('h3', {}, when(choice.time)), checkList(choice.checks)))),
    form);
  const draft = keepForm(form, `request ${booking.id}`);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const { value } = form.elements.decision;
      if (!value) throw incomplete(['decision', t('request.choose')]);
      if (!value.startsWith('accept')) return go(`request/${booking.id}/${value}`);
      const startsAt = value.slice('accept '.length);
      await decide(request, { decision: 'accept', starts_at: startsAt, despite_checks: Boolean(form.elements.despite?.checked) });
      draft.forget();
      const { time } = choices.find((choice) => choice.time.starts_at === startsAt);
      showConfirmation(() => ({ title: t('request.accepted'), reference: booking.reference,
        next: [t('request.accepted_1', { time: when(time) }), t('request.told', { names: visitorNames(booking.visitors) })], links: links() }), signal);
    });
  });
}

async function showOffer(request, signal) {
  const { booking, prisoner } = request;
  const { slots } = await call('GET', `/v1/staff/prisoners/${prisoner.number}/slots`);
  const form = h('form', { novalidate: true },
    Array.from({ length: OFFERS }, (_, index) => timeField(`offer-${index + 1}`, t(`request.offer_${index + 1}`), slots,
      index ? { none: t('request.offer_none') } : {})),
    h('button', {}, t('request.offer_do')));
  showView(t('request.offer_title'), back(`#request/${booking.id}`), h('p', {}, t('request.offer_text', { visitor: booking.visitors[0].name })), form);
  const draft = keepForm(form, `request ${booking.id} offer`);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const starts = [...new Set(Array.from({ length: OFFERS }, (_, index) => form.elements[`offer-${index + 1}`].value).filter(Boolean))];
      if (!starts.length) throw incomplete(['offer-1', t('request.offer_missing')]);
      const answered = await decide(request, { decision: 'offer', starts_at: starts });
      draft.forget();
      const { answer_by: answerBy } = answered.status;
      showConfirmation(() => ({ title: t('request.offered'), reference: booking.reference,
        next: [t('request.offered_1', { visitor: booking.visitors[0].name }), answerBy && h('span', {}, t('request.offered_2'), ' ', timeElement(answerBy)), t('request.offered_3')], links: links() }), signal);
    });
  });
}

function showReject(request, signal) {
  const { booking } = request;
  const told = h('p', { class: 'notice', role: 'status' });
  const form = h('form', { novalidate: true },
    radios('reason', t('request.reason'), rejections()), told,
    h('button', { class: 'danger' }, t('request.reject_do')));
  const say = () => {
    const { value } = form.elements.reason;
    told.hidden = !value;
    told.textContent = value ? t('request.reads', { words: toFamily('rejection', value) }) : '';
  };
  showView(t('request.reject_title'), back(`#request/${booking.id}`), form);
  const draft = keepForm(form, `request ${booking.id} reject`);
  form.addEventListener('change', say);
  say();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      const reason = form.elements.reason.value;
      if (!reason) throw incomplete(['reason', t('request.reason_missing')]);
      await decide(request, { decision: 'reject', reason });
      draft.forget();
      showConfirmation(() => ({ title: t('request.rejected'), reference: booking.reference,
        next: [t('request.told', { names: booking.visitors[0].name }), t('request.reads', { words: toFamily('rejection', reason) })], links: links() }), signal);
    });
  });
}

const links = () => [['#requests', t('requests.back')], ['#day', t('nav.day')]];

const decide = ({ booking: { id } }, decision) => call('POST', `/v1/staff/requests/${id}/decision`, decision);
