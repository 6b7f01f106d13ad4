/** One call on the laptop: waiting room, call, pause, end. The server says which; this shows it. */
import { CallEvents } from '../call-events.js';
import { CallMedia } from '../call-media.js';
import { Pictures, TimeLeft } from '../call-pictures.js';
import { announce, ask, h, showView } from '../dom.js';
import { go, onLanguage } from '../shell.js';
import { clockTime } from '../time.js';
import { names, problemWords, t } from '../words.js';
import { levelMeter, openDevices } from './devices.js';
import { pauseWords } from './pause.js';

/** This laptop's own lines, and three more. */
const SLOTS = 4;

/** Shows the call with this id until the view is left. */
export function showRoom(call, signal) {
  new Room(call, signal);
}

class Room {
  #call;
  #signal;
  #state;
  #slots = [];
  #stream;
  #media;
  #events;
  #over = new AbortController();
  #link = 'joining';
  #up = { events: false, media: false };
  #warning;
  #parts;

  constructor(call, signal) {
    this.#call = call;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#end(), { once: true });
    this.#parts = this.#build();
    onLanguage(() => this.#render(), this.#over.signal);
    this.#listen();
    this.#takeDevices();
    this.#render();
  }

  /** Every element once; {@link Room.render} fills in the words. */
  #build() {
    const pictures = new Pictures({
      absent,
      blocked: () => { parts.sound.hidden = false; },
    });
    const own = h('video', { autoplay: true, playsinline: true });
    own.muted = true;
    const parts = {
      pictures, own,
      time: new TimeLeft(this.#over.signal),
      notice: h('div', { class: 'notice wait', role: 'status', hidden: true }),
      warning: h('div', { class: 'notice wait', role: 'status', hidden: true }),
      problem: h('div', { class: 'notice bad', role: 'alert', hidden: true }),
      information: h('div'),
      level: h('div'),
      ownFigure: h('figure', { class: 'picture own' }, own, h('figcaption')),
      cover: h('div', { class: 'cover', role: 'alert', hidden: true }),
      microphone: this.#toggle('audio', 'call.microphone'),
      camera: this.#toggle('video', 'call.camera'),
      sound: h('button', { type: 'button', hidden: true, onclick: () => { pictures.play(); parts.sound.hidden = true; } }),
      leave: h('button', { type: 'button', class: 'danger', onclick: () => this.#askToLeave() }),
    };
    parts.stage = h('div', { class: 'stage' }, pictures.element, parts.ownFigure, parts.cover);
    parts.controls = h('div', { class: 'actions' }, parts.sound, parts.microphone, parts.camera, parts.leave);
    parts.heading = showView(t('room.title'), parts.time.element, parts.notice, parts.problem, parts.warning,
      parts.stage, parts.level, parts.controls, parts.information);
    return parts;
  }

  #toggle(kind, key) {
    const button = h('button', {
      type: 'button', class: 'second', 'data-name': key,
      onclick: () => {
        for (const track of this.#stream?.getTracks().filter((own) => own.kind === kind) ?? []) track.enabled = !track.enabled;
        this.#render();
      },
    });
    return button;
  }

  #listen() {
    this.#events = new CallEvents(this.#call);
    const on = (type, action) => this.#events.addEventListener(type, ({ detail }) => {
      action(detail);
      if (!this.#over.signal.aborted) this.#render();
    });
    on('state', (state) => this.#take(state));
    on('streams', (streams) => { this.#slots = [...this.#slots.slice(-4), streams]; });
    on('warning', ({ left_ms: left }) => this.#warn(left));
    on('online', () => { this.#linked('events', true); this.#media?.check(); });
    on('offline', () => this.#linked('events', false));
    on('replaced', () => this.#stopped(() => t('link.replaced'), () => t('link.here')));
    on('refused', (error) => this.#stopped(() => problemWords(error.problem)));
  }

  #take(state) {
    const before = this.#state?.phase;
    this.#state = state;
    if (state.phase === 'ended') return this.#showEnd(() => [t('ended.title'), t(`ended.${state.reason}`)]);
    if (state.phase === 'live' && before === 'waiting') announce(t('call.live'));
    if (state.phase === 'live' && before === 'paused') announce(t('pause.over'));
    if (state.phase !== 'scheduled') this.#startMedia();
  }

  async #takeDevices() {
    const { problem, own, level } = this.#parts;
    problem.hidden = true;
    try {
      const stream = await openDevices();
      if (this.#over.signal.aborted) return stream.getTracks().forEach((track) => track.stop());
      this.#stream = stream;
      own.srcObject = stream;
      level.replaceChildren(h('p', {}), levelMeter(stream, this.#over.signal));
      for (const track of stream.getTracks()) track.onended = () => this.#deviceProblem('none');
      this.#startMedia();
      this.#render();
    } catch (error) {
      this.#deviceProblem(error.name === 'NotAllowedError' ? 'denied' : 'none');
    }
  }

  #deviceProblem(which) {
    if (this.#over.signal.aborted) return;
    const { problem } = this.#parts;
    problem.replaceChildren(h('h2', {}, t('device.title')), h('p', {}, t(`device.${which}`)),
      h('button', { type: 'button', onclick: () => this.#retakeDevices() }, t('device.again')));
    problem.hidden = false;
  }

  #retakeDevices() {
    this.#media?.close();
    this.#media = undefined;
    this.#stream?.getTracks().forEach((track) => { track.onended = null; track.stop(); });
    this.#takeDevices();
  }

  /** Needs both: devices, and a call that is open. */
  #startMedia() {
    if (this.#media || !this.#stream || !this.#state || this.#state.phase === 'scheduled') return;
    const media = new CallMedia(`/v1/calls/${this.#call}/media`, { local: this.#stream, slots: SLOTS });
    this.#media = media;
    this.#parts.pictures.from(media);
    media.addEventListener('session', () => this.#render());
    media.addEventListener('state', ({ detail }) => this.#linked('media', detail === 'connected'));
    media.addEventListener('refused', ({ detail }) => this.#stopped(() => problemWords(detail.problem ?? {})));
  }

  /** Tells when the line is lost and when it is back, once each. */
  #linked(part, up) {
    this.#up[part] = up;
    const joined = this.#link !== 'joining';
    if (this.#up.events && (this.#up.media || !this.#media)) {
      if (this.#link === 'lost') announce(t('link.back'));
      this.#link = 'up';
    } else if (joined) this.#link = 'lost';
    this.#render();
  }

  #warn(left) {
    const seconds = Math.round(left / 1000);
    this.#warning = seconds < 60 ? ['call.warning_seconds', seconds] : ['call.warning', Math.round(seconds / 60)];
  }

  /** Puts the state into words and pictures. */
  #render() {
    const { parts, state } = { parts: this.#parts, state: this.#state };
    const waiting = !state || ['waiting', 'scheduled'].includes(state.phase);
    const others = state?.participants.filter(({ you }) => !you) ?? [];
    const title = waiting ? t('room.title') : t('call.title', { names: names(here(others).map(({ name }) => name)) });
    set(parts.heading, title);
    document.title = `${title} – Kinline`;
    parts.stage.classList.toggle('waiting', waiting);
    parts.pictures.element.hidden = waiting;
    parts.time.element.hidden = waiting;
    parts.level.hidden = !waiting || !this.#stream;
    if (state) parts.time.set(state, t('call.left'));
    const mine = this.#slots.findLast(({ session }) => session === this.#media?.session);
    parts.pictures.assign(mine?.slots ?? []);
    parts.pictures.show(others);
    this.#renderWords(waiting, others);
    this.#renderPause();
  }

  #renderWords(waiting, others) {
    const parts = this.#parts;
    const lost = this.#link === 'lost';
    parts.notice.hidden = !lost;
    set(parts.notice, lost ? t('link.lost') : '');
    parts.warning.hidden = !this.#warning || waiting;
    set(parts.warning, this.#warning ? t(this.#warning[0], { count: this.#warning[1] }) : '');
    set(parts.ownFigure.querySelector('figcaption'), waiting ? t('room.camera') : t('call.you'));
    parts.own.setAttribute('aria-label', t('room.camera'));
    set(parts.sound, t('call.sound'));
    set(parts.leave, t(waiting ? 'room.leave' : 'call.leave'));
    for (const [button, kind] of [[parts.microphone, 'audio'], [parts.camera, 'video']]) {
      const track = this.#stream?.getTracks().find((own) => own.kind === kind);
      button.hidden = !track;
      set(button, `${t(button.dataset.name)}: ${t(track?.enabled ? 'call.on' : 'call.off')}`);
    }
    if (this.#stream) {
      set(parts.level.querySelector('p'), t('room.speak'));
      parts.level.querySelector('meter').setAttribute('aria-label', t('room.level'));
    }
    if (waiting && this.#state) fill(parts.information, waitingWords(this.#state, others));
    else fill(parts.information, []);
  }

  #renderPause() {
    const { cover, pictures, stage } = this.#parts;
    const paused = this.#state?.phase === 'paused';
    stage.classList.toggle('covered', paused);
    fill(cover, paused ? pauseWords(this.#state.reasons) : []);
    cover.hidden = !paused;
    pictures.pause(paused);
  }

  async #askToLeave() {
    const waiting = !this.#state || ['waiting', 'scheduled'].includes(this.#state.phase);
    const answer = await ask(t(waiting ? 'room.leave_title' : 'call.leave_title'), h('p', {}, t(waiting ? 'call.leave_waiting' : 'call.leave_text')),
      { confirm: t('call.leave_yes'), cancel: t('call.leave_no'), danger: true });
    if (!answer || this.#over.signal.aborted) return;
    this.#events.leave();
    if (waiting) this.#showEnd(() => [t('left.title'), t('call.leave_waiting')]);
    else this.#showEnd(() => [t('ended.title'), t('ended.prison_left')]);
  }

  /** Stops without an end of the call: opened elsewhere, or refused. */
  #stopped(say, sayAgain) {
    this.#showEnd(() => [t('link.title'), say(),
      sayAgain && h('button', { type: 'button', onclick: () => go(`call/${this.#call}`) }, sayAgain())]);
  }

  /** `say` gives title, text and perhaps a button: again in another language, without joining anew. */
  #showEnd(say) {
    this.#end();
    const show = () => {
      const [title, text, action] = say();
      showView(title, h('p', {}, text), h('div', { class: 'actions' }, action,
        h('a', { class: action ? 'button second' : 'button', href: '#' }, t('ended.back'))));
    };
    show();
    onLanguage(show, this.#signal);
  }

  #end() {
    this.#over.abort();
    this.#events.close();
    this.#media?.close();
    this.#stream?.getTracks().forEach((track) => { track.onended = null; track.stop(); });
  }
}

/** Why there is no picture of somebody. */
function absent({ name, presence, busy }) {
  if (busy) return t('presence.busy', { name });
  return presence === 'connected' ? t('link.joining') : t('presence.gone', { name });
}

/** Those who are in the call; all who may come, while nobody is. */
function here(others) {
  const present = others.filter(({ presence }) => presence !== 'away');
  return present.length ? present : others;
}

function waitingWords(state, others) {
  const early = Date.parse(state.now) < Date.parse(state.starts_at);
  return [
    h('p', {}, early ? t('room.starts', { time: clockTime(state.starts_at) }) : t('room.soon')),
    !early && others.every(({ presence }) => presence === 'away') && h('p', {}, t('room.no_show')),
    h('h2', {}, t('room.who')),
    h('ul', { class: 'present' }, others.map(({ name, presence }) => (
      h('li', {}, h('strong', {}, name), h('span', { class: 'quiet' }, t(`presence.${presence}`)))))),
  ].filter(Boolean);
}

/** Changes text only if it is another: live regions speak on every change. */
function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function fill(element, content) {
  const next = h('div', {}, content);
  if (element.innerHTML !== next.innerHTML) element.replaceChildren(...next.childNodes);
}
