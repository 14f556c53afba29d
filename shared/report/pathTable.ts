import type { PathAnswer, PathPlace, PathSpec } from '../model/path';
import { hiddenCells, LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import { type CellTable, numberCell } from './cell';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';

export function pathTitle({ from, to }: Pick<PathSpec, 'from' | 'to'>, { texts }: Writer): string {
  if (from) return fillText(texts.pathsFrom, { event: from.event });
  return to ? fillText(texts.pathsTo, { event: to.event }) : texts.pathsAny;
}

/** The most frequent paths of an answer. */
export interface PathPart extends Pick<PathAnswer, 'sequences' | 'paths' | 'count'> {
  readonly kind: 'path';
  /** Empty: as its start. */
  readonly title: string;
  readonly spec: Pick<PathSpec, 'from' | 'to'>;
  /** Customers asked about. */
  readonly base: number;
}

/** The most frequent paths, and all others together, so that every path is in one row; those of a few are not told. */
export function pathTable(
  { sequences, paths, count }: Pick<PathPart, 'sequences' | 'paths' | 'count'>,
  writer: Writer,
): CellTable {
  const { texts, format } = writer;
  const nameOf = ({ kind, name }: PathPlace) => (kind === 'other' ? texts.otherEvents : name);
  const listed = sequences.reduce((sum, each) => sum + each.count, 0);
  const all = [
    ...sequences.map(({ steps, count: n }) => ({ name: steps.map(nameOf).join(' → '), n })),
    ...(paths > listed ? [{ name: texts.otherPaths, n: paths - listed }] : []),
  ];
  const hidden = hiddenCells(
    all.map(({ n }) => [n]),
    LEAST_CELL_OUTSIDE,
  );
  const rows = all.map(({ name, n }, at) =>
    hidden[at]
      ? [name, texts.hidden, texts.hidden]
      : [name, numberCell(n, format.exact), numberCell(paths === 0 ? 0 : n / paths, (share) => format.percent(share))],
  );
  const heads = [texts.path, count === 'attempts' ? texts.attempts : texts.customers, texts.support];
  return { heads, rows, caption: '' };
}
