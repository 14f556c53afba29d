import { InputNumber } from 'antd';
import { HelpTip } from '../../ui/HelpTip';

interface NumberFieldProps {
  readonly label: string;
  /** Empty: it says all. */
  readonly help: string;
  readonly value: number | null;
  readonly range: readonly [min: number, max: number];
  readonly precision?: number;
  readonly suffix?: string;
  readonly onChange: (n: number | null) => void;
  readonly testId: string;
}

/** A number that is typed. */
export function NumberField({ label, help, value, range: [min, max], precision, suffix, onChange, testId }: NumberFieldProps) {
  return (
    <span className="hx-picker">
      <span className="hx-secondary">{label}</span>
      <InputNumber
        size="small"
        className="cmp-number"
        min={min}
        max={max}
        {...(precision === undefined ? {} : { precision })}
        {...(suffix === undefined ? {} : { suffix })}
        aria-label={label}
        value={value}
        onChange={onChange}
        data-testid={testId}
      />
      {help === '' ? null : <HelpTip text={help} />}
    </span>
  );
}
