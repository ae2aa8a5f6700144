import { lengthOf } from '../words';

/** The longest message, in characters, as the server counts them. */
export const limit = 8000;

/** From here on the room left is shown. */
const shownBelow = 500;

/** The room left, where it is worth telling; negative where there is too much. */
export function roomLeft(text: string): number | undefined {
  if (text.length < limit - shownBelow) return undefined;
  const left = limit - lengthOf(text);
  return left <= shownBelow ? left : undefined;
}
