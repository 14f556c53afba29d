import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { DayRange } from '#shared/model/event';
import { useText } from '../text';

interface RangeFieldsProps {
  readonly range: DayRange;
  readonly onChange: (range: DayRange) => void;
  readonly testId: string;
}

/** From a day to a day. An end that passes the other one takes it along. */
export function RangeFields({ range, onChange, testId }: RangeFieldsProps) {
  const t = useText('common');
  return (
    <>
      <Day
        label={t('from')}
        day={range.from}
        onChange={(from) => onChange({ from, to: from > range.to ? from : range.to })}
        testId={`${testId}-from`}
      />
      <Day
        label={t('to')}
        day={range.to}
        onChange={(to) => onChange({ from: to < range.from ? to : range.from, to })}
        testId={`${testId}-to`}
      />
    </>
  );
}

interface DayProps {
  readonly label: string;
  readonly day: string;
  readonly onChange: (day: string) => void;
  readonly testId: string;
}

function Day({ label, day, onChange, testId }: DayProps) {
  return (
    <span className="hx-picker">
      <span className="hx-secondary">{label}</span>
      <DatePicker
        allowClear={false}
        aria-label={label}
        value={dayjs(day)}
        onChange={(chosen) => chosen && onChange(chosen.format('YYYY-MM-DD'))}
        data-testid={testId}
      />
    </span>
  );
}
