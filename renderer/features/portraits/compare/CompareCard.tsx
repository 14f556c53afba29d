import { Button } from 'antd';
import { useContext, useMemo, useState } from 'react';
import type { PortraitComparison } from '#shared/model/answers';
import { valuesBeside } from '#shared/model/valuesBeside';
import { useFormat, useText } from '../../../text';
import { Chart, type ChartSelection } from '../../../ui/Chart';
import { useNearView } from '../../../ui/nearView';
import { PinButton } from '../../../ui/PinButton';
import { letterOf } from '../../../ui/sides';
import { pickMark } from '../marks';
import { SaysTheSame } from '../SaysTheSame';
import { AskedComparisonContext } from './askedComparison';
import { CompareFacts } from './CompareFacts';
import { CompareTable } from './CompareTable';
import { compareChart, compareHeight } from './compareChart';
import { type ComparedTag, type ComparedTagProps, type ComparedValue, groupsOf } from './compared';
import { useCompareLook } from './compareLook';
import { compareNumberChart, compareNumberHeight, orderedColumns } from './compareNumberChart';

const FIRST_VALUES = 8;

interface CompareCardProps extends ComparedTagProps {
  /** Tags that say the same, folded away under this one. */
  readonly repeats?: readonly ComparedTag[];
}

/** One tag in every segment: its values as a picture, its numbers as a table. */
export function CompareCard({ compared, segments, repeats = [] }: CompareCardProps) {
  const t = useText('portraitComparison');
  const format = useFormat();
  const [box, near] = useNearView();
  const spec = useContext(AskedComparisonContext);
  const { tag, most } = compared;
  return (
    <article className="por-card" aria-label={tag.name} ref={box} data-testid={`compare-tag-${tag.tag}`}>
      <header className="por-card-head">
        {spec && <h3>{tag.name}</h3>}
        <span className="por-card-tools">
          {most && (
            <span className="hx-secondary hx-tabular">
              {t('most', { first: letterOf(most.first), second: letterOf(most.second) })} {format.decimal(most.strength, 3)}
            </span>
          )}
          {spec && (
            <PinButton
              name={tag.name}
              pinned={() => ({ kind: 'comparisonTag', spec, tag: tag.tag })}
              testId={`compare-pin-${tag.tag}`}
            />
          )}
        </span>
      </header>
      {near ? (
        <Picture compared={compared} segments={segments} />
      ) : (
        <div style={{ height: pictureHeight(compared, segments.length) }} />
      )}
      {repeats.length > 0 && (
        <SaysTheSame tag={tag.tag} repeats={repeats.map((repeat) => repeat.tag)}>
          {repeats.map((repeat) => (
            <CompareCard key={repeat.tag.tag} compared={repeat} segments={segments} />
          ))}
        </SaysTheSame>
      )}
    </article>
  );
}

/** Pixels of the picture that a card shows at first. */
export function pictureHeight({ tag }: ComparedTag, segments: number): number {
  return tag.number ? compareNumberHeight(segments) : compareHeight(Math.min(tag.values.length, FIRST_VALUES), segments);
}

function Picture({ compared, segments }: ComparedTagProps) {
  const all = useMemo(() => valuesBeside(compared.ofEach), [compared]);
  return compared.tag.number ? (
    <Numbers compared={compared} segments={segments} values={all} />
  ) : (
    <Bars compared={compared} segments={segments} values={all} />
  );
}

interface PictureProps extends ComparedTagProps {
  readonly values: readonly ComparedValue[];
}

function Bars({ compared, segments, values }: PictureProps) {
  const t = useText('portraits');
  const texts = useText('portraitComparison');
  const look = useCompareLook(segments);
  const [all, setAll] = useState(false);
  const shown = useMemo(() => (all ? values : values.slice(0, FIRST_VALUES)), [values, all]);
  const option = useMemo(() => compareChart(shown, look), [shown, look]);
  const pick = usePick(compared, segments, shown, look.names);
  return (
    <>
      <Chart
        option={option}
        height={compareHeight(shown.length, segments.length)}
        label={texts('chartLabel', { name: compared.tag.name, segments: look.names.join(', ') })}
        onSelect={pick}
        table={<CompareTable compared={compared} segments={segments} values={values} />}
      />
      {values.length > FIRST_VALUES && (
        <footer className="por-card-foot hx-faint">
          <Button type="link" size="small" onClick={() => setAll(!all)}>
            {all ? t('showFewer', { n: FIRST_VALUES }) : t('showAll', { n: values.length })}
          </Button>
        </footer>
      )}
    </>
  );
}

function Numbers({ compared, segments, values }: PictureProps) {
  const texts = useText('portraitComparison');
  const look = useCompareLook(segments);
  const columns = useMemo(() => orderedColumns(values), [values]);
  const option = useMemo(() => compareNumberChart(columns, groupsOf(compared.ofEach), look), [columns, compared, look]);
  const pick = usePick(compared, segments, columns, look.names);
  return (
    <>
      <Chart
        option={option}
        height={compareNumberHeight(segments.length)}
        label={texts('numberLabel', { name: compared.tag.name, segments: look.names.join(', ') })}
        onSelect={pick}
        table={<CompareTable compared={compared} segments={segments} values={columns} />}
      />
      <CompareFacts compared={compared} segments={segments} />
    </>
  );
}

/** Opens the menu of the bar that was clicked: of its segment, or where the base was, of the first. */
function usePick(
  { tag }: ComparedTag,
  segments: PortraitComparison['segments'],
  values: readonly ComparedValue[],
  names: readonly string[],
): (selection: ChartSelection) => void {
  return (selection) => {
    const place = Math.max(0, names.indexOf(selection.seriesName));
    const value = values[selection.dataIndex]?.ofEach[place];
    const segment = segments[place];
    if (value && segment) pickMark({ tag, value, segment: segment.id }, selection);
  };
}
