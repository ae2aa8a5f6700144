import { useLocale, useSay } from '@parley/ui';
import {
  DateField,
  DateInput,
  DateSegment,
  type DateValue,
  I18nProvider,
  Label,
} from 'react-aria-components';

interface Props {
  value: DateValue | null;
  invalid: boolean;
  /** The element that says what is wrong. */
  errorId: string;
  onChange: (value: DateValue | null) => void;
}

/** A date and a time, typed part by part in the order of the agent's language. */
export function Moment({ value, invalid, errorId, onChange }: Props) {
  const say = useSay();
  return (
    <I18nProvider locale={useLocale()}>
      <DateField
        className="moment"
        granularity="minute"
        value={value}
        isInvalid={invalid}
        aria-describedby={errorId}
        autoFocus
        hideTimeZone
        onChange={onChange}
      >
        <Label className="hidden">{say('snooze.when')}</Label>
        <DateInput className="moment-input" data-testid="snooze-when">
          {(segment) => <DateSegment segment={segment} className="moment-part figures" />}
        </DateInput>
      </DateField>
    </I18nProvider>
  );
}
