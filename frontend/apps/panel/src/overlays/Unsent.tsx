import { Button, useSay } from '@parley/ui';

/** Says that a text goes with its conversation, and leads back to it. */
export function Unsent({ onBack }: { onBack: () => void }) {
  const say = useSay();
  return (
    <p className="dialog-warning" role="status" data-testid="unsent-text">
      {say('close.draft')}{' '}
      <Button look="link" data-testid="unsent-back" onClick={onBack}>
        {say('close.draft.back')}
      </Button>
    </p>
  );
}
