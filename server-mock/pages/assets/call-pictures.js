/** The pictures of a call's participants, with their names, and what is left of its time. */
import { h } from './dom.js';
import { minutesAndSeconds } from './time.js';

/** A grid of pictures. `soundChoice` makes a button for each that turns its sound on, with these words. */
export class Pictures {
  #tiles = new Map();
  #media;
  #slots = [];
  #absent;
  #soundChoice;
  #blocked;
  #paused = false;

  /**
   * `absent` puts into words why there is no picture of a participant; `blocked` is called when the
   * browser wants a click before it plays sound.
   */
  constructor({ absent, soundChoice, blocked = () => {} }) {
    this.element = h('div', { class: 'pictures' });
    this.#absent = absent;
    this.#soundChoice = soundChoice;
    this.#blocked = blocked;
  }

  /** The participants; each has a place from when they first come, and keeps it. */
  show(participants) {
    for (const participant of participants) {
      if (participant.presence === 'away' && !this.#tiles.has(participant.id)) continue;
      const tile = this.#tiles.get(participant.id) ?? this.#add(participant);
      tile.participant = participant;
    }
    this.#render();
  }

  /** The connection that pictures come from. */
  from(media) {
    this.#media = media;
    this.#render();
  }

  /** Who is in which slot, as the server said (`Streams`). */
  assign(slots) {
    this.#slots = slots;
    this.#render();
  }

  /** Whether the call stands still. What was seen last is not seen when it goes on, but what comes then. */
  pause(on) {
    if (on === this.#paused) return;
    this.#paused = on;
    for (const tile of this.#tiles.values()) {
      if (on) tile.old = true;
      else tile.video.requestVideoFrameCallback(() => { tile.old = this.#paused; this.#render(); });
    }
    this.#render();
  }

  /** Plays all sound, after a click. */
  play() {
    for (const { video } of this.#tiles.values()) video.play().catch(() => {});
  }

  #add(participant) {
    const video = h('video', { autoplay: true, playsinline: true, 'aria-label': participant.name });
    video.muted = Boolean(this.#soundChoice);
    const sound = this.#soundChoice && soundButton(video, participant.name, this.#soundChoice);
    const tile = { video, sound, absent: h('p', { class: 'absent' }), old: false };
    this.#tiles.set(participant.id, tile);
    this.element.append(h('figure', { class: 'picture', 'data-participant': participant.id },
      video, tile.absent, sound, h('figcaption', {}, participant.name)));
    return tile;
  }

  #render() {
    for (const tile of this.#tiles.values()) {
      const slot = this.#slots.find(({ participant }) => participant === tile.participant.id);
      const stream = slot && this.#media?.session ? this.#media.stream(slot) : null;
      if (tile.video.srcObject !== stream) this.#attach(tile.video, stream);
      const { presence, busy } = tile.participant;
      const why = stream && presence === 'connected' && !busy ? '' : this.#absent(tile.participant);
      if (tile.absent.textContent !== why) tile.absent.textContent = why;
      tile.video.classList.toggle('visually-hidden', Boolean(why));
      tile.video.classList.toggle('old', tile.old);
      if (tile.sound) tile.sound.hidden = Boolean(why);
    }
  }

  #attach(video, stream) {
    video.srcObject = stream;
    if (stream) video.play().catch((error) => error.name === 'NotAllowedError' && this.#blocked());
  }
}

function soundButton(video, name, { on, off }) {
  const button = h('button', { type: 'button', class: 'sound', onclick: () => { video.muted = !video.muted; say(); } });
  const say = () => {
    button.textContent = video.muted ? on : off;
    button.setAttribute('aria-label', `${button.textContent}: ${name}`);
  };
  say();
  return button;
}

/** Counts down what is left of a call between two of its states. */
export class TimeLeft {
  #left = 0;
  #since = 0;
  #runs = false;
  #digits = h('span');
  #label = h('small');

  constructor(signal) {
    this.element = h('p', { class: 'time-left', role: 'timer' }, this.#digits, ' ', this.#label);
    const timer = setInterval(() => this.#render(), 250);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /** What the server says; between two of its words it falls only in a live call. `label` stands after it. */
  set({ left_ms: left, phase }, label) {
    this.#label.textContent = label;
    this.#left = left;
    this.#since = performance.now();
    this.#runs = phase === 'live';
    this.#render();
  }

  #render() {
    const passed = this.#runs ? performance.now() - this.#since : 0;
    const text = minutesAndSeconds(this.#left - passed);
    if (this.#digits.textContent !== text) this.#digits.textContent = text;
  }
}
