import { InputNumber, Select } from 'antd';
import { DAY_END_UNITS, type FunnelSpan, ROLLING_UNITS } from '#shared/model/funnel';
import { useText } from '../../../text';

type Unit = FunnelSpan['unit'];

const NONE = 'none';
const ALL_UNITS: readonly Unit[] = [...ROLLING_UNITS, ...DAY_END_UNITS];

interface SpanFieldProps {
  readonly label: string;
  /** What no span is called. */
  readonly none: string;
  readonly span: FunnelSpan | null;
  readonly units?: readonly Unit[];
  readonly onChange: (span: FunnelSpan | null, typing?: boolean) => void;
  readonly testId: string;
}

/** So much time, or none that is asked for. */
export function SpanField({ label, none, span, units = ALL_UNITS, onChange, testId }: SpanFieldProps) {
  const t = useText('funnel');
  const choose = (unit: Unit | typeof NONE) => onChange(unit === NONE ? null : spanOf(span?.n ?? 1, unit));
  return (
    <span className="hx-picker">
      <span className="hx-secondary">{label}</span>
      {span && (
        <InputNumber
          size="small"
          min={leastOf(span.unit)}
          precision={0}
          aria-label={t('nOf', { label })}
          value={span.n}
          onChange={(n) => onChange(spanOf(n ?? 1, span.unit), true)}
          data-testid={`${testId}-n`}
        />
      )}
      <Select<Unit | typeof NONE>
        size="small"
        popupMatchSelectWidth={false}
        aria-label={label}
        value={span?.unit ?? NONE}
        options={[{ value: NONE, label: none }, ...units.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))]}
        onChange={choose}
        data-testid={testId}
      />
    </span>
  );
}

function isDayEnd(unit: Unit): unit is (typeof DAY_END_UNITS)[number] {
  return (DAY_END_UNITS as readonly string[]).includes(unit);
}

function leastOf(unit: Unit): number {
  return isDayEnd(unit) ? 0 : 1;
}

function spanOf(n: number, unit: Unit): FunnelSpan {
  return { n: Math.max(n, leastOf(unit)), unit };
}
