import { InputNumber, Select } from 'antd';
import type { EVENT_UNITS } from '#shared/model/value';
import { useText } from '../text';

type Unit = (typeof EVENT_UNITS)[number];

interface SpanFieldsProps<U extends Unit> {
  readonly n: number;
  readonly unit: U;
  readonly units: readonly U[];
  readonly min?: number;
  readonly onChange: (span: { readonly n: number; readonly unit: U }, typing?: boolean) => void;
  /** Of the two fields, the number's first. */
  readonly testIds: readonly [string, string];
}

/** So many days, weeks, months, … */
export function SpanFields<U extends Unit>({ n, unit, units, min = 1, onChange, testIds }: SpanFieldsProps<U>) {
  const t = useText('segments');
  return (
    <>
      <InputNumber
        size="small"
        min={min}
        precision={0}
        aria-label={t('lastN')}
        value={n}
        onChange={(typed) => onChange({ n: typed ?? min, unit }, true)}
        data-testid={testIds[0]}
      />
      <Select<U>
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('unit')}
        value={unit}
        options={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
        onChange={(chosen) => onChange({ n, unit: chosen })}
        data-testid={testIds[1]}
      />
    </>
  );
}
