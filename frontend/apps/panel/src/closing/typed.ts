import type { CloseBody, ClosingForm, ThreadLine } from '@parley/wire';
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
  /** Whether the endnote goes along; undefined while nobody chose: to all but the visitor. */
  withNote: boolean | undefined;
}

const nothing: Typed = {
  tags: [],
  made: [],
  comment: '',
  rating: undefined,
  mail: false,
  email: '',
  withNote: undefined,
};

/** What was said of each conversation. */
export const said = keeping(nothing);

/** The ids that were chosen and are still there, as far as that is known. */
export function tagsOf({ tags }: Typed, form: ClosingForm | undefined): string[] {
  if (!form) return tags;
  const there = [...form.recommended, ...form.others];
  return tags.filter((id) => there.some((tag) => tag.id === id));
}

/** What is known of the visitor's addresses: that of their record, and what they wrote. */
export interface Visitor {
  form: ClosingForm | undefined;
  /** The conversation, absent where it is not on screen. */
  lines: readonly ThreadLine[] | undefined;
}

/** Whether the transcript goes to an address that is known to be the visitor's. */
export function toVisitor({ email }: Typed, { form, lines }: Visitor): boolean {
  const address = email.trim().toLowerCase();
  if (!address) return false;
  const theirs = ({ kind, text }: ThreadLine) => kind === 'visitor' && text?.toLowerCase().includes(address);
  return form?.visitorEmail?.toLowerCase() === address || (lines?.some(theirs) ?? false);
}

/** Whether the endnote goes along with the transcript: unasked only where it is known that it goes to somebody else. */
export function noteGoes(typed: Typed, visitor: Visitor): boolean {
  const unasked = visitor.form !== undefined && visitor.lines !== undefined && !toVisitor(typed, visitor);
  return typed.comment.trim() !== '' && (typed.withNote ?? unasked);
}

/** What is asked of the desktop: nothing of what was left empty, or is not asked for any more. */
export function closeBody(typed: Typed, visitor: Visitor): CloseBody {
  const { form } = visitor;
  const { made, comment, rating, email } = typed;
  const tags = tagsOf(typed, form);
  const tagged = form?.tagging !== 'off';
  const mail = typed.mail && form?.mail !== false;
  return {
    ...(tagged && tags.length > 0 && { tags }),
    ...(tagged && made.length > 0 && { newTags: made }),
    ...(comment.trim() && { comment }),
    ...(rating !== undefined && { rating }),
    ...(mail && { email: email.trim(), ...(noteGoes(typed, visitor) && { withNote: true }) }),
  };
}
