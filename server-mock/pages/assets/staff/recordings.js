/** The recordings of a call: all its files side by side, played as one. */
import { attempt, list } from '../api.js';
import { h, showView, summary } from '../dom.js';
import { minutesAndSeconds } from '../time.js';
import { SIDES } from './words.js';

/** A file that is further off than this is put where it belongs. */
const DRIFT_S = 0.25;

export async function showRecordings(call, signal) {
  showView('Recordings');
  await attempt(async () => {
    const files = await list(`/v1/staff/calls/${call}/recordings`);
    if (!signal.aborted) show(call, files, signal);
  });
}

function show(call, files, signal) {
  const back = h('p', {}, h('a', { href: `#call/${call}` }, 'Back to the call'));
  if (!files.length) return showView('Recordings', back, h('p', {}, 'Nothing was recorded.'));
  const player = new Player(files, signal);
  showView('Recordings', back, player.element,
    h('h2', {}, 'Files'),
    h('ul', { class: 'cards' }, files.map(file)));
}

function file({ id, name, side, starts_ms: starts, duration_ms: length, bytes, sha256 }) {
  return h('li', { class: 'card' },
    h('h3', {}, `${name}, ${SIDES[side]}`),
    summary([
      ['Starts after', minutesAndSeconds(starts)],
      ['Length', minutesAndSeconds(length)],
      ['Size', `${(bytes / 1e6).toFixed(1)} MB`],
      ['SHA-256', sha256 ? h('code', {}, sha256) : 'Still being written'],
    ]),
    h('p', {}, h('a', { href: source(id), download: `${name}-${side}.mp4` }, 'Download', h('span', { class: 'visually-hidden' }, ` ${name}`))));
}

function source(id) {
  return `/v1/staff/recordings/${id}`;
}

/** One position for all files; each plays what it has there. */
class Player {
  #tracks;
  #total;
  #position = 0;
  #playing = false;
  #last;
  #play;
  #slider;
  #time;

  constructor(files, signal) {
    this.#total = Math.max(...files.map(({ starts_ms: starts, duration_ms: length }) => starts + length)) / 1000;
    this.#tracks = files.map(({ id, name, starts_ms: starts, duration_ms: length }) => {
      const video = h('video', { src: source(id), preload: 'auto', playsinline: true, 'aria-label': `Recording of ${name}` });
      const absent = h('p', { class: 'absent' });
      return { video, absent, starts: starts / 1000, length: length / 1000, figure: h('figure', { class: 'picture' }, video, absent, h('figcaption', {}, name)) };
    });
    this.#play = h('button', { type: 'button', onclick: () => this.#toggle() }, 'Play');
    this.#slider = h('input', { type: 'range', id: 'position', min: '0', max: String(this.#total), step: '0.1', value: '0', oninput: () => this.#seek(Number(this.#slider.value)) });
    this.#time = h('span');
    this.element = h('section', { 'aria-label': 'Player' },
      h('div', { class: 'pictures' }, this.#tracks.map(({ figure }) => figure)),
      h('div', { class: 'field' }, h('label', { for: 'position' }, 'Position'), this.#slider),
      h('div', { class: 'actions' }, this.#play, this.#time));
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    this.#render();
  }

  #toggle() {
    if (this.#playing) return this.#stop();
    if (this.#position >= this.#total) this.#position = 0;
    this.#playing = true;
    this.#last = performance.now();
    requestAnimationFrame((now) => this.#tick(now));
    this.#render();
  }

  #stop() {
    this.#playing = false;
    for (const { video } of this.#tracks) video.pause();
    this.#render();
  }

  #seek(seconds) {
    this.#position = seconds;
    this.#render();
  }

  #tick(now) {
    if (!this.#playing) return;
    this.#position = Math.min(this.#total, this.#position + Math.max(0, now - this.#last) / 1000);
    this.#last = now;
    if (this.#position >= this.#total) return this.#stop();
    this.#render();
    requestAnimationFrame((next) => this.#tick(next));
  }

  #render() {
    for (const track of this.#tracks) this.#place(track);
    const text = `${minutesAndSeconds(this.#position * 1000)} of ${minutesAndSeconds(this.#total * 1000)}`;
    if (this.#time.textContent !== text) {
      this.#time.textContent = text;
      this.#slider.setAttribute('aria-valuetext', text);
    }
    this.#slider.value = String(this.#position);
    this.#play.textContent = this.#playing ? 'Pause' : 'Play';
  }

  #place({ video, absent, starts, length }) {
    const at = this.#position - starts;
    const within = at >= 0 && at < length;
    absent.textContent = within ? '' : at < 0 ? 'Not here yet' : 'Has left';
    video.classList.toggle('visually-hidden', !within);
    if (!within) return video.pause();
    if (Math.abs(video.currentTime - at) > DRIFT_S && !video.seeking) video.currentTime = at;
    if (this.#playing && video.paused) video.play().catch(() => {});
    else if (!this.#playing) video.pause();
  }
}
