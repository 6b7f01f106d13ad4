/**
 * What was typed and not sent yet: kept in this tab, so that nothing is lost by a reload, a refusal, a change of language
 * or a session that ran out. Sending it, or signing out, forgets it.
 */
let owner = '';

/** Whose drafts are read and written from now on. */
export function useDraftsOf(name) {
  owner = `draft ${name} `;
}

/** Forgets all drafts of the one who is signed in. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(owner)) sessionStorage.removeItem(key);
}

/** A draft by name: any JSON. */
export class Draft {
  #key;

  constructor(name) {
    this.#key = owner + name;
  }

  /** What was kept, or `fallback`. */
  read(fallback) {
    const kept = sessionStorage.getItem(this.#key);
    return kept === null ? fallback : JSON.parse(kept);
  }

  write(value) {
    sessionStorage.setItem(this.#key, JSON.stringify(value));
  }

  forget() {
    sessionStorage.removeItem(this.#key);
  }
}

/** Fills a form with what was typed into it before, and keeps what is typed; its draft. */
export function keepForm(form, name) {
  const draft = new Draft(name);
  fillForm(form, draft);
  form.addEventListener('input', () => {
    const data = new FormData(form);
    // A box that is not ticked is not in the data, but was decided.
    const names = new Set([...form.elements].map((input) => input.name).filter(Boolean));
    draft.write(Object.fromEntries([...names].map((field) => [field, data.getAll(field)])));
  });
  return draft;
}

/** Fills in what a draft has for the inputs that are there. */
export function fillForm(form, draft) {
  for (const [field, values] of Object.entries(draft.read({}))) {
    const inputs = [...form.elements].filter((input) => input.name === field);
    inputs.forEach((input, index) => {
      if (['radio', 'checkbox'].includes(input.type)) input.checked = values.includes(input.value);
      else if (index < values.length) input.value = values[index];
    });
  }
}
