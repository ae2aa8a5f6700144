import { Button, useSay } from '@parley/ui';
import type { TransferTarget } from '@parley/wire';
import { memo, type RefObject, useState } from 'react';
import { Autocomplete, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { Find } from '../overlays/Find';
import { find as findTargets, keyOf, parts } from './find';
import { Target } from './Target';

interface Props {
  targets: readonly TransferTarget[] | undefined;
  error: string | undefined;
  chosen: TransferTarget | undefined;
  /** Where one types to narrow it. */
  find: RefObject<HTMLInputElement | null>;
  /** The element that says that nobody is chosen, where that was asked for. */
  wrong: string | undefined;
  onChoose: (target: TransferTarget) => void;
  onAgain: () => void;
}

/** The list of those who could have it, narrowed by what is typed. The arrows move in it while the caret stays. */
export const Chooser = memo(function Chooser(props: Props) {
  const { targets, error, chosen, find, wrong, onChoose, onAgain } = props;
  const say = useSay();
  const [typed, setTyped] = useState('');
  const found = findTargets(targets ?? [], typed);
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <Find
        label={say('transfer.find')}
        field={find}
        data-testid="transfer-find"
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong}
        placeholder={say('transfer.find.hint')}
      />
      <ListBox
        className="targets"
        data-testid="targets"
        aria-label={say('transfer.find')}
        selectionMode="single"
        escapeKeyBehavior="none"
        selectedKeys={chosen ? [keyOf(chosen)] : []}
        onSelectionChange={(keys) => {
          // Nobody is what comes of choosing the chosen one again: it is they who are meant.
          const target = targets?.find((one) => keys !== 'all' && keys.has(keyOf(one))) ?? chosen;
          if (target) onChoose(target);
        }}
        renderEmptyState={() => (
          <div className="targets-none">
            {error ?? none(targets, typed, say)}
            {error && (
              <Button look="link" data-testid="targets-again" onClick={onAgain}>
                {say('start.again')}
              </Button>
            )}
          </div>
        )}
      >
        {parts(found).map((part) => (
          <ListBoxSection key={part.heading} id={part.heading}>
            <Header className="targets-head">{say(`transfer.${part.heading}`)}</Header>
            {part.targets.map((target) => (
              <ListBoxItem
                key={keyOf(target)}
                id={keyOf(target)}
                className="target"
                textValue={target.name}
                data-free={target.free}
                data-testid={`target-${target.kind}-${target.id}`}
              >
                <Target target={target} />
              </ListBoxItem>
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
    </Autocomplete>
  );
});

function none(
  targets: readonly TransferTarget[] | undefined,
  typed: string,
  say: ReturnType<typeof useSay>,
): string {
  if (!targets) return say('transfer.loading');
  return targets.length === 0 ? say('transfer.nobody') : say('transfer.none', { text: typed });
}
