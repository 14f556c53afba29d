import type { ExperimentBreakdown, ExperimentRow } from '../model/experiment';
import { isInsufficient } from '../model/findings';
import type { ShrunkLevel } from '../model/shrunkLevels';
import { numberCell } from './cell';
import type { ExperimentWriter } from './experimentNumbers';
import { type HintedTable, tableOf } from './experimentTables';
import { fillText } from './sentence';

export function shrunkTable(levels: readonly ShrunkLevel[], writer: ExperimentWriter): HintedTable {
  const { texts, format } = writer;
  return tableOf<ShrunkLevel>(levels, [
    [texts.level, '', ({ row }) => (row.level ? writer.level(row.level) : texts.all)],
    ['n', texts.armCustomers, ({ row }) => numberCell(row.n, format.exact)],
    [`${texts.control} n`, texts.armCustomers, ({ row }) => numberCell(row.controlN, format.exact)],
    [
      texts.effectDifference,
      texts.differenceHelp,
      ({ row }) => writer.estimate(row.difference, (x) => writer.change(row.kind, x)),
    ],
    [texts.shrunk, texts.shrunkHelp, ({ row, shrunk }) => writer.estimate(shrunk, (x) => writer.change(row.kind, x))],
    [
      texts.ownShare,
      texts.ownShareHelp,
      ({ shrunk }) => (isInsufficient(shrunk) ? texts.needsData : numberCell(shrunk.trust, (x) => format.percent(x, 0))),
    ],
  ]);
}

/** What the levels have in common, and how far they lie apart. */
export function spreadWords(
  { pooled }: Pick<ExperimentBreakdown, 'pooled'>,
  kind: ExperimentRow['kind'],
  { texts, format, estimate, change, deviation }: ExperimentWriter,
): string {
  if (isInsufficient(pooled)) return texts.shrunkFew;
  return fillText(texts.spread, {
    mean: estimate(pooled.mean, (x) => change(kind, x)),
    tau: deviation(kind, Math.sqrt(pooled.tauSquared)),
    inconsistency: format.percent(pooled.inconsistency, 0),
  });
}
