import { DAY_UNITS } from '#shared/model/value';
import { useText } from '../text';
import { MiniHistogram } from '../ui/MiniHistogram';
import { SpanFields } from '../ui/SpanFields';
import { isSpan, shapeOf } from './conditionValues';
import { type Day, DayEnd } from './DayEnd';
import { useDistribution, type ValueEditorProps } from './valueEditor';

/** A day, a range of days, or the last n days, weeks, months or years up to the as-of day. */
export function DateValues(props: ValueEditorProps) {
  const shape = shapeOf(props.comparison.op);
  if (shape === 'span') return <SpanValue {...props} />;
  return (
    <>
      {shape === 'range' ? <DayRange {...props} /> : <OneDay {...props} />}
      <DayHistogram {...props} />
    </>
  );
}

function SpanValue({ comparison, onChange, path }: ValueEditorProps) {
  const span = comparison.values.find(isSpan) ?? { n: 90, unit: 'day' };
  return (
    <span className="cnd-range">
      <SpanFields
        {...span}
        units={DAY_UNITS}
        onChange={(changed, typing) => onChange({ op: comparison.op, values: [changed] }, typing)}
        testIds={[`rule-span-${path}`, `rule-unit-${path}`]}
      />
    </span>
  );
}

function OneDay({ comparison, onChange, path }: ValueEditorProps) {
  const t = useText('segments');
  return (
    <DayEnd
      day={dayOf(comparison.values[0])}
      label={t('value')}
      onChange={(day, typing) => onChange({ op: comparison.op, values: day === '' ? [] : [day] }, typing)}
      path={path}
    />
  );
}

function DayRange({ comparison, onChange, path }: ValueEditorProps) {
  const t = useText('segments');
  const [from, to] = [dayOf(comparison.values[0]), dayOf(comparison.values[1])];
  const change = (days: [Day, Day], typing?: boolean) => onChange({ op: comparison.op, values: days }, typing);
  return (
    <span className="cnd-range">
      <DayEnd day={from} label={t('from')} onChange={(day, typing) => change([day, to], typing)} path={`${path}-from`} />
      <span aria-hidden>–</span>
      <DayEnd day={to} label={t('to')} onChange={(day, typing) => change([from, day], typing)} path={`${path}-to`} />
    </span>
  );
}

function DayHistogram({ subject }: ValueEditorProps) {
  const t = useText('segments');
  const { data } = useDistribution(subject);
  if (!data?.histogram || !data.range) return null;
  const label = t('rangeOf', { min: String(data.range.min), max: String(data.range.max) });
  return <MiniHistogram bars={data.histogram} label={label} width={96} height={22} />;
}

/** Empty where there is none yet. */
function dayOf(value: ValueEditorProps['comparison']['values'][number] | undefined): Day {
  if (typeof value === 'object') return 'from' in value ? value : '';
  return typeof value === 'string' ? value : '';
}
