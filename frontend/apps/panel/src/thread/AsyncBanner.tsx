import { Button, useSay } from '@parley/ui';
import { ChevronDown, Hourglass } from 'lucide-react';
import { useId, useState } from 'react';
import './async.css';

/** Says that this visitor may wait, and what that means. */
export function AsyncBanner() {
  const say = useSay();
  const more = useId();
  const [open, setOpen] = useState(false);
  return (
    <aside className="async" data-testid="async-banner" aria-label={say('async.title')}>
      <div className="async-line">
        <Hourglass size={14} aria-hidden="true" />
        <p>
          <strong>{say('async.title')}</strong> <span>{say('async.lead')}</span>
        </p>
        <Button
          look="link"
          keepsCaret
          data-testid="async-more"
          aria-expanded={open}
          aria-controls={more}
          onClick={() => setOpen(!open)}
        >
          {say('async.more')}
          <ChevronDown size={14} aria-hidden="true" className="async-arrow" />
        </Button>
      </div>
      <div id={more} hidden={!open} className="async-text">
        <p>{say('async.answer')}</p>
        <p>{say('async.snooze')}</p>
        <p>{say('async.slot')}</p>
      </div>
    </aside>
  );
}
