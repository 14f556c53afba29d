import { InputNumber, Select } from 'antd';
import type { TagDistribution } from '#shared/model/tag';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { MiniHistogram } from '../../ui/MiniHistogram';
import { type Ends, endsOf, shapeOf, withEnds } from './conditionValues';
import { chosenRange, numberOf, numbersOf, shareChosen } from './numberRange';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { DraftTag } from './ruleTree';
import type { ValueEditorProps } from './valueEditor';

/** One number, several, or both ends of a range, beside the tag's histogram with the chosen part drawn strong. */
export function NumberValues({ condition, tag, path }: ValueEditorProps) {
  const { data } = useKernel('tags.distribution', { tag: tag.id });
  const shape = shapeOf(condition.op);
  return (
    <>
      {shape === 'many' && <NumberList condition={condition} path={path} />}
      {shape === 'range' && <NumberRange condition={condition} path={path} data={data} />}
      {shape === 'one' && <OneNumber condition={condition} path={path} data={data} />}
      {data?.histogram && <Histogram condition={condition} data={data} />}
    </>
  );
}

interface FieldProps {
  readonly condition: DraftTag;
  readonly path: string;
  readonly data?: TagDistribution | undefined;
}

function OneNumber({ condition, path }: FieldProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  return (
    <InputNumber
      size="small"
      aria-label={t('number')}
      placeholder={t('number')}
      value={numbersOf(condition)[0] ?? null}
      onChange={(value) => setCondition(editor, { ...condition, values: value === null ? [] : [value] }, true)}
      data-testid={`rule-value-${path}`}
    />
  );
}

function NumberRange({ condition, path, data }: FieldProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const ends = endsOf(condition);
  const change = (changed: Partial<Ends>) => setCondition(editor, withEnds(condition, { ...ends, ...changed }), true);
  return (
    <span className="seg-range">
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

function NumberList({ condition, path }: FieldProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const choose = (texts: string[]) => {
    const values = texts
      .map((text) => Number(text.trim()))
      .filter((value, index) => Number.isFinite(value) && texts[index]?.trim() !== '');
    setCondition(editor, { ...condition, values: [...new Set(values)] });
  };
  return (
    <Select<string[]>
      size="small"
      mode="tags"
      className="seg-values"
      open={false}
      suffixIcon={null}
      tokenSeparators={[',', ' ', '，', '、', ';']}
      aria-label={t('numbers')}
      placeholder={t('numbers')}
      value={numbersOf(condition).map(String)}
      onChange={choose}
      data-testid={`rule-value-${path}`}
    />
  );
}

function Histogram({ condition, data }: { readonly condition: DraftTag; readonly data: TagDistribution }) {
  const t = useText('segments');
  const format = useFormat();
  const bars = data.histogram ?? [];
  const chosen = chosenRange(condition);
  const label = t('histogram', {
    min: String(data.range?.min ?? ''),
    max: String(data.range?.max ?? ''),
    share: format.percent(shareChosen(bars, chosen)),
  });
  return <MiniHistogram bars={bars} chosen={chosen} label={label} width={96} height={22} />;
}
