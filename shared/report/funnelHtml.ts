import type { FunnelAnswer, FunnelSpec } from '../model/funnel';
import { isNobodys } from '../privacy/smallCells';
import { type Cell, type CellTable, numberCell } from './cell';
import { funnelSidesTable, hiddenSteps, stepName } from './funnelSides';
import { cellsHtml } from './plainTable';
import type { Writer } from './portraitFacts';
import { fillText } from './sentence';

/** How far customers got, step by step, and side by side. */
export interface FunnelPart extends Pick<FunnelAnswer, 'steps' | 'counted' | 'sides'> {
  readonly kind: 'funnel';
  /** Empty: as its steps. */
  readonly title: string;
  readonly order: FunnelSpec['order'];
  /** Customers asked about. */
  readonly base: number;
}

export function funnelTitle({ steps }: Pick<FunnelPart, 'steps'>, { texts }: Writer): string {
  return fillText(texts.funnelOf, { steps: steps.map(({ label }) => label).join(' → ') });
}

export function funnelHtml(part: FunnelPart, writer: Writer): string {
  return funnelTables(part, writer).map(cellsHtml).join('');
}

/** Its steps, and its sides where it has any. */
export function funnelTables(part: FunnelPart, writer: Writer): CellTable[] {
  const hidden = hiddenSteps(part, part.steps, part.base);
  const sides = part.sides ? [funnelSidesTable({ ...part, sides: part.sides }, hidden, writer)] : [];
  return [funnelTable(part, hidden, writer), ...sides];
}

/** A row per step; a few customers, and those whom only a few left out, do not leave the house. Times are seconds. */
function funnelTable(part: FunnelPart, hidden: readonly boolean[], writer: Writer): CellTable {
  const { steps, counted } = part;
  const { texts, format } = writer;
  const rows = steps.map((step, at): Cell[] => {
    const { count, optional, fromPrevious, fromStart, medianSeconds, p90Seconds } = step;
    const before = steps.findLastIndex((each, place) => place < at && !each.optional);
    const unless = (isHidden: boolean | undefined, cell: Cell) => (hidden[at] || isHidden ? texts.hidden : cell);
    const share = (of: number, value: number | null) =>
      value === null ? null : unless(hidden[of], numberCell(value, format.percent));
    const time = (percent: number, seconds: number | null) =>
      seconds === null ? null : unless(!isNobodys(percent, count), numberCell(seconds, format.span));
    return [
      `${stepName(part, at, writer)}${optional ? ` (${texts.optional})` : ''}`,
      unless(false, numberCell(count, format.exact)),
      share(before, fromPrevious),
      share(0, fromStart),
      time(50, medianSeconds),
      time(90, p90Seconds),
    ];
  });
  const counts = counted === 'attempts' ? texts.attempts : texts.customers;
  const heads = [texts.step, counts, texts.fromPrevious, texts.fromStart, texts.medianTime, texts.p90Time];
  return { heads, rows, caption: '' };
}
