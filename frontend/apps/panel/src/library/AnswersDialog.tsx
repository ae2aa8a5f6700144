import { Button, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { Canned, CannedAnswer, Category } from '@parley/wire';
import { FolderPlus, Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useAction } from '../action';
import { usePort } from '../desk';
import { AnswerForm, CategoryForm, Sure } from './forms';
import { freshId } from './fresh';
import './answers.css';

/** What is being done, one thing at a time. */
type Doing =
  | { what: 'category'; id: string; of?: Category }
  | { what: 'answer'; id: string; category: string; of?: CannedAnswer }
  | { what: 'drop-category'; of: Category }
  | { what: 'drop-answer'; of: CannedAnswer };

/** The answers an agent keeps for themselves: categories, and what stands under them. */
export function AnswersDialog({ onDone }: { onDone: () => void }) {
  const say = useSay();
  const port = usePort();
  const [own, setOwn] = useState<Canned>();
  const [doing, setDoing] = useState<Doing>();
  const [run, said, clear] = useAction();
  const [busy, setBusy] = useState(false);
  /** Whether something is written and not saved, and how often somebody tried to leave it so. */
  const [unsaved, setUnsaved] = useState(false);
  const [tried, setTried] = useState(0);

  useEffect(() => {
    run(async () => setOwn(await port.ownAnswers()));
  }, [run, port]);

  /** From where something was begun: the focus goes back there, or to the end where that is gone. */
  const from = useRef<Element | null>(null);
  const end = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (doing || !from.current) return;
    const back = from.current.isConnected ? from.current : end.current;
    from.current = null;
    if (back instanceof HTMLElement) back.focus();
  }, [doing]);

  const settle = (next?: Doing) => {
    if (next) from.current = document.activeElement;
    clear();
    setUnsaved(false);
    setTried(0);
    setDoing(next);
  };
  /** Goes on to something else, unless what is written would be lost by it. */
  const leave = (go: () => void) => {
    if (busy) return;
    if (unsaved) setTried(tried + 1);
    else go();
  };
  const begin = (next?: Doing) => leave(() => settle(next));
  const change = (ask: () => Promise<Canned>) => async () => {
    if (busy) return;
    setBusy(true);
    setTried(0);
    const done = await run(async () => setOwn(await ask()));
    setBusy(false);
    if (done) settle();
  };
  const stop = () => begin();
  const drop = () => {
    if (!busy) settle();
  };
  const write = {
    busy,
    tried,
    fault: tried > 0 ? { text: say('answers.unsaved') } : said,
    onWrite: (changed: boolean) => {
      setUnsaved(changed);
      setTried(0);
    },
    onLeave: stop,
    onCancel: drop,
  };

  const category = (id: string, one?: Category) => (
    <CategoryForm
      {...write}
      name={one?.name ?? ''}
      onSave={(name) => change(() => port.putCategory(id, name))()}
    />
  );
  const answer = (id: string, under: string, one?: CannedAnswer) => (
    <AnswerForm
      {...write}
      categories={own?.categories ?? []}
      category={under}
      answer={one}
      onSave={(to, title, text) => change(() => port.putAnswer(id, to, title, text))()}
    />
  );
  const renames = (one: Category) => doing?.what === 'category' && doing.of?.id === one.id;
  const edits = (one: CannedAnswer) => doing?.what === 'answer' && doing.of?.id === one.id;

  return (
    <Dialog title={say('answers.title')} onClose={() => leave(onDone)} wide>
      <p className="dialog-text">{say('answers.lead')}</p>
      <p className="answers-variables">
        {say('answers.variables', { list: '{OP_pseudo}, {visitor_name}, {project}, {contact_id}' })}
      </p>
      {said && !doing && (
        <p className="dialog-error" role="alert">
          {said.text}
        </p>
      )}
      <ul className="answers" data-testid="answers">
        {own?.categories.map((heading) => {
          const under = own.answers.filter((one) => one.category === heading.id);
          return (
            <li key={heading.id} className="answers-part">
              {renames(heading) ? (
                category(heading.id, heading)
              ) : (
                <Heading
                  heading={heading}
                  onRename={() => begin({ what: 'category', id: heading.id, of: heading })}
                  onAdd={() => begin({ what: 'answer', id: freshId(), category: heading.id })}
                  onDrop={() => begin({ what: 'drop-category', of: heading })}
                />
              )}
              {doing?.what === 'drop-category' && doing.of.id === heading.id && (
                <Sure
                  question={say('answers.sure.category', { name: heading.name, n: under.length })}
                  busy={busy}
                  fault={said}
                  onYes={change(() => port.removeCategory(heading.id))}
                  onNo={stop}
                />
              )}
              <ul>
                {under.map((one) => (
                  <li key={one.id}>
                    {edits(one) ? (
                      answer(one.id, heading.id, one)
                    ) : (
                      <Row
                        answer={one}
                        onEdit={() => begin({ what: 'answer', id: one.id, category: heading.id, of: one })}
                        onDrop={() => begin({ what: 'drop-answer', of: one })}
                      />
                    )}
                    {doing?.what === 'drop-answer' && doing.of.id === one.id && (
                      <Sure
                        question={say('answers.sure.answer', { name: calledOf(one) })}
                        busy={busy}
                        fault={said}
                        onYes={change(() => port.removeAnswer(one.id))}
                        onNo={stop}
                      />
                    )}
                  </li>
                ))}
              </ul>
              {doing?.what === 'answer' &&
                !doing.of &&
                doing.category === heading.id &&
                answer(doing.id, heading.id)}
            </li>
          );
        })}
      </ul>
      {own?.categories.length === 0 && !doing && <p className="answers-none">{say('answers.none')}</p>}
      {doing?.what === 'category' && !doing.of && category(doing.id)}
      <div className="dialog-actions stays">
        <Button data-testid="category-add" onClick={() => begin({ what: 'category', id: freshId() })}>
          <FolderPlus size={15} aria-hidden="true" />
          {say('answers.category.add')}
        </Button>
        <Button ref={end} look="strong" data-testid="answers-done" onClick={() => leave(onDone)}>
          {say('answers.done')}
        </Button>
      </div>
    </Dialog>
  );
}

