import { Button, useSay } from '@parley/ui';
import type { CannedAnswer, Category } from '@parley/wire';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

interface Ends {
  /** Why the server refused it. */
  fault: string | undefined;
  onCancel: () => void;
}

/** Names a category, new or old. */
export function CategoryForm({
  name,
  fault,
  onSave,
  onCancel,
}: Ends & { name: string; onSave: (name: string) => void }) {
  const say = useSay();
  const id = useId();
  const [typed, setTyped] = useState(name);
  const field = useFirst<HTMLInputElement>();
  return (
    <form className="answers-form" onSubmit={saves(() => onSave(typed.trim()))} onKeyDown={leaves(onCancel)}>
      <label htmlFor={id}>{say('answers.category.name')}</label>
      <input
        id={id}
        ref={field}
        className="answers-field"
        data-testid="category-name"
        dir="auto"
        maxLength={80}
        required
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Fault text={fault} />
      <Actions testid="category" onCancel={onCancel} />
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
export function AnswerForm({ categories, category, answer, fault, onSave, onCancel }: AnswerProps) {
  const say = useSay();
  const id = useId();
  const [under, setUnder] = useState(category);
  const [title, setTitle] = useState(answer?.title ?? '');
  const [text, setText] = useState(answer?.text ?? '');
  const field = useFirst<HTMLTextAreaElement>();
  return (
    <form
      className="answers-form"
      onSubmit={saves(() => onSave(under, title.trim(), text.trim()))}
      onKeyDown={leaves(onCancel)}
    >
      <label htmlFor={`${id}text`}>{say('answers.text')}</label>
      <textarea
        id={`${id}text`}
        ref={field}
        className="answers-field"
        data-testid="answer-text"
        dir="auto"
        rows={3}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <label htmlFor={`${id}title`}>{say('answers.name')}</label>
      <input
        id={`${id}title`}
        className="answers-field"
        data-testid="answer-title"
        dir="auto"
        maxLength={80}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <label htmlFor={`${id}category`}>{say('answers.category')}</label>
      <select
        id={`${id}category`}
        className="answers-field"
        data-testid="answer-category"
        value={under}
        onChange={(event) => setUnder(event.target.value)}
      >
        {categories.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <Fault text={fault} />
      <Actions testid="answer" onCancel={onCancel} />
    </form>
  );
}

interface SureProps {
  question: string;
  fault: string | undefined;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something is gone. The careful answer has the focus. */
export function Sure({ question, fault, onYes, onNo }: SureProps) {
  const say = useSay();
  const no = useFirst<HTMLButtonElement>();
  return (
    <fieldset className="answers-sure" aria-label={question} onKeyDown={leaves(onNo)}>
      <p role="alert">{question}</p>
      <Fault text={fault} />
      <div className="answers-actions">
        <Button ref={no} data-testid="sure-no" onClick={onNo}>
          {say('answers.sure.no')}
        </Button>
        <Button look="danger" data-testid="sure-yes" onClick={onYes}>
          {say('answers.sure.yes')}
        </Button>
      </div>
    </fieldset>
  );
}

function Actions({ testid, onCancel }: { testid: string; onCancel: () => void }) {
  const say = useSay();
  return (
    <div className="answers-actions">
      <Button data-testid={`${testid}-cancel`} onClick={onCancel}>
        {say('answers.cancel')}
      </Button>
      <Button look="strong" submit data-testid={`${testid}-save`}>
        {say('answers.save')}
      </Button>
    </div>
  );
}

function Fault({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p className="dialog-error" role="alert">
      {text}
    </p>
  );
}

const saves = (save: () => void) => (event: FormEvent) => {
  event.preventDefault();
  save();
};

/** Escape ends what is being done, and not the whole dialog with it. */
const leaves = (cancel: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  cancel();
};

/** What has the focus once it is there. */
function useFirst<E extends HTMLElement>() {
  const first = useRef<E>(null);
  useEffect(() => {
    first.current?.focus();
    first.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return first;
}
