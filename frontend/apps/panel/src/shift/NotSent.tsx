import { useSay } from '@parley/ui';
import { AlertTriangle, PencilLine } from 'lucide-react';
import './notsent.css';

/** What a conversation holds that has not left, in words. */
export function NotSent({ of }: { of: { failed?: boolean; draft?: boolean } }) {
  const say = useSay();
  const shape = { size: 12, strokeWidth: 2.25, 'aria-hidden': true } as const;
  return (
    <>
      {of.failed && (
        <span className="not-sent" data-kind="failed">
          <AlertTriangle {...shape} />
          {say('signout.failed')}
        </span>
      )}
      {of.draft && (
        <span className="not-sent" data-kind="draft">
          <PencilLine {...shape} />
          {say('signout.draft')}
        </span>
      )}
    </>
  );
}