const calledOf = (one: CannedAnswer) => one.title || one.text;

interface HeadingProps {
  heading: Category;
  onRename: () => void;
  onAdd: () => void;
  onDrop: () => void;
}

function Heading({ heading, onRename, onAdd, onDrop }: HeadingProps) {
  const say = useSay();
  const { id, name } = heading;
  return (
    <div className="answers-head">
      <h3 className="answers-name">
        <bdi>{name}</bdi>
      </h3>
      <Button
        look="quiet"
        data-testid={`answer-add-${id}`}
        aria-label={say('answers.add.to', { name })}
        onClick={onAdd}
      >
        <Plus size={14} aria-hidden="true" />
        {say('answers.add')}
      </Button>
      <Tool testid={`category-rename-${id}`} label={say('answers.rename', { name })} onPress={onRename} />
      <Tool testid={`category-drop-${id}`} label={say('answers.delete', { name })} onPress={onDrop} drop />
    </div>
  );
}

function Row({ answer, onEdit, onDrop }: { answer: CannedAnswer; onEdit: () => void; onDrop: () => void }) {
  const say = useSay();
  const name = calledOf(answer);
  return (
    <div className="answers-row">
      <div className="answers-text">
        {answer.title && <bdi className="option-title">{answer.title}</bdi>}
        <bdi className="option-text">{answer.text}</bdi>
      </div>
      <Tool testid={`answer-edit-${answer.id}`} label={say('answers.edit', { name })} onPress={onEdit} />
      <Tool
        testid={`answer-drop-${answer.id}`}
        label={say('answers.delete', { name })}
        onPress={onDrop}
        drop
      />
    </div>
  );
}

function Tool({
  testid,
  label,
  onPress,
  drop = false,
}: {
  testid: string;
  label: string;
  onPress: () => void;
  drop?: boolean;
}) {
  const Sign = drop ? Trash2 : Pencil;
  return (
    <Button look="icon" data-testid={testid} aria-label={label} title={label} onClick={onPress}>
      <Sign size={15} aria-hidden="true" />
    </Button>
  );
}
