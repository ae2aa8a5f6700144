import { useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import { useState } from 'react';
import { Autocomplete, Header, Keyboard, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { Find } from '../overlays/Find';
import { fits } from '../words';
import type { Entry } from './entry';
import './switcher.css';

interface Props {
  entries: readonly Entry[];
  onDone: () => void;
}

const parts = ['talks', 'commands'] as const;

/** Leads to a conversation or does something, by the first letters of its name. The arrows move while the caret stays. */
export function Switcher({ entries, onDone }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const found = entries.filter((entry) => fits(`${entry.name} ${entry.about}`, typed));
  const run = (id: string) => {
    // First away with it: what is done may ask something itself.
    onDone();
    entries.find((entry) => entry.id === id)?.run();
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
                      <bdi className="target-name">{entry.name}</bdi>
                      <bdi className="target-about">{entry.about}</bdi>
                      {entry.keys && <Keyboard className="menu-key">{entry.keys}</Keyboard>}
                    </ListBoxItem>
                  ))}
              </ListBoxSection>
            ))}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}
