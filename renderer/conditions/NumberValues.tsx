import { InputNumber, Select, Slider } from 'antd';
import type { Distribution } from '#shared/model/tag';
import { useFormat, useText } from '../text';
import { MiniHistogram } from '../ui/MiniHistogram';
import { type DraftComparison, type Ends, endsOf, shapeOf, withEnds } from './conditionValues';
import { chosenRange, numberOf, numbersOf, shareChosen, sliderStep } from './numberRange';
import { useDistribution, type ValueEditorProps } from './valueEditor';

/** One number, several, or both ends of a range, beside the tag's histogram with the chosen part drawn strong. */
export function NumberValues(props: ValueEditorProps) {
  const { comparison, subject } = props;
  const { data } = useDistribution(subject);
  const shape = shapeOf(comparison.op);
  return (
    <>
      {shape === 'many' && <NumberList {...props} />}
      {shape === 'range' && <NumberRange {...props} data={data} />}
      {shape === 'range' && data?.histogram && <RangeSlider {...props} data={data} />}
      {shape === 'one' && <OneNumber {...props} />}
      {shape !== 'range' && data?.histogram && <Histogram comparison={comparison} data={data} />}
    </>
  );
}

interface FieldProps {
  readonly comparison: DraftComparison;
  readonly onChange: ValueEditorProps['onChange'];
  readonly path: string;
  readonly data?: Distribution | undefined;
}

function OneNumber({ comparison, onChange, path }: FieldProps) {
  const t = useText('segments');
  return (
    <InputNumber
      size="small"
      aria-label={t('number')}
      placeholder={t('number')}
      value={numbersOf(comparison)[0] ?? null}
      onChange={(value) => onChange({ op: comparison.op, values: value === null ? [] : [value] }, true)}
      data-testid={`rule-value-${path}`}
    />
  );
}

function NumberRange({ comparison, onChange, path, data }: FieldProps) {
  const t = useText('segments');
  const ends = endsOf(comparison);
  const change = (changed: Partial<Ends>) => onChange(withEnds(comparison, { ...ends, ...changed }), true);
  return (
    <span className="cnd-range">
      <InputNumber
        size="small"
        aria-label={t('from')}
        placeholder={String(data?.range?.min ?? t('from'))}
        value={numberOf(ends.from)}
        onChange={(from) => change({ from })}
        data-testid={`rule-from-${path}`}
      />
      <span aria-hidden>–</span>
      <InputNumber
        size="small"
        aria-label={t('to')}
        placeholder={String(data?.range?.max ?? t('to'))}
        value={numberOf(ends.to)}
        onChange={(to) => change({ to })}
        data-testid={`rule-to-${path}`}
      />
    </span>
  );
}

function NumberList({ comparison, onChange, path }: FieldProps) {
  const t = useText('segments');
  const choose = (texts: string[]) => {
    const values = texts
      .map((text) => Number(text.trim()))
      .filter((value, index) => Number.isFinite(value) && texts[index]?.trim() !== '');
    onChange({ op: comparison.op, values: [...new Set(values)] });
  };
  return (
    <Select<string[]>
      size="small"
      mode="tags"
      className="cnd-values"
      open={false}
      suffixIcon={null}
      tokenSeparators={[',', ' ', '，', '、', ';']}
      aria-label={t('numbers')}
      placeholder={t('numbers')}
      value={numbersOf(comparison).map(String)}
      onChange={choose}
      data-testid={`rule-value-${path}`}
    />
  );
}

/** The histogram with a handle for each end under it. */
function RangeSlider({ comparison, onChange, path, data }: FieldProps & { readonly data: Distribution }) {
  const t = useText('segments');
  const [min, max] = [Number(data.range?.min), Number(data.range?.max)];
  const { from, to } = endsOf(comparison);
  if (!(max > min)) return <Histogram comparison={comparison} data={data} />;
  return (
    <span className="cnd-slider">
      <Histogram comparison={comparison} data={data} />
      <Slider
        range
        min={min}
        max={max}
        step={sliderStep(min, max)}
        tooltip={{ open: false }}
        value={[numberOf(from) ?? min, numberOf(to) ?? max]}
        ariaLabelForHandle={[t('from'), t('to')]}
        onChange={([low = min, high = max]) => onChange(withEnds(comparison, { from: low, to: high }), true)}
        data-testid={`rule-slider-${path}`}
      />
    </span>
  );
}

function Histogram({ comparison, data }: { readonly comparison: DraftComparison; readonly data: Distribution }) {
  const t = useText('segments');
  const format = useFormat();
  const bars = data.histogram ?? [];
  const chosen = chosenRange(comparison);
  const label = t('histogram', {
    min: String(data.range?.min ?? ''),
    max: String(data.range?.max ?? ''),
    share: format.percent(shareChosen(bars, chosen)),
  });
  return <MiniHistogram bars={bars} chosen={chosen} label={label} width={96} height={22} />;
}
