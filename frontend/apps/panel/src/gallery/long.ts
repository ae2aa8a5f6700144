// A language that is nobody's: English, 40 % longer, with an accent on every letter that takes one and brackets around
// each sentence. What is cut off, overlaps or was never given to the translators shows at a glance.
import english from 'virtual:messages/en';

type Messages = Record<string, (values: Readonly<Record<string, string | number>>) => string>;

const plain = 'AaCcDdEeGgHhIiJjLlNnOoRrSsTtUuWwYyZz';
const accented = 'ÅåÇçĐđÉéĞğĤĥÎîĴĵŁłÑñÖöŘřŠšŤťÛûŴŵÝýŽž';
const accents = new Map([...plain].map((letter, place) => [letter, [...accented][place] ?? letter]));

/** Marks a value that is filled in, which is nobody's to translate. */
const marks = /[\ue000-\ue0ff]/g;
const mark = (place: number) => String.fromCodePoint(0xe000 + place);

/** A sentence in it: longer by 40 %, and by two letters at least, of the words it has. */
export function lengthen(text: string): string {
  if (!/\p{L}/u.test(text)) return text;
  const letters = [...text.replace(marks, '')];
  const more = Math.max(2, Math.ceil(letters.length * 0.4));
  const tail = Array.from({ length: more }, (_, place) => letters[place % letters.length]).join('');
  return `[${[...`${text} ${tail.trim()}`].map((letter) => accents.get(letter) ?? letter).join('')}]`;
}

/** From now on the panel's English is that. */
export function speakAtLength(): void {
  const messages = english as Messages;
  for (const [key, say] of Object.entries(messages)) {
    messages[key] = (values) => {
      const given = Object.entries(values).filter(([, value]) => typeof value === 'string');
      const marked = Object.fromEntries(given.map(([name], place) => [name, mark(place)]));
      const long = lengthen(say({ ...values, ...marked }));
      return long.replace(marks, (found) => String(given[(found.codePointAt(0) ?? 0) - 0xe000]?.[1]));
    };
  }
}
