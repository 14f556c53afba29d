import { useMemo } from 'react';
import type { ExperimentRow, ExperimentSpec } from '#shared/model/experiment';
import { isInsufficient } from '#shared/model/findings';
import { useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { useLook } from '../../../ui/look';
import { paletteOf } from '../../../ui/palette';
import { useExperimentWriter } from '../useExperimentWriter';
import { type ForestLine, forestChart, forestHeight, forestLines } from './forestChart';

export type Scale = 'lift' | 'difference';

interface ForestProps {
  readonly spec: ExperimentSpec;
  readonly rows: readonly ExperimentRow[];
  readonly scale: Scale;
}

/** Lifts of all metrics on one axis; differences, which have units, metric by metric. */
export function Forest({ rows, scale, spec }: ForestProps) {
  const kinds =
    scale === 'lift'
      ? [rows]
      : [...new Set(rows.map(({ metric }) => metric))].map((of) => rows.filter(({ metric }) => metric === of));
  return kinds.map((group) => <ForestOf key={group[0]?.metric ?? ''} rows={group} scale={scale} spec={spec} />);
}

function ForestOf({ rows, scale, spec }: ForestProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const dark = useLook((look) => look.dark);
  const [first] = rows;
  const kind = first?.kind ?? 'mean';
  const write = useMemo(() => (x: number) => (scale === 'lift' ? writer.lift(x) : writer.change(kind, x)), [scale, kind, writer]);
  const lines = useMemo(
    () =>
      forestLines(rows, scale, (row) => toneOf(row, spec), {
        name: nameOf(rows, writer.level),
        text: (row) => writer.estimate(scale === 'lift' ? row.relative : row.difference, write),
      }),
    [rows, scale, spec, writer, write],
  );
  const option = useMemo(() => forestChart(lines, { palette: paletteOf(dark), write }), [lines, write, dark]);
  return (
    <Chart
      option={option}
      height={forestHeight(lines.length)}
      label={t('forestLabel', { names: lines.map(saidOf).join('; ') })}
    />
  );
}

function saidOf({ name, text }: ForestLine): string {
  return `${name} ${text}`;
}

/** What tells a row from the others. */
function nameOf(rows: readonly ExperimentRow[], levelName: (level: NonNullable<ExperimentRow['level']>) => string) {
  const isSeveral = (of: (row: ExperimentRow) => string) => new Set(rows.map(of)).size > 1;
  const [metrics, variants] = [isSeveral(({ metric }) => metric), isSeveral(({ variant }) => variant)];
  return ({ metric, variant, level }: ExperimentRow) => {
    if (level) return levelName(level);
    return [...(metrics || !variants ? [metric] : []), ...(variants ? [variant] : [])].join(' · ');
  };
}

/** Better or worse beyond chance. */
export function toneOf(row: ExperimentRow | undefined, { alpha, metrics }: ExperimentSpec): '' | 'up' | 'down' {
  if (!row || isInsufficient(row.pAdjusted) || row.pAdjusted >= alpha || isInsufficient(row.difference)) return '';
  const isLower = metrics.find(({ label }) => label === row.metric)?.better === 'lower';
  return row.difference.estimate > 0 !== isLower ? 'up' : 'down';
}
