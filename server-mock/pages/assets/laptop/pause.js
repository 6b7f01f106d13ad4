/** The cover over the pictures of a paused call: why, and what ends it. */
import { h } from '../dom.js';
import { t } from '../words.js';

/** What is said of each reason. */
function sentences({ reason, why, side }) {
  if (reason === 'staff') return [t(`pause.${why}`), t('pause.staff.end')];
  if (reason === 'connection') return [t(`pause.${side}`), t('pause.connection.end')];
  if (reason === 'left') return [t(`pause.left.${side}`), t('pause.left.end')];
  return [t(`pause.face.${side}`), t(`pause.face.${side}.end`)];
}

/** The content of the cover. */
export function pauseWords(reasons) {
  const all = reasons.map(sentences);
  const ends = [...new Set(all.map(([, end]) => end))];
  return [
    h('h2', {}, t('pause.title')),
    ...all.map(([why]) => h('p', {}, h('strong', {}, why))),
    ...ends.map((end) => h('p', {}, end)),
    h('p', {}, t('pause.clock')),
  ];
}
