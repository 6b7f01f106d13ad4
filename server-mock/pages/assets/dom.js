/**
 * Elements, made without markup in strings: what a person typed can never become markup.
 */
import { t } from './words.js';

/**
 * Makes an element. `onclick` and the like are listeners, `true` and `false` are boolean
 * attributes, `null` children and attributes are left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** Puts a new view into `main` and tells where one is: title, and focus on the heading. */
export function showView(title, ...content) {
  const heading = h('h1', { tabindex: '-1' }, title);
  main().replaceChildren(heading, ...content.filter((part) => part != null && part !== false));
  document.title = `${title} – Kinline`;
  heading.focus();
  if (done) heading.after(doneNotice());
  return heading;
}

/** What gives the words of what was done in this view. */
let done;

const doneNotice = () => h('div', { class: 'notice good', role: 'status', tabindex: '-1' }, h('p', {}, done()));

/**
 * Says at the top of the view that something was done, and moves the focus there. `say` gives the words: again when the
 * view is drawn anew, in another language perhaps, until it is left.
 */
export function showDone(say) {
  done = say;
  document.querySelectorAll('.notice.good[role=status]').forEach((old) => old.remove());
  const notice = doneNotice();
  main().querySelector('h1').after(notice);
  notice.focus();
}

/** The view is left: what was done there is said no more. */
export function forgetDone() {
  done = undefined;
}

/** The page's `main`. */
export function main() {
  return document.querySelector('main');
}

/** A list of terms and their values, `[['Name', 'Ann'], …]`. */
export function summary(rows) {
  const row = ([term, ...values]) => h('div', {}, h('dt', {}, term), h('dd', {}, ...values));
  return h('dl', { class: 'summary' }, rows.filter(Boolean).map(row));
}

/** A status: `tone` is `good`, `wait`, `bad` or nothing; the words alone say it all. */
export function tag(text, tone = '') {
  return h('strong', { class: `tag ${tone}`.trim() }, text);
}

/** A labelled input. `attributes` may name another `element` than `input`, and `options` of a select. */
export function field(name, label, { hint, element = 'input', options = [], value = '', ...attributes } = {}) {
  const describedBy = hint ? `${name}-hint` : null;
  const input = h(element, { id: name, name, 'aria-describedby': describedBy, ...attributes },
    options.map(([value, text]) => h('option', { value }, text)));
  if (value !== '') input.value = value;
  return h('div', { class: 'field' },
    h('label', { for: name }, label),
    hint && h('span', { class: 'hint', id: describedBy }, hint),
    input);
}

/** One choice of several, `[['value', 'Label'], …]`. */
export function radios(name, legend, options, { checked, hint } = {}) {
  return h('fieldset', { 'aria-describedby': hint ? `${name}-hint` : null },
    h('legend', {}, legend),
    hint && h('span', { class: 'hint', id: `${name}-hint` }, hint),
    options.map(([value, label], index) => {
      const id = index === 0 ? name : `${name}-${index + 1}`;
      return h('div', { class: 'option' },
        h('input', { type: 'radio', id, name, value, checked: value === checked }),
        h('label', { for: id }, label));
    }));
}

/**
 * Asks in a modal dialog; resolves to its form's data, or to nothing if it was cancelled.
 * The focus goes back to where it was: `<dialog>` sees to that.
 */
export function ask(title, content, { confirm, cancel = t('ask.cancel'), danger = false }) {
  return new Promise((resolve) => {
    const form = h('form', { method: 'dialog' },
      h('h2', { id: 'dialog-title' }, title), content,
      h('div', { class: 'actions' },
        h('button', { value: 'confirm', class: danger ? 'danger' : '' }, confirm),
        h('button', { value: '', class: 'second', type: 'button', onclick: () => dialog.close('') }, cancel)));
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, form);
    dialog.addEventListener('close', () => {
      const data = dialog.returnValue === 'confirm' ? new FormData(form) : undefined;
      dialog.remove();
      resolve(data);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

let liveRegion;

/** Says something to screen readers without moving the focus. */
export function announce(text) {
  liveRegion ??= document.body.appendChild(h('div', { class: 'visually-hidden', role: 'status' }));
  liveRegion.textContent = text;
}
