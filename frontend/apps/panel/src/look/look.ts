/** How the window looks, as the agent chose on this machine. */
export interface Look {
  readonly theme: 'system' | 'light' | 'dark';
  readonly language: 'system' | 'en' | 'fr';
  /** What the boxes are where the visitor's answer is awaited, or borders alone. */
  readonly boxes: 'white' | 'grey' | 'border';
  /** Where the boxes stand. */
  readonly bar: 'left' | 'bottom';
}

export type Choice = keyof Look;

/** What there is to choose, in the order in which it is shown. */
export const choices: { readonly [C in Choice]: readonly Look[C][] } = {
  language: ['system', 'en', 'fr'],
  theme: ['system', 'light', 'dark'],
  boxes: ['white', 'grey', 'border'],
  bar: ['left', 'bottom'],
};

export const allChoices = Object.keys(choices) as readonly Choice[];

const usual: Look = { theme: 'system', language: 'system', boxes: 'white', bar: 'left' };
const place = (choice: Choice) => `parley.${choice}`;

/** A value of a choice, or the usual one where it is none. */
export function known<C extends Choice>(choice: C, value: string | null): Look[C] {
  return choices[choice].find((one) => one === value) ?? usual[choice];
}

/** What was chosen on this machine; a window that may not remember has the usual. */
function kept(): Look {
  try {
    const read = <C extends Choice>(choice: C) => known(choice, localStorage.getItem(place(choice)));
    return { theme: read('theme'), language: read('language'), boxes: read('boxes'), bar: read('bar') };
  } catch {
    return usual;
  }
}

let look = kept();
const listeners = new Set<() => void>();

export const worn = (): Look => look;

export function onLook(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Wears a look until the window closes. */
export function wear(change: Partial<Look>): void {
  look = { ...look, ...change };
  const { dataset } = document.documentElement;
  for (const choice of ['theme', 'boxes', 'bar'] as const) {
    if (look[choice] === usual[choice]) delete dataset[choice];
    else dataset[choice] = look[choice];
  }
  for (const tell of listeners) tell();
}

/** Wears it from now on. */
export function choose<C extends Choice>(choice: C, value: Look[C]): void {
  wear({ [choice]: value });
  try {
    localStorage.setItem(place(choice), value);
  } catch {
    // It is worn until the window closes.
  }
}
