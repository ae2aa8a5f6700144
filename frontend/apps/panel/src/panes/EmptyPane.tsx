import { useSay } from '@parley/ui';

/** A place for which there is no conversation. */
export function EmptyPane({ place }: { place: number }) {
  const say = useSay();
  return (
    <div className="pane pane-empty" data-testid={`pane-empty-${place}`} data-place={place}>
      <p>{say('pane.empty')}</p>
    </div>
  );
}
