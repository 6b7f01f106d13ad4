/** The laptop in a call room: for a person in prison, in two languages. */
import { h } from '../dom.js';
import { changeLanguage, start } from '../shell.js';
import { LANGUAGES, currentLanguage } from '../words.js';
import { showCalls } from './calls.js';
import { showRoom } from './room.js';

const KEPT = 'kinline-language';
const NAMES = { en: 'English', cy: 'Cymraeg' };

const buttons = LANGUAGES.map((code) => h('button', {
  type: 'button', lang: code,
  onclick: async ({ currentTarget }) => {
    localStorage.setItem(KEPT, code);
    await changeLanguage(code);
    markLanguage();
    currentTarget.focus();
  },
}, NAMES[code]));

function markLanguage() {
  LANGUAGES.forEach((code, index) => {
    if (code === currentLanguage()) buttons[index].setAttribute('aria-current', 'true');
    else buttons[index].removeAttribute('aria-current');
  });
}

document.querySelector('.language').append(...buttons);
const kept = localStorage.getItem(KEPT);
await start({
  role: 'laptop',
  views: { '': showCalls, call: showRoom },
  language: LANGUAGES.includes(kept) ? kept : 'en',
});
markLanguage();
