import type { FunnelCount, FunnelDifference, FunnelSideAnswer } from '#shared/model/funnel';
import { wholeWay } from '#shared/model/wholeWay';

/** One side at a step, or over the whole way. */
export interface SideRow extends FunnelCount {
  readonly place: number;
  readonly step: number;
  readonly medianSeconds: number | null;
  /** From the first side; of that and of the first step there is none. */
  readonly difference: FunnelDifference | undefined;
}

/** Groups of rows: for each step the sides, and last the whole way where that is more than one step. */
export function sideRows(sides: readonly FunnelSideAnswer[]): { readonly steps: SideRow[][]; readonly whole: SideRow[] | null } {
  const [first] = sides;
  const steps = (first?.steps ?? []).map((_, step) => sides.map((side, place) => rowOf(side, place, step)));
  const last = sides.flatMap((side) => wholeWay(side) ?? [])[0];
  return { steps, whole: last ? sides.map((side, place) => wholeRow(side, place, last.step)) : null };
}

function rowOf(side: FunnelSideAnswer, place: number, step: number): SideRow {
  const { count = 0, fromPrevious = null, fromStart = null, medianSeconds = null } = side.steps[step] ?? {};
  const difference = side.differences.find((each) => each.step === step && each !== wholeWay(side));
  return { place, step, count, fromPrevious, fromStart, medianSeconds, difference };
}

function wholeRow(side: FunnelSideAnswer, place: number, step: number): SideRow {
  const medianSeconds = side.times?.medianSeconds ?? null;
  return { ...rowOf(side, place, step), fromPrevious: null, medianSeconds, difference: wholeWay(side) };
}
