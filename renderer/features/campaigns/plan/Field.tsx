import { DatePicker, InputNumber } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { HelpTip } from '../../../ui/HelpTip';

interface SectionProps {
  readonly title: string;
  readonly help?: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  readonly testId?: string;
}

/** A part of the plan under a heading. */
export function Section({ title, help, tools, children, testId }: SectionProps) {
  return (
    <section className="pln-section hx-card" aria-label={title} data-testid={testId}>
      <h3 className="pln-section-title">
        {title}
        {help && <HelpTip text={help} />}
        {tools && <span className="pln-section-tools">{tools}</span>}
      </h3>
      {children}
    </section>
  );
}

/** A control under its name. */
export function Field({
  label,
  wide,
  children,
}: {
  readonly label: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="pln-field" data-wide={wide}>
      <span className="hx-secondary">{label}</span>
      {children}
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly min: number;
  readonly max: number;
  readonly suffix?: string;
  readonly testId: string;
}

export function NumberField({ label, value, onChange, min, max, suffix, testId }: NumberFieldProps) {
  return (
    <Field label={label}>
      <InputNumber<number>
        aria-label={label}
        min={min}
        max={max}
        suffix={suffix}
        value={value ?? null}
        onChange={(next) => onChange(next ?? undefined)}
        data-testid={testId}
      />
    </Field>
  );
}

interface ShareFieldProps extends Omit<NumberFieldProps, 'suffix'> {}

/** A share, typed in per cent. */
export function ShareField({ value, onChange, min, max, ...field }: ShareFieldProps) {
  return (
    <NumberField
      {...field}
      suffix="%"
      min={min * 100}
      max={max * 100}
      value={value === undefined ? undefined : Number((value * 100).toFixed(6))}
      onChange={(percent) => onChange(percent === undefined ? undefined : percent / 100)}
    />
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly day: string | undefined;
  readonly onChange: (day: string | undefined) => void;
  readonly testId: string;
}

export function DayField({ label, day, onChange, testId }: DayFieldProps) {
  return (
    <Field label={label}>
      <DatePicker
        aria-label={label}
        value={day === undefined ? null : dayjs(day)}
        onChange={(chosen) => onChange(chosen ? chosen.format('YYYY-MM-DD') : undefined)}
        data-testid={testId}
      />
    </Field>
  );
}
