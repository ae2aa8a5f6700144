import { useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { Panel, Recalled } from '@parley/wire';
import { useState } from 'react';
import { Autocomplete, Header, Keyboard, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { Find } from '../overlays/Find';
import { useKeyName } from '../useKeyName';
import { finder, splitter } from '../words';
import { type Entry, parts } from './entry';
import { type Deeds, useEntries } from './useEntries';
import { useFinds } from './useFinds';
import './switcher.css';

interface Props {
  panel: Panel;
  deeds: Deeds;
  onRecall: (past: Recalled) => void;
  onDone: () => void;
}

/** Of answers and of what is over, so many that fit are listed: whoever has more before them types on. */
const most = 20;

const wordsOf = splitter((entry: Entry) => [entry.name, entry.about]);

/**
 * Leads to a conversation, does something or writes an answer, by the first letters of its name. The arrows move while
 * the caret stays.
 */
export function Switcher({ panel, deeds, onRecall, onDone }: Props) {
  const say = useSay();
  const keyName = useKeyName();
  const [typed, setTyped] = useState('');
  const entries = useEntries(panel, deeds);
  const some = typed.trim() !== '';
  const finds = useFinds(panel, some, onRecall);
  const all = some ? [...entries, ...finds] : entries;
  const fits = finder(typed);
  const fitting = all.filter((entry) => fits(wordsOf(entry).flat()));
  const found = parts.flatMap((part) => {
    const these = fitting.filter((entry) => entry.part === part);
    return part === 'answers' || part === 'past' ? these.slice(0, most) : these;
  });
  const run = (id: string) => {
    // First away with it: what is done may ask something itself.
    onDone();
    all.find((entry) => entry.id === id)?.run();
  };
  return (
    <Dialog title={say('switcher.title')} onClose={onDone} wide>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <Find
          label={say('switcher.title')}
          unlabelled
          data-testid="switcher-find"
          placeholder={say('switcher.hint')}
        />
        <ListBox
          className="targets switcher-list"
          data-testid="switcher-list"
          aria-label={say('switcher.title')}
          onAction={(key) => run(String(key))}
          renderEmptyState={() => <div className="targets-none">{say('switcher.none', { text: typed })}</div>}
        >
          {parts
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
