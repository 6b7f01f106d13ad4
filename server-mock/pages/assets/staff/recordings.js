/** The recordings of a call: all its files side by side, played as one. */
import { attempt, list } from '../api.js';
import { h, showView, summary } from '../dom.js';
import { minutesAndSeconds } from '../time.js';
import { t } from '../words.js';
import { side as sideWords } from './words.js';

/** A file that is further off than this is put where it belongs. */
const DRIFT_S = 0.25;

export async function showRecordings(call, signal) {
  showView(t('recordings.title'));
  await attempt(async () => {
    const files = await list(`/v1/staff/calls/${call}/recordings`);
    if (!signal.aborted) show(call, files, signal);
  });
}

function show(call, files, signal) {
  const back = h('p', {}, h('a', { href: `#call/${call}` }, t('recordings.back')));
  if (!files.length) return showView(t('recordings.title'), back, h('p', {}, t('recordings.none')));
  const player = new Player(files, signal);
  showView(t('recordings.title'), back, player.element,
    h('h2', {}, t('recordings.files')),
    h('ul', { class: 'cards' }, files.map(file)));
}

function file({ id, name, side, starts_ms: starts, duration_ms: length, bytes, sha256 }) {
  return h('li', { class: 'card' },
    h('h3', {}, `${name}, ${sideWords(side)}`),
    summary([
      [t('recordings.starts'), minutesAndSeconds(starts)],
      [t('recordings.length'), minutesAndSeconds(length)],
      [t('recordings.size'), `${(bytes / 1e6).toFixed(1)} MB`],
      ['SHA-256', sha256 ? h('code', {}, sha256) : t('recordings.writing')],
    ]),
    h('p', {}, h('a', { href: source(id), download: `${name}-${side}.mp4` }, t('recordings.download'), h('span', { class: 'visually-hidden' }, ` ${name}`))));
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
      const video = h('video', { src: source(id), preload: 'auto', playsinline: true, 'aria-label': t('recordings.of', { name }) });
      const absent = h('p', { class: 'absent' });
      return { video, absent, starts: starts / 1000, length: length / 1000, figure: h('figure', { class: 'picture' }, video, absent, h('figcaption', {}, name)) };
    });
    this.#play = h('button', { type: 'button', onclick: () => this.#toggle() }, t('recordings.play'));
    this.#slider = h('input', { type: 'range', id: 'position', min: '0', max: String(this.#total), step: '0.1', value: '0', oninput: () => this.#seek(Number(this.#slider.value)) });
    this.#time = h('span');
    this.element = h('section', { 'aria-label': t('recordings.player') },
      h('div', { class: 'pictures' }, this.#tracks.map(({ figure }) => figure)),
      h('div', { class: 'field' }, h('label', { for: 'position' }, t('recordings.position')), this.#slider),
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
    const text = t('recordings.at', { position: minutesAndSeconds(this.#position * 1000), total: minutesAndSeconds(this.#total * 1000) });
    if (this.#time.textContent !== text) {
      this.#time.textContent = text;
      this.#slider.setAttribute('aria-valuetext', text);
    }
    this.#slider.value = String(this.#position);
    this.#play.textContent = this.#playing ? t('recordings.pause') : t('recordings.play');
  }

  #place({ video, absent, starts, length }) {
    const at = this.#position - starts;
    const within = at >= 0 && at < length;
    absent.textContent = within ? '' : t(at < 0 ? 'recordings.before' : 'recordings.after');
    video.classList.toggle('visually-hidden', !within);
    if (!within) return video.pause();
    if (Math.abs(video.currentTime - at) > DRIFT_S && !video.seeking) video.currentTime = at;
    if (this.#playing && video.paused) video.play().catch(() => {});
    else if (!this.#playing) video.pause();
  }
}
