/** One call as staff see it: its state as it changes, watching, pausing, ending. */
import { attempt, call as send, list, showProblem } from '../api.js';
import { CallEvents } from '../call-events.js';
import { CallMedia } from '../call-media.js';
import { Pictures, TimeLeft } from '../call-pictures.js';
import { announce, ask, h, radios, showView } from '../dom.js';
import { clockTime, timeElement } from '../time.js';
import { t } from '../words.js';
import { Faces } from './faces.js';
import { end, pauseReason, pauses, phaseTag, presence as presenceWords, presenceTag, side as sideWords } from './words.js';

/** Four callers and the laptop. */
const SLOTS = 5;

export async function showCall(call, signal) {
  showView(t('watch.title', {}));
  await attempt(async () => {
    const known = (await list('/v1/staff/calls')).find(({ state }) => state.call === call);
    if (!signal.aborted) new Watch(call, known?.reference, signal);
  });
}

class Watch {
  #call;
  #state;
  #streams = [];
  #media;
  #events;
  #parts;
  #signal;

  constructor(call, reference, signal) {
    this.#call = call;
    this.#signal = signal;
    this.#parts = this.#build(reference);
    this.#events = new CallEvents(call);
    this.#listen();
    signal.addEventListener('abort', () => { this.#events.close(); this.#media?.close(); }, { once: true });
  }

  #build(reference) {
    const button = (text, action, kind = 'second') => h('button', { type: 'button', class: kind, disabled: true, onclick: action }, text);
    const parts = {
      tag: h('span'),
      time: new TimeLeft(this.#signal),
      starts: h('p'),
      link: h('div', { class: 'notice wait', role: 'status', hidden: true }, h('p', {}, t('watch.offline'))),
      why: h('div', { class: 'notice wait', role: 'status', hidden: true }),
      people: h('ul', { class: 'present' }),
      faces: new Faces(this.#call, this.#signal),
      pictures: new Pictures({
        absent: ({ presence, busy }) => (presence === 'connected' && !busy ? t('watch.coming') : presenceWords(busy ? 'busy' : presence)),
        soundChoice: { on: t('watch.sound_on'), off: t('watch.sound_off') },
      }),
      watch: button(t('watch.watch'), () => this.#toggleWatch(), ''),
      pause: button(t('watch.pause'), () => this.#pause()),
      resume: button(t('watch.resume'), () => this.#act('resume')),
      end: button(t('watch.end'), () => this.#end(), 'danger'),
    };
    parts.pictures.element.hidden = true;
    showView(t('watch.title', { reference }).trim(),
      h('p', {}, h('a', { href: '#' }, t('today.back'))),
      h('div', { class: 'status-bar' }, parts.tag, parts.time.element), parts.starts,
      parts.link, parts.why,
      h('div', { class: 'actions' }, parts.watch, parts.pause, parts.resume, parts.end),
      parts.pictures.element, parts.faces.element,
      h('h2', {}, t('today.who')), parts.people,
      h('p', {}, h('a', { href: `#recordings/${this.#call}` }, t('watch.recordings'))));
    return parts;
  }

  #listen() {
    const on = (type, action) => this.#events.addEventListener(type, ({ detail }) => { action(detail); this.#render(); });
    on('state', (state) => this.#take(state));
    on('streams', (streams) => { this.#streams = [...this.#streams.slice(-4), streams]; });
    on('warning', ({ left_ms: left }) => announce(t('watch.seconds_left', { count: Math.round(left / 1000) })));
    on('online', () => { this.#parts.link.hidden = true; this.#media?.check(); });
    on('offline', () => { this.#parts.link.hidden = false; });
    on('refused', (error) => showProblem(error));
  }

  #take(state) {
    this.#state = state;
    this.#parts.faces.refresh();
    if (state.phase === 'ended') this.#stopWatching();
  }

  #toggleWatch() {
    if (this.#media) this.#stopWatching();
    else this.#startWatching();
    this.#render();
  }

  #startWatching() {
    const { pictures } = this.#parts;
    this.#media = new CallMedia(`/v1/calls/${this.#call}/watch`, { slots: SLOTS });
    pictures.from(this.#media);
    this.#media.addEventListener('session', () => this.#render());
    this.#media.addEventListener('refused', ({ detail }) => { this.#stopWatching(); showProblem(detail); this.#render(); });
  }

  #stopWatching() {
    this.#media?.close();
    this.#media = undefined;
  }

  #render() {
    const { parts, state } = { parts: this.#parts, state: this.#state };
    if (!state || this.#signal.aborted) return;
    const { phase } = state;
    const going = phase === 'live' || phase === 'paused';
    const byStaff = phase === 'paused' && state.reasons.some(({ reason }) => reason === 'staff');
    parts.tag.replaceChildren(phaseTag(phase));
    parts.time.element.hidden = !going;
    parts.time.set(state, t('call.left'));
    parts.starts.replaceChildren(t('watch.due'), ' ', timeElement(state.starts_at, clockTime), '. ', state.returned_ms
      ? t('watch.returned', { count: Math.round(state.returned_ms / 1000) }) : '');
    this.#renderWhy();
    parts.watch.disabled = phase === 'scheduled' || phase === 'ended';
    parts.watch.textContent = this.#media ? t('watch.stop') : t('watch.watch');
    parts.pause.disabled = !going || byStaff;
    parts.resume.disabled = !byStaff;
    parts.end.disabled = phase === 'ended';
    parts.people.replaceChildren(...state.participants.map(({ name, side, presence, busy }) => (
      h('li', {}, h('strong', {}, name), sideWords(side), presenceTag(busy ? 'busy' : presence)))));
    parts.pictures.element.hidden = !this.#media;
    parts.pictures.assign(this.#streams.findLast(({ session }) => session === this.#media?.session)?.slots ?? []);
    parts.pictures.show(state.participants);
  }

  /** Spoken when it changes, so it is changed only then. */
  #renderWhy() {
    const { why } = this.#parts;
    const state = this.#state;
    const sentences = state.phase === 'paused' ? state.reasons.map(pauseReason)
      : state.phase === 'ended' ? [`${t('watch.over')} ${end(state.reason)}.`] : [];
    if (why.dataset.text === sentences.join()) return;
    why.dataset.text = sentences.join();
    why.replaceChildren(...sentences.map((sentence) => h('p', {}, sentence)));
    why.hidden = !sentences.length;
  }

  async #pause() {
    const data = await ask(t('watch.pause_title'), [
      h('p', {}, t('watch.pause_text')),
      radios('why', t('watch.told'), pauses(), { checked: 'room_check' }),
    ], { confirm: t('watch.pause_do') });
    if (data) await this.#act('pause', { why: data.get('why') });
  }

  async #end() {
    const sure = await ask(t('watch.end_title'), h('p', {}, t('watch.end_text')),
      { confirm: t('watch.end_do'), danger: true });
    if (sure) await this.#act('end');
  }

  async #act(what, body) {
    await attempt(async () => {
      this.#take(await send('POST', `/v1/staff/calls/${this.#call}/${what}`, body));
      this.#render();
    });
  }
}
