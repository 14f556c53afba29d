import { InputNumber, Select } from 'antd';
import { DAY_UNITS, type EVENT_UNITS } from '#shared/model/value';
import { useText } from '../../../text';

interface TimeSpan {
  readonly n: number;
  readonly unit: (typeof EVENT_UNITS)[number];
}

interface SpanFieldProps {
  readonly span: TimeSpan;
  readonly units?: readonly TimeSpan['unit'][];
  readonly onChange: (span: TimeSpan) => void;
}

/** So many days, weeks, months or years. */
export function SpanField({ span: { n, unit }, units = DAY_UNITS, onChange }: SpanFieldProps) {
  const t = useText('tagForms');
  return (
    <span className="tags-inline">
      <InputNumber
        size="small"
        min={1}
        precision={0}
        aria-label={t('spanN')}
        value={n}
        onChange={(typed) => onChange({ n: typed ?? 1, unit })}
        data-testid="wizard-span-n"
      />
      <Select
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('spanUnit')}
        value={unit}
        options={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
        onChange={(chosen) => onChange({ n, unit: chosen })}
      />
    </span>
  );
}
