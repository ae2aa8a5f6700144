import { Hidden, Lantern, useSay } from '@parley/ui';
import type { TransferTarget } from '@parley/wire';
import { Users } from 'lucide-react';
import { useReason } from './reason';

/** One colleague or group in the list: who they are, whether they could have it, and what they are good at. */
export function Target({ target }: { target: TransferTarget }) {
  const say = useSay();
  const reason = useReason();
  const { kind, name, light, free, used, slots, skills, groups } = target;
  const about = [...skills, ...groups].join(' · ');
  return (
    <>
      <span className="target-sign">
        {kind === 'group' ? <Users size={14} aria-hidden="true" /> : <Lantern light={light ?? 'red'} />}
      </span>
      <span className="target-text">
        <span className="target-line">
          <bdi className="target-name">{name}</bdi>
          {kind === 'agent' ? (
            <span className="target-state">
              {say(`light.${light ?? 'red'}`)}{' '}
              <span className="figures" aria-hidden="true">
                {used}/{slots}
              </span>
              <Hidden>{say('transfer.load', { used, slots })}</Hidden>
            </span>
          ) : (
            free && <span className="target-state">{say('transfer.someone')}</span>
          )}
        </span>
        {kind === 'group' && !free && <span className="target-about">{reason(target)}</span>}
        {about && (
          <span className="target-about" title={about}>
            {about}
          </span>
        )}
      </span>
    </>
  );
}
