import { useSay } from '@parley/ui';
import type { Given } from './until';

interface Props {
  given: Given;
  /** The first day that can be chosen. */
  first: string;
  invalid: boolean;
  /** The element that says what is wrong. */
  errorId: string;
  onChange: (given: Given) => void;
}

/**
 * A date and a time, in the system's own fields. Those of the parts library announce by writing HTML, which
 * the window's policy forbids.
 */
export function Moment({ given, first, invalid, errorId, onChange }: Props) {
  const say = useSay();
  return (
    <div className="moment">
      <label>
        <span>{say('snooze.date')}</span>
        <input
          type="date"
          data-testid="snooze-date"
          min={first}
          value={given.date}
          aria-invalid={invalid}
          aria-describedby={invalid ? errorId : undefined}
          onChange={(event) => onChange({ ...given, date: event.target.value })}
        />
      </label>
      <label>
        <span>{say('snooze.time')}</span>
        <input
          type="time"
          data-testid="snooze-time"
          value={given.time}
          aria-invalid={invalid}
          aria-describedby={invalid ? errorId : undefined}
          onChange={(event) => onChange({ ...given, time: event.target.value })}
        />
      </label>
    </div>
  );
}
