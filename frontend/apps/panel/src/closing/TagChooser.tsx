import { Button, composing, Hidden, useLanguage, useSay, within } from '@parley/ui';
import type { ClosingForm } from '@parley/wire';
import { Check, Plus, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { Autocomplete, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { Find } from '../overlays/Find';
import { type Choice, creatable, madeKey, partsOf } from './choices';
import type { Typed } from './typed';

interface Props {
  form: ClosingForm | undefined;
  /** Why the tags could not be asked for. */
  failed: string | undefined;
  typed: Typed;
  /** What is wrong with what was chosen. */
  wrong: string | undefined;
  input: RefObject<HTMLInputElement | null>;
  onChange: (change: Pick<Typed, 'tags' | 'made'>) => void;
  /** Letters were typed in the field. */
  onSeek: () => void;
  onAgain: () => void;
  onConfirm: () => void;
}

const without = (list: readonly string[], one: string) => list.filter((other) => other !== one);

/** The tags to tick, narrowed by what is typed. The arrows move in the list while the caret stays. */
export function TagChooser({
  form,
  failed,
  typed,
  wrong,
  input,
  onChange,
  onSeek,
  onAgain,
  onConfirm,
}: Props) {
  const say = useSay();
  const language = useLanguage();
  const [sought, setSought] = useState('');
  /** Whether the key before ticked a tag by its letters. */
  const ticking = useRef(false);
  const { tags, made } = typed;
  const all = form ? [...form.recommended, ...form.others] : [];
  const parts = form ? partsOf(form, sought, language) : [];
  const fresh = form && creatable(form, made, sought);
  const ticked: Choice[] = [
    ...all.filter((tag) => tags.includes(tag.id)).map(({ id, name }) => ({ key: id, name })),
    ...made.map((name) => ({ key: madeKey(name), name })),
  ];

  const seek = (letters: string) => {
    setSought(letters);
    onSeek();
  };
  const toggle = (key: string) => {
    if (fresh !== undefined && key === madeKey(fresh)) onChange({ tags, made: [...made, fresh] });
    else onChange({ tags: tags.includes(key) ? without(tags, key) : [...tags, key], made });
    setSought('');
  };
  const remove = ({ key, name }: Choice) => {
    onChange({ tags: without(tags, key), made: key === madeKey(name) ? without(made, name) : made });
    input.current?.focus();
  };

  const first = sought.trim() ? (parts[0]?.choices[0]?.key ?? (fresh && madeKey(fresh))) : undefined;
  // The list has the keys once the arrows have marked something in it. Before, and after a tag was ticked by its
  // letters, Enter is ours: it ticks what stands first, or confirms.
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') {
      ticking.current = false;
      return;
    }
    if (composing(event.nativeEvent) || event.target !== input.current) return;
    if (input.current?.hasAttribute('aria-activedescendant') && !ticking.current) {
      ticking.current = sought !== '';
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (first) {
      ticking.current = true;
      toggle(first);
    } else if (!sought.trim()) onConfirm();
  };

  return (
    <div className="tagging" onKeyDownCapture={onKey}>
      <Autocomplete inputValue={sought} onInputChange={seek} disableAutoFocusFirst>
        <Find
          label={say(form?.tagging === 'required' ? 'close.tags.required' : 'close.tags')}
          field={input}
          data-testid="tags-find"
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? 'tags-error' : undefined}
          placeholder={say(form?.fixed ? 'close.tags.find' : 'close.tags.findOrMake')}
        />
        {wrong && (
          <p id="tags-error" className="dialog-error" role="alert">
            {wrong}
          </p>
        )}
        {ticked.length > 0 && (
          <ul className="chips" aria-label={say('close.tags.chosen')}>
            {ticked.map((choice) => (
              <li key={choice.key} className="chip">
                <bdi className="chip-name">{choice.name}</bdi>
                <button
                  type="button"
                  className="chip-remove"
                  aria-label={say('close.tags.remove', { name: within(choice.name) })}
                  onClick={() => remove(choice)}
                >
                  <X size={13} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <ListBox
          className="tags"
          data-testid="tags"
          aria-label={say('close.tags')}
          selectionMode="multiple"
          escapeKeyBehavior="none"
          selectedKeys={tags}
          onSelectionChange={(keys) => {
            if (keys === 'all') return;
            const shown = [
              ...parts.flatMap((part) => part.choices.map((one) => one.key)),
              madeKey(fresh ?? ''),
            ];
            const changed = shown.find((key) => keys.has(key) !== tags.includes(key));
            if (changed) toggle(changed);
          }}
          renderEmptyState={() => (
            <div className="tags-none">
              {failed ?? empty(form, all.length, sought, say)}
              {failed && (
                <Button look="link" data-testid="tags-again" onClick={onAgain}>
                  {say('start.again')}
                </Button>
              )}
            </div>
          )}
        >
          {parts.map((part) => (
            <ListBoxSection key={part.heading} id={part.heading}>
              <Header className="tags-head">{say(`close.tags.${part.heading}`)}</Header>
              {part.choices.map(({ key, name }) => (
                <ListBoxItem
                  key={key}
                  id={key}
                  className="tag"
                  textValue={name}
                  data-testid={`tag-${key}`}
                  data-first={key === first}
                >
                  <span className="tag-box">
                    {tags.includes(key) && <Check size={13} aria-hidden="true" />}
                  </span>
                  <bdi className="tag-name">{name}</bdi>
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
          {fresh !== undefined && (
            <ListBoxItem
              key={madeKey(fresh)}
              id={madeKey(fresh)}
              className="tag"
              textValue={say('close.tags.make', { name: within(fresh) })}
              data-testid="tag-make"
              data-first={first === madeKey(fresh)}
            >
              <span className="tag-plus">
                <Plus size={15} aria-hidden="true" />
              </span>
              <span className="tag-name">{say('close.tags.make', { name: within(fresh) })}</span>
            </ListBoxItem>
          )}
        </ListBox>
        <Hidden>
          <span role="status">{say('close.tags.count', { n: ticked.length })}</span>
        </Hidden>
      </Autocomplete>
    </div>
  );
}

function empty(
  form: ClosingForm | undefined,
  count: number,
  sought: string,
  say: ReturnType<typeof useSay>,
): string {
  if (!form) return say('close.tags.loading');
  if (sought.trim()) return say('close.tags.nothing', { text: sought.trim() });
  if (count > 0) return say('close.tags.nothing', { text: '' });
  return say(form.fixed ? 'close.tags.noneFixed' : 'close.tags.none');
}
