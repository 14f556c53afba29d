import { isInsufficient } from '#shared/model/findings';
import type { FunnelAnswer, FunnelDifference, FunnelSideAnswer } from '#shared/model/funnel';
import { letterOf } from '../../../ui/sides';
import { sideRows } from './sideRows';

/** The steps, the levels and the sides as rows of a sheet; numbers as they are. */
export function funnelTsv({ steps, levels = [], withoutLevel = 0, sides = [] }: FunnelAnswer): string {
  const head = ['step', 'count', 'fromPrevious', 'fromStart', 'medianSeconds', 'p90Seconds'];
  const rows = steps.map(({ label, count, fromPrevious, fromStart, medianSeconds, p90Seconds }) => {
    return [label, count, fromPrevious, fromStart, medianSeconds, p90Seconds];
  });
  const levelRows = levels.map(({ value, label, others, steps: counts }) => [
    others === undefined ? (label ?? value) : `others (${others})`,
    ...counts.map(({ count }) => count),
  ]);
  const without = withoutLevel > 0 ? [['without', withoutLevel]] : [];
  const more = levelRows.length > 0 ? [[], ['level', ...steps.map(({ label }) => label)], ...levelRows, ...without] : [];
  return [head, ...rows, ...more, ...sideTsv(sides)].map((row) => row.map(cell).join('\t')).join('\n');
}

type Cells = (string | number | boolean | null)[];

function sideTsv(sides: readonly FunnelSideAnswer[]): Cells[] {
  if (sides.length === 0) return [];
  const head = ['step', 'side', 'of', 'from', 'to', 'open', 'count', 'fromPrevious', 'fromStart', 'medianSeconds'];
  const compared = ['difference', 'low', 'high', 'p', 'pHolm'];
  const { steps, whole } = sideRows(sides);
  const rows = [...steps, ...(whole ? [whole] : [])].flatMap((group, at) =>
    group.map((row): Cells => {
      const { base, range, open, steps: own } = sides[row.place] ?? { base: { name: '' }, open: 0, steps: [] };
      const step = at < steps.length ? (own[row.step]?.label ?? '') : 'whole';
      const side = [letterOf(row.place), base.name, range?.from ?? null, range?.to ?? null, open];
      return [step, ...side, row.count, row.fromPrevious, row.fromStart, row.medianSeconds, ...differenceCells(row.difference)];
    }),
  );
  return [[], [...head, ...compared], ...rows];
}

function differenceCells(difference: FunnelDifference | undefined): Cells {
  if (!difference || isInsufficient(difference.difference)) return [null, null, null, null, null];
  const { estimate, interval } = difference.difference;
  const number = (p: FunnelDifference['p']) => (isInsufficient(p) ? null : p);
  return [estimate, ...interval, number(difference.p), number(difference.pHolm)];
}

function cell(value: string | number | boolean | null): string {
  return String(value ?? '').replace(/[\t\r\n]+/g, ' ');
}
