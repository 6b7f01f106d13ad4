/** Content that is read from the server again and again, without disturbing who reads it. */
import { h, main } from './dom.js';
import { again } from './time.js';
import { t } from './words.js';

/**
 * Keeps `container` up to date: `read` resolves to data, `build` makes elements of it. They are
 * made anew only when the data changed, and the focus stays on the element of the same id.
 * Resolves after the first turn. When reading fails, a note says that this may be out of date.
 */
export function keepFresh(container, signal, milliseconds, read, build, stale = t('page.stale')) {
  let shown;
  const note = h('div', { class: 'notice wait', role: 'status' });
  return new Promise((resolve) => {
    const turn = async () => {
      const data = await read();
      if (signal.aborted) return;
      const text = JSON.stringify(data);
      if (text !== shown) replace(container, build(data));
      shown = text;
    };
    again(signal, milliseconds, turn, (error) => {
      if (error && !note.isConnected) {
        note.replaceChildren(h('p', {}, stale));
        main().querySelector('h1').after(note);
      } else if (!error) note.remove();
      resolve();
    });
  });
}

function replace(container, content) {
  const focused = container.contains(document.activeElement) ? document.activeElement.id : '';
  container.replaceChildren(...[content].flat().filter(Boolean));
  if (focused) document.getElementById(focused)?.focus();
}
