import { type Language, useLanguage, useSay } from '@parley/ui';
import { useEffect, useState } from 'react';
import { type Emoji, fetchEmoji, findEmoji, type GroupName, groupNames, groups } from './emoji';
import { Tray } from './Tray';

interface Props {
  onPick: (sign: string) => void;
  onClose: (back: boolean) => void;
}

/** As many as a row has, so that the arrows go straight up and down. */
const columns = 12;
/** So many are enough to find one among. */
const most = 10 * columns;

/** Emoji, by group or by what they are called. */
export function EmojiTray({ onPick, onClose }: Props) {
  const say = useSay();
  const all = useEmoji(useLanguage());
  const [typed, setTyped] = useState('');
  const [group, setGroup] = useState<GroupName>('smileys');
  if (!all) return null;
  const things = typed ? findEmoji(all, typed, most) : all.filter((one) => one.group === groups[group]);
  const part = { key: typed ? 'found' : group, heading: '', things };
  return (
    <Tray
      label={say('tool.emoji')}
      hint={say('tray.emoji.hint')}
      typed={typed}
      onType={setTyped}
      parts={things.length > 0 ? [part] : []}
      none={say('tray.nothing', { text: typed })}
      keyOf={(one) => one.sign}
      nameOf={(one) => one.name}
      draw={(one) => (
        <span className="emoji" title={one.name} aria-hidden="true">
          {one.sign}
        </span>
      )}
      onPick={(one) => onPick(one.sign)}
      onClose={onClose}
      columns={columns}
    >
      <fieldset className="emoji-groups" aria-label={say('tray.emoji.groups')}>
        {groupNames.map((one) => {
          const name = say(`emoji.${one}`);
          return (
            <button
              key={one}
              type="button"
              className="emoji-group"
              data-testid={`emoji-group-${one}`}
              aria-pressed={!typed && one === group}
              aria-label={name}
              title={name}
              // The caret stays in the search.
              onMouseDown={(press) => press.preventDefault()}
              onClick={() => {
                setTyped('');
                setGroup(one);
              }}
            >
              {all.find((other) => other.group === groups[one])?.sign}
            </button>
          );
        })}
      </fieldset>
    </Tray>
  );
}

function useEmoji(language: Language): Emoji[] | undefined {
  const [all, setAll] = useState<Emoji[]>();
  useEffect(() => {
    let late = false;
    fetchEmoji(language).then((fetched) => !late && setAll(fetched));
    return () => {
      late = true;
    };
  }, [language]);
  return all;
}
