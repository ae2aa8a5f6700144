import type { CloseBody, ClosingForm } from '@parley/wire';
import { keeping } from '../overlays/kept';

/** What an agent has said of a conversation so far, and not confirmed. */
export interface Typed {
  /** The ids of tags that are there, and the names of those that are to be made. */
  tags: string[];
  made: string[];
  comment: string;
  rating: number | undefined;
  /** Whether a transcript is to go to the address. */
  mail: boolean;
  email: string;
  withNote: boolean;
}

const nothing: Typed = {
  tags: [],
  made: [],
  comment: '',
  rating: undefined,
  mail: false,
  email: '',
  withNote: false,
};

/** What was said of each conversation. */
export const said = keeping(nothing);

/** The ids that were chosen and are still there, as far as that is known. */
export function tagsOf({ tags }: Typed, form: ClosingForm | undefined): string[] {
  if (!form) return tags;
  const there = [...form.recommended, ...form.others];
  return tags.filter((id) => there.some((tag) => tag.id === id));
}

/** What is asked of the desktop: nothing of what was left empty, or is not asked for any more. */
export function closeBody(typed: Typed, form: ClosingForm | undefined): CloseBody {
  const { made, comment, rating, email, withNote } = typed;
  const tags = tagsOf(typed, form);
  const tagged = form?.tagging !== 'off';
  const mail = typed.mail && form?.mail !== false;
  return {
    ...(tagged && tags.length > 0 && { tags }),
    ...(tagged && made.length > 0 && { newTags: made }),
    ...(comment.trim() && { comment }),
    ...(rating !== undefined && { rating }),
    ...(mail && { email: email.trim(), ...(withNote && comment.trim() && { withNote }) }),
  };
}
