import { composing, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { Found, Panel } from '@parley/wire';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Autocomplete, Header, Keyboard, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { Find } from '../overlays/Find';
import { useKeyName } from '../useKeyName';
import { finder, splitter } from '../words';
import { byWhatTheyDo, type Entry, labelled, parts } from './entry';
import { type Deeds, useEntries } from './useEntries';
import { useFinds } from './useFinds';
import './switcher.css';

interface Props {
  panel: Panel;
  deeds: Deeds;
  onRecall: (past: Found) => void;
  onDone: () => void;
}

/** Of answers and of what is over, so many that fit are listed: whoever has more before them types on. */
const most = 20;

const wordsOf = splitter((entry: Entry) => [entry.name, entry.about, entry.also ?? '']);

/** What is called by this number, with the letters before it or without, stands first. */
function numberFirst(these: Entry[], typed: string): Entry[] {
  const end = ` ${typed.trim().toLowerCase()}`;
  const called = ({ label = '' }: Entry) => Number(` ${label.toLowerCase()}`.endsWith(end));
  return [...these].sort((a, b) => called(b) - called(a));
}

/**
 * Leads to a conversation, does something or writes an answer, by the first letters of its name; to a
 * conversation by a word said in it, too. The arrows move while the
 * caret stays.
 */
export function Switcher({ panel, deeds, onRecall, onDone }: Props) {
  const say = useSay();
  const keyName = useKeyName();
  const [typed, setTyped] = useState('');
  const entries = useEntries(panel, deeds);
  const finds = useFinds(panel, typed, onRecall);
  // How the window looks is there for who seeks it, behind all else: it is done at once.
  const all = [...entries.filter(({ part }) => part !== 'looks' || typed.trim()), ...finds.entries];
  const fits = finder(typed);
  const fitting = all.flatMap((entry) => {
    if (entry.part === 'past' || fits(wordsOf(entry).flat())) return [entry];
    const said = finds.said.get(entry.id);
    return said !== undefined && entry.label ? [{ ...entry, about: labelled(entry.label, said) }] : [];
  });
  // Those that are not called so, and do something that is, go behind the answers that are.
  const meant = fitting.some((entry) => entry.part === 'commands' && fits(wordsOf(entry)[0] ?? []));
  const order = meant ? parts : byWhatTheyDo;
  const found = order.flatMap((part) => {
    const these = fitting.filter((entry) => entry.part === part);
    if (part === 'talks') return numberFirst(these, typed);
    return part === 'answers' || part === 'past' ? these.slice(0, most) : these;
  });
  const run = (id: string) => {
    // First away with it: what is done may ask something itself.
    onDone();
    all.find((entry) => entry.id === id)?.run();
  };
  const list = useRef<HTMLDivElement>(null);
  // Enter is ours: the list acts when the key is let go, and only if it is then as it was when the key went down. What
  // is found arrives in between, and who types fast was left with a list that no Enter led out of.
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || composing(event.nativeEvent)) return;
    const marked = list.current?.querySelector('[data-focused]')?.getAttribute('data-key');
    const id = marked ?? (typed.trim() && found[0]?.id);
    if (!id) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) run(id);
  };
  return (
    <Dialog title={say('switcher.title')} onClose={onDone} wide>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <div onKeyDownCapture={onKey}>
          <Find
            label={say('switcher.title')}
            unlabelled
            data-testid="switcher-find"
            placeholder={say('switcher.hint')}
          />
        </div>
        <ListBox
          ref={list}
          className="targets switcher-list"
          data-testid="switcher-list"
          aria-label={say('switcher.title')}
          onAction={(key) => run(String(key))}
          renderEmptyState={() => <div className="targets-none">{say('switcher.none', { text: typed })}</div>}
        >
          {order
            .filter((part) => found.some((entry) => entry.part === part))
            .map((part) => (
              <ListBoxSection key={part} id={part}>
                <Header className="targets-head">{say(`switcher.${part}`)}</Header>
                {found
                  .filter((entry) => entry.part === part)
                  .map((entry) => (
                    <ListBoxItem
                      key={entry.id}
                      id={entry.id}
                      className="target switcher-entry"
                      textValue={entry.name}
                      data-testid={`switch-${entry.id}`}
                    >
                      <bdi className="target-name" title={entry.name}>
                        {entry.name}
                      </bdi>
                      <bdi className="target-about">{entry.about}</bdi>
                      {entry.keys && <Keyboard className="menu-key">{keyName(entry.keys)}</Keyboard>}
                    </ListBoxItem>
                  ))}
              </ListBoxSection>
            ))}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}
