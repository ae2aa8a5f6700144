import { Button, composing, useSay } from '@parley/ui';
import type { CannedAnswer, Category } from '@parley/wire';
import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { confirms } from '../overlays/confirms';
import { goesOn } from '../overlays/kept';
import { longestName } from '../words';

export interface Fault {
  text: string;
  field?: string | undefined;
}

interface Ends {
  /** Why it cannot be saved or left as it is, and in which field, where it is one's. */
  fault: Fault | undefined;
  /** The server is saving it. */
  busy: boolean;
  /** How often it was nearly left unsaved: each time brings the caret back. */
  tried: number;
  /** Tells whether what is written differs from what was there. */
  onWrite: (changed: boolean) => void;
  /** Leaves it, if nothing is lost by it. */
  onLeave: () => void;
  onCancel: () => void;
}

/** Names a category, new or old. */
export function CategoryForm({
  name,
  fault,
  busy,
  tried,
  onWrite,
  onSave,
  onLeave,
  onCancel,
}: Ends & { name: string; onSave: (name: string) => void }) {
  const say = useSay();
  const id = useId();
  const [typed, setTyped] = useState(name);
  const field = useFirst<HTMLInputElement>(tried);
  const wrong = useWrong({ name: field }, fault, `${id}fault`);
  return (
    <form className="answers-form" onSubmit={saves(() => onSave(typed.trim()))} onKeyDown={leaves(onLeave)}>
      <label htmlFor={id}>{say('answers.category.name')}</label>
      <input
        id={id}
        ref={field}
        {...wrong('name')}
        className="answers-field"
        data-testid="category-name"
        dir="auto"
        spellCheck={false}
        readOnly={busy}
        maxLength={longestName}
        required
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onWrite(event.target.value !== name);
        }}
      />
      <Why fault={fault} id={`${id}fault`} />
      <Actions testid="category" busy={busy} onCancel={onCancel} />
    </form>
  );
}

interface AnswerProps extends Ends {
  categories: readonly Category[];
  category: string;
  answer: CannedAnswer | undefined;
  onSave: (category: string, title: string, text: string) => void;
}

/** Writes an answer, new or old. */
export function AnswerForm(props: AnswerProps) {
  const { categories, category, answer, fault, busy, tried, onWrite, onSave, onLeave, onCancel } = props;
  const say = useSay();
  const id = useId();
  const was = { under: category, title: answer?.title ?? '', text: answer?.text ?? '' };
  const [written, setWritten] = useState(was);
  const { under, title, text } = written;
  const field = useFirst<HTMLInputElement>(tried);
  const write = (part: Partial<typeof was>) => {
    const next = { ...written, ...part };
    setWritten(next);
    onWrite(next.under !== was.under || next.title !== was.title || next.text !== was.text);
  };
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const wrong = useWrong({ title: field, text: area, category: choice }, fault, `${id}fault`);
  useLayoutEffect(() => goesOn(area.current), []);
  return (
    <form
      ref={form}
      className="answers-form"
      onSubmit={saves(() => onSave(under, title.trim(), text.trim()))}
      onKeyDown={leaves(onLeave, () => form.current?.requestSubmit())}
    >
      <label htmlFor={`${id}title`}>{say('answers.name')}</label>
      <input
        id={`${id}title`}
        ref={field}
        {...wrong('title')}
        className="answers-field"
        data-testid="answer-title"
        dir="auto"
        spellCheck={false}
        readOnly={busy}
        maxLength={longestName}
        value={title}
        onChange={(event) => write({ title: event.target.value })}
      />
      <label htmlFor={`${id}text`}>{say('answers.text')}</label>
      <textarea
        id={`${id}text`}
        ref={area}
        {...wrong('text')}
        className="answers-field"
        data-testid="answer-text"
        dir="auto"
        readOnly={busy}
        rows={3}
        required
        value={text}
        onChange={(event) => write({ text: event.target.value })}
      />
      <label htmlFor={`${id}category`}>{say('answers.category')}</label>
      <select
        id={`${id}category`}
        ref={choice}
        {...wrong('category')}
        className="answers-field"
        data-testid="answer-category"
        value={under}
        onChange={(event) => write({ under: event.target.value })}
      >
        {categories.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <Why fault={fault} id={`${id}fault`} />
      <Actions testid="answer" busy={busy} onCancel={onCancel} />
    </form>
  );
}

interface SureProps {
  question: string;
  busy: boolean;
  fault: Fault | undefined;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something is gone. The careful answer has the focus. */
export function Sure({ question, busy, fault, onYes, onNo }: SureProps) {
  const say = useSay();
  const no = useFirst<HTMLButtonElement>();
  return (
    <fieldset className="answers-sure" aria-label={question} onKeyDown={leaves(onNo)}>
      <p role="alert">{question}</p>
      <Why fault={fault} />
      <div className="answers-actions">
        <Button ref={no} data-testid="sure-no" onClick={onNo}>
          {say('answers.sure.no')}
        </Button>
        <Button look="danger" data-testid="sure-yes" aria-busy={busy} onClick={onYes}>
          {say('answers.sure.yes')}
        </Button>
      </div>
    </fieldset>
  );
}

function Actions({ testid, busy, onCancel }: { testid: string; busy: boolean; onCancel: () => void }) {
  const say = useSay();
  return (
    <div className="answers-actions">
      <Button data-testid={`${testid}-cancel`} aria-disabled={busy} onClick={onCancel}>
        {say('answers.cancel')}
      </Button>
      <Button look="strong" submit data-testid={`${testid}-save`} aria-busy={busy}>
        {say('answers.save')}
      </Button>
    </div>
  );
}

function Why({ fault, id }: { fault: Fault | undefined; id?: string }) {
  const text = fault?.text;
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (text) line.current?.scrollIntoView({ block: 'nearest' });
  }, [text]);
  if (!text) return null;
  return (
    <p ref={line} id={id} className="dialog-error" role="alert">
      {text}
    </p>
  );
}

/**
 * Puts the caret into the field a fault is about, and tells of each field whether it is that one. The program names it by
 * its place in the whole, as in answers[2].title.
 */
function useWrong(
  fields: Readonly<Record<string, RefObject<HTMLElement | null>>>,
  fault: Fault | undefined,
  id: string,
) {
  const name = fault?.field?.split('.').at(-1);
  const at = name === undefined ? undefined : fields[name];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows each fault, be it the same as before
  useEffect(() => at?.current?.focus(), [fault, at]);
  return (one: string) => ({
    'aria-invalid': one === name,
    'aria-describedby': one === name ? id : undefined,
  });
}

const saves = (save: () => void) => (event: FormEvent) => {
  event.preventDefault();
  save();
};

/** Escape ends what is being done, and not the whole dialog with it; Ctrl+Enter does it, where a line can be broken. */
const leaves = (cancel: () => void, save?: () => void) => (event: KeyboardEvent) => {
  if (save) confirms(save)(event);
  if (event.key !== 'Escape' || composing(event.nativeEvent)) return;
  event.preventDefault();
  event.stopPropagation();
  cancel();
};

/** What has the focus once it is there, and again each time it is called back. */
function useFirst<E extends HTMLElement>(called = 0) {
  const first = useRef<E>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the call
  useEffect(() => {
    // All that belongs to it is in sight, its buttons too.
    first.current?.closest('form, fieldset')?.scrollIntoView({ block: 'nearest' });
    first.current?.focus();
  }, [called]);
  return first;
}
