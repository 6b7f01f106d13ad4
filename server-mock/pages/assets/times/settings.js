/** The parts that are numbers, choices and texts. */
import { field, h, radios } from '../dom.js';
import { incomplete } from '../parts.js';
import { has, t } from '../words.js';

const number = (name, { seconds = false, max } = {}) => ({ name, seconds, max });

/** By part: numbers of the settings. Lengths are kept in seconds and read in minutes. */
const NUMBERS = {
  calls: [number('call_seconds', { seconds: true }), number('turn_round_seconds', { seconds: true }), number('capacity'), number('lead_days'), number('booking_window_days')],
  allowance: [number('calls_a_month'), number('minutes_a_month')],
  visitors: [number('visitors', { max: 4 }), number('adult_age', { max: 18 })],
  asking: [number('change_until_hours'), number('waiting_offer_minutes')],
};
const ASKERS = ['family', 'prisoner', 'establishment'];
const RESERVED = ['slots_a_week', 'days_without_visit', 'free_days_before'];

const shown = ({ name, seconds }, settings) => (seconds ? settings[name] / 60 : settings[name]);

const input = (one, value) => field(one.name, t(`setting.${one.name}`), {
  hint: t(`setting.${one.name}.hint`), type: 'number', min: '0', max: one.max ? String(one.max) : null, step: one.seconds ? 'any' : '1',
  inputmode: 'numeric', class: 'short', value: String(value),
});

function readNumbers(elements, names) {
  const missing = names.filter((name) => elements[name].value === '' || !(Number(elements[name].value) >= 0));
  if (missing.length) throw incomplete(...missing.map((name) => [name, t('setting.number_missing', { label: elements[name].labels[0].textContent })]));
  return Object.fromEntries(names.map((name) => [name, Number(elements[name].value)]));
}

/** A part of plain numbers. */
function numbers(part) {
  const all = NUMBERS[part];
  return {
    pick: ({ settings }) => Object.fromEntries(all.map(({ name }) => [name, settings[name]])),
    rows: ({ settings }) => all.map((one) => [t(`setting.${one.name}`), amount(one, settings)]),
    content: ({ settings }) => all.map((one) => input(one, shown(one, settings))),
    read: (elements, portal) => ({ ...portal, settings: { ...portal.settings, ...inSeconds(all, readNumbers(elements, all.map(({ name }) => name))) } }),
  };
}

const inSeconds = (all, values) => Object.fromEntries(all.map(({ name, seconds }) => [name, seconds ? Math.round(values[name] * 60) : values[name]]));

/** A number with its unit; 0 may mean something. */
function amount(one, settings) {
  const count = shown(one, settings);
  const none = `setting.${one.name}.none`;
  return count === 0 && has(none) ? t(none) : t(`setting.${one.name}.value`, { count });
}

const asking = {
  ...numbers('asking'),
  pick: ({ settings }) => [settings.who_may_ask, settings.automatic, settings.change_until_hours, settings.waiting_offer_minutes],
  rows: (portal) => [
    [t('setting.who_may_ask'), ASKERS.filter((one) => portal.settings.who_may_ask[one]).map((one) => t(`setting.who.${one}`)).join('; ') || t('setting.who.nobody')],
    [t('setting.automatic'), t(portal.settings.automatic ? 'setting.automatic.yes' : 'setting.automatic.no')],
    ...numbers('asking').rows(portal),
  ],
  content: (portal) => [
    h('fieldset', {}, h('legend', {}, t('setting.who_may_ask')), ASKERS.map((one) => h('div', { class: 'option' },
      h('input', { type: 'checkbox', id: `who_may_ask.${one}`, name: 'who_may_ask', value: one, checked: portal.settings.who_may_ask[one] }),
      h('label', { for: `who_may_ask.${one}` }, t(`setting.who.${one}`))))),
    radios('automatic', t('setting.automatic'), [['yes', t('setting.automatic.yes')], ['no', t('setting.automatic.no')]], { checked: portal.settings.automatic ? 'yes' : 'no' }),
    ...numbers('asking').content(portal),
  ],
  read: (elements, portal) => {
    const asked = [...elements.who_may_ask];
    const { settings } = numbers('asking').read(elements, portal);
    return { ...portal, settings: { ...settings,
      who_may_ask: Object.fromEntries(asked.map(({ value, checked }) => [value, checked])),
      automatic: elements.automatic.value === 'yes' } };
  },
};

const reserved = {
  pick: ({ settings }) => settings.reserved,
  rows: ({ settings }) => RESERVED.map((name) => [t(`setting.${name}`), amount(number(name), settings.reserved)]),
  content: ({ settings }) => RESERVED.map((name) => input(number(name), settings.reserved[name])),
  read: (elements, portal) => ({ ...portal, settings: { ...portal.settings, reserved: readNumbers(elements, RESERVED) } }),
};

const information = {
  pick: ({ settings }) => settings.information,
  rows: ({ settings }) => ['en', 'cy'].map((code) => [t(`setting.information.${code}`), settings.information[code]
    ? h('div', { lang: code, class: 'typed' }, settings.information[code]) : t('setting.information.none')]),
  content: ({ settings }) => ['en', 'cy'].map((code) => field(`information.${code}`, t(`setting.information.${code}`), {
    element: 'textarea', lang: code, hint: t(`setting.information.${code}.hint`), value: settings.information[code], maxlength: '4000' })),
  read: (elements, portal) => ({ ...portal, settings: { ...portal.settings, information: { en: elements['information.en'].value.trim(), cy: elements['information.cy'].value.trim() } } }),
};

export const SETTINGS = { calls: numbers('calls'), allowance: numbers('allowance'), asking, visitors: numbers('visitors'), reserved, information };
