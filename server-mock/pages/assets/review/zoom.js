/** A photo, as large as one wants: by buttons, by the keys + - 0, moved with the arrow keys or by scrolling. */
import { h } from '../dom.js';
import { t } from '../words.js';

const STEPS = [1, 1.5, 2, 3, 4, 6];

/** Shows a photo in a dialog; the focus goes back to where it was when it is closed. */
export function zoom(source, name) {
  let step = 0;
  const image = h('img', { src: source, alt: name });
  const place = h('div', { class: 'look', tabindex: '0', role: 'region', 'aria-label': t('zoom.region', { name }) }, image);
  const size = h('output', { 'aria-live': 'polite' });
  const button = (label, words, action) => h('button', { type: 'button', class: 'second', 'aria-label': words, onclick: action }, label);
  const smaller = button('−', t('zoom.out'), () => go(step - 1));
  const larger = button('+', t('zoom.in'), () => go(step + 1));

  /** What was in the middle stays there. */
  function go(wanted) {
    const next = Math.min(STEPS.length - 1, Math.max(0, wanted));
    const part = STEPS[next] / STEPS[step];
    const middle = [place.scrollLeft + place.clientWidth / 2, place.scrollTop + place.clientHeight / 2];
    step = next;
    image.style.width = `${STEPS[step] * 100}%`;
    place.scrollTo(middle[0] * part - place.clientWidth / 2, middle[1] * part - place.clientHeight / 2);
    size.textContent = `${STEPS[step] * 100} %`;
  }

  const dialog = h('dialog', { class: 'zoom', 'aria-labelledby': 'zoom-title' },
    h('div', { class: 'bar' }, h('h2', { id: 'zoom-title' }, name), smaller, size, larger,
      h('button', { type: 'button', class: 'second', onclick: () => go(0) }, t('zoom.fit')),
      h('button', { type: 'button', onclick: () => dialog.close() }, t('zoom.close'))),
    place);
  const keys = { '+': () => go(step + 1), '=': () => go(step + 1), '-': () => go(step - 1), 0: () => go(0) };
  dialog.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  dialog.addEventListener('close', () => dialog.remove());
  // Another view is shown: the photo is not of it.
  addEventListener('hashchange', () => dialog.close(), { once: true });
  document.body.append(dialog);
  dialog.showModal();
  go(0);
  place.focus();
}
