import type { FunnelAnswer, FunnelDifference, FunnelSideAnswer, FunnelSpec, FunnelStepAnswer } from '../model/funnel';
import { wholeWay } from '../model/wholeWay';
import { hiddenNested, isNobodys } from '../privacy/smallCells';
import { type Cell, type CellTable, numberCell } from './cell';
import type { Writer } from './portraitFacts';
import { pText } from './pText';
import { fillText } from './sentence';

type Funnel = Pick<FunnelAnswer, 'steps' | 'counted'> & { readonly order: FunnelSpec['order'] };

interface Compared extends Funnel {
  readonly sides: readonly FunnelSideAnswer[];
}

export function stepName({ steps, order }: Funnel, step: number, { texts }: Writer): string {
  const name = order === 'any' ? fillText(texts.kthStep, { n: String(step + 1) }) : (steps[step]?.label ?? '');
  return `${step + 1}. ${name}`;
}

/** Steps that a few got to, or that only a few left out. */
export function hiddenSteps({ counted }: Pick<Funnel, 'counted'>, steps: readonly FunnelStepAnswer[], base: number): boolean[] {
  return hiddenNested(
    steps.map(({ count }) => count),
    counted === 'customers' ? [base] : [],
  );
}

/**
 * A row per step and side, each against the first side. What is hidden of one side is hidden of all, so that neither the whole
 * (`hidden` are its steps) nor another side gives it away.
 */
export function funnelSidesTable(funnel: Compared, hidden: readonly boolean[], writer: Writer): CellTable {
  const { texts } = writer;
  const isHidden = hiddenOfSides(funnel, hidden);
  const rows = funnel.steps.flatMap((_, step) =>
    funnel.sides.map((side, place) => sideRow(funnel, { side, place, step }, isHidden, writer)),
  );
  const whole = funnel.sides.flatMap((side) => wholeWay(side) ?? [])[0];
  const wholeRows = whole ? funnel.sides.map((side, place) => wholeRow(side, place, { step: whole.step, isHidden }, writer)) : [];
  const counts = funnel.counted === 'attempts' ? texts.attempts : texts.customers;
  const heads = [
    texts.step,
    texts.side,
    counts,
    texts.fromPrevious,
    texts.fromStart,
    texts.medianTime,
    texts.difference,
    texts.pHolm,
  ];
  return { heads, rows: [...rows, ...wholeRows], caption: [texts.sides, ...sharedNotes(funnel, isHidden, writer)].join(' ') };
}

function hiddenOfSides(funnel: Compared, hidden: readonly boolean[]): boolean[] {
  const own = funnel.sides.map(({ steps, base }) => hiddenSteps(funnel, steps, base.n));
  return funnel.steps.map(({ count }, step) => {
    const counts = funnel.sides.map(({ steps }) => steps[step]?.count ?? 0);
    const isNear = hiddenNested(counts, [count]).includes(true);
    return isNear || hidden[step] === true || own.some((each) => each[step]);
  });
}

interface SideAt {
  readonly side: FunnelSideAnswer;
  readonly place: number;
  readonly step: number;
}

function sideRow(funnel: Compared, { side, place, step }: SideAt, isHidden: readonly boolean[], writer: Writer): Cell[] {
  const { texts, format } = writer;
  const { count = 0, fromPrevious = null, fromStart = null, medianSeconds = null } = side.steps[step] ?? {};
  const before = funnel.steps.findLastIndex((each, at) => at < step && !each.optional);
  const unless = (hides: boolean | undefined, cell: Cell) => (isHidden[step] || hides ? texts.hidden : cell);
  const share = (of: number, value: number | null) =>
    value === null ? null : unless(isHidden[of], numberCell(value, format.percent));
  const difference = side.differences.find((each) => each.step === step && each.from === before);
  return [
    stepName(funnel, step, writer),
    sideName(side, place, writer),
    unless(false, numberCell(count, format.exact)),
    share(before, fromPrevious),
    share(0, fromStart),
    medianSeconds === null ? null : unless(!isNobodys(50, count), numberCell(medianSeconds, format.span)),
    difference ? unless(isHidden[before], differenceText(difference, writer)) : null,
    difference && typeof difference.pHolm === 'number' ? unless(isHidden[before], numberCell(difference.pHolm, pText)) : null,
  ];
}

interface Whole {
  /** The last that must be done. */
  readonly step: number;
  readonly isHidden: readonly boolean[];
}

function wholeRow(side: FunnelSideAnswer, place: number, { step, isHidden }: Whole, writer: Writer): Cell[] {
  const { texts, format } = writer;
  const { count = 0, fromStart = null } = side.steps[step] ?? {};
  const unless = (cell: Cell) => (isHidden[step] || isHidden[0] ? texts.hidden : cell);
  const difference = wholeWay(side);
  const median = side.times?.medianSeconds;
  return [
    texts.wholeWay,
    sideName(side, place, writer),
    isHidden[step] ? texts.hidden : numberCell(count, format.exact),
    null,
    fromStart === null ? null : unless(numberCell(fromStart, format.percent)),
    median === undefined ? null : isHidden[step] || !isNobodys(50, count) ? texts.hidden : numberCell(median, format.span),
    difference ? unless(differenceText(difference, writer)) : null,
    difference && typeof difference.pHolm === 'number' ? unless(numberCell(difference.pHolm, pText)) : null,
  ];
}

/** How many customers a side has in common with the first, unless that tells of a few who are on one of them alone. */
function sharedNotes({ sides, counted }: Compared, isHidden: readonly boolean[], { texts, format }: Writer): string[] {
  const [first] = sides;
  const told = sides.flatMap((side, place) => {
    if (place === 0 || side.shared === 0) return [];
    const began = counted === 'customers' ? [first, side].map((each) => each?.steps[0]?.count ?? 0) : [];
    const hides = isHidden[0] || hiddenNested([side.shared], began)[0];
    return [`${'ABCDE'[place] ?? ''} ${hides ? texts.hidden : format.exact(side.shared)}`];
  });
  return told.length === 0 ? [] : [fillText(texts.sharedSides, { sides: told.join(', ') })];
}

/** A star where some may yet go on. */
function sideName({ base, range, open }: FunnelSideAnswer, place: number, { texts }: Writer): string {
  const who = base.name === 'all' ? texts.all : base.name || texts.unnamed;
  const days = range ? ` ${range.from} – ${range.to}` : '';
  return `${'ABCDE'[place] ?? ''} ${who}${days}${open > 0 ? ' *' : ''}`;
}

function differenceText({ difference }: FunnelDifference, { format }: Writer): string {
  if (!('interval' in difference)) return '–';
  const points = (x: number) => format.decimal(x * 100, 1);
  return `${points(difference.estimate)} [${difference.interval.map(points).join(', ')}]`;
}
