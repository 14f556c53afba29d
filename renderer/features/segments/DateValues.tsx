import { DatePicker, InputNumber, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { DAY_UNITS, type RuleValue, type Span } from '#shared/model/rule';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { MiniHistogram } from '../../ui/MiniHistogram';
import { endsOf, isSpan, scalarsOf, shapeOf, withEnds } from './conditionValues';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { ValueEditorProps } from './valueEditor';

/** A day, a range of days, or the last n days, weeks, months or years up to the as-of day. */
export function DateValues(props: ValueEditorProps) {
  const shape = shapeOf(props.condition.op);
  if (shape === 'span') return <SpanValue {...props} />;
  return (
    <>
      {shape === 'range' ? <DayRange {...props} /> : <OneDay {...props} />}
      <DayHistogram {...props} />
    </>
  );
}

function SpanValue({ condition, path }: ValueEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const span = condition.values.find(isSpan) ?? { n: 90, unit: 'day' };
  const change = (changed: Partial<Span>) => setCondition(editor, { ...condition, values: [{ ...span, ...changed }] }, true);
  return (
    <span className="seg-range">
      <InputNumber
        size="small"
        min={1}
        precision={0}
        aria-label={t('lastN')}
        value={span.n}
        onChange={(n) => change({ n: n ?? 1 })}
        data-testid={`rule-span-${path}`}
      />
      <Select
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('unit')}
        value={span.unit}
        options={DAY_UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        onChange={(unit) => change({ unit })}
        data-testid={`rule-unit-${path}`}
      />
    </span>
  );
}

/** The calendar opens where the data ends, not at today. */
function useLastDay(tag: string): Dayjs | undefined {
  const { data } = useKernel('tags.distribution', { tag });
  return dayOf(data?.range?.max) ?? undefined;
}

function OneDay({ condition, tag, path }: ValueEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const last = useLastDay(tag.id);
  return (
    <DatePicker
      size="small"
      {...(last ? { defaultPickerValue: last } : {})}
      aria-label={t('value')}
      value={dayOf(scalarsOf(condition.values)[0])}
      onChange={(day) => setCondition(editor, { ...condition, values: day ? [textOf(day)] : [] })}
      data-testid={`rule-value-${path}`}
    />
  );
}

function DayRange({ condition, tag, path }: ValueEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const last = useLastDay(tag.id);
  const { from, to } = endsOf(condition);
  const change = (days: readonly (Dayjs | null)[] | null) => {
    const [first, last] = days ?? [];
    setCondition(editor, withEnds(condition, { from: first ? textOf(first) : null, to: last ? textOf(last) : null }));
  };
  return (
    <span data-testid={`rule-value-${path}`}>
      <DatePicker.RangePicker
        size="small"
        allowEmpty={[true, true]}
        {...(last ? { defaultPickerValue: [last.subtract(1, 'month'), last] as [Dayjs, Dayjs] } : {})}
        placeholder={[t('from'), t('to')]}
        id={{ start: `${condition.id}-from`, end: `${condition.id}-to` }}
        aria-label={t('value')}
        value={[dayOf(from), dayOf(to)]}
        onChange={change}
      />
    </span>
  );
}

function DayHistogram({ tag }: ValueEditorProps) {
  const t = useText('segments');
  const { data } = useKernel('tags.distribution', { tag: tag.id });
  if (!data?.histogram || !data.range) return null;
  const label = t('rangeOf', { min: String(data.range.min), max: String(data.range.max) });
  return <MiniHistogram bars={data.histogram} label={label} width={96} height={22} />;
}

function dayOf(value: RuleValue | null | undefined): Dayjs | null {
  return typeof value === 'string' && value !== '' ? dayjs(value) : null;
}

function textOf(day: Dayjs): string {
  return day.format('YYYY-MM-DD');
}
