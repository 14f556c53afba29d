import type { MigrationAnswer, Moment, Stage } from '../model/migration';
import { hiddenGrid, LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import { type CellTable, numberCell } from './cell';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';

/** How customers moved between the values of a tag. */
export interface MigrationPart extends Pick<MigrationAnswer, 'tag' | 'n' | 'from' | 'to' | 'stages' | 'moves'> {
  readonly kind: 'migration';
  /** Empty: as its tag. */
  readonly title: string;
}

export function migrationTitle({ tag }: Pick<MigrationPart, 'tag'>, { texts }: Writer): string {
  return fillText(texts.migrationOf, { tag: tag.name });
}

/** A row per stage then, a column per stage now; moves of a few, and those that would give them away, do not leave the house. */
export function migrationTable({ from, to, stages, moves }: MigrationPart, writer: Writer): CellTable {
  const { texts, format } = writer;
  const counts = stages.map(() => stages.map(() => 0));
  for (const move of moves) {
    const row = counts[move.from];
    if (row) row[move.to] = move.n;
  }
  const hidden = hiddenGrid(
    counts.map((row) => row.map((n) => [n])),
    LEAST_CELL_OUTSIDE,
  );
  const names = stages.map((stage) => stageName(stage, writer));
  const rows = counts.map((row, then) => [
    names[then] ?? '',
    ...row.map((n, now) => (hidden[then]?.[now] ? texts.hidden : numberCell(n, format.exact))),
  ]);
  const caption = fillText(texts.migrationFrom, { from: momentText(from, writer), to: momentText(to, writer) });
  return { heads: [`${momentText(from, writer)} \\ ${momentText(to, writer)}`, ...names], rows, caption };
}

function stageName({ kind, value, label }: Stage, { texts }: Writer): string {
  if (kind !== 'value') return texts[kind];
  return label ?? (typeof value === 'boolean' ? texts[value ? 'yes' : 'no'] : String(value));
}

function momentText(moment: Moment, { texts }: Writer): string {
  return 'day' in moment ? moment.day : `${texts.receipts} ${moment.receipt}`;
}
