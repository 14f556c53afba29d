import type { Insufficient } from '#shared/model/answers';
import type { CurvePoint } from '#shared/model/experimentCurves';
import type { Estimate, Interval } from '#shared/model/experimentNumbers';
import { isInsufficient } from '#shared/model/findings';

export const CURVE_SCALES = ['lift', 'difference', 'value'] as const;
export type CurveScale = (typeof CURVE_SCALES)[number];

/** A point of an effect; null where there is too little data. */
export interface EffectPoint {
  readonly estimate: number | null;
  readonly fixed: Interval | null;
  readonly always: Interval | null;
}

export function effectPoint({ relative, difference, sequential }: CurvePoint, scale: 'lift' | 'difference'): EffectPoint {
  const of: Estimate | Insufficient = scale === 'lift' ? relative : difference;
  return {
    estimate: isInsufficient(of) ? null : of.estimate,
    fixed: isInsufficient(of) ? null : known(of.interval),
    always: known(sequential[scale]),
  };
}

function known(interval: Interval | Insufficient): Interval | null {
  return isInsufficient(interval) ? null : interval;
}

/** Room that the axis has around the intervals of the end: those of the first days are many times as wide. */
const ROOM = 2;
/** Always-valid bounds that reach farther than so many times the fixed interval run out of the picture: few customers make them endless. */
const FARTHEST = 4;

/** Ends of the axis: the estimates and what is around the last of them; 0 is always on it. Null where nothing is known. */
export function effectEnds(points: readonly EffectPoint[]): Interval | null {
  const estimates = points.flatMap(({ estimate }) => estimate ?? []);
  const last = points.findLast(({ fixed }) => fixed !== null);
  if (estimates.length === 0) return null;
  const middle = last?.estimate ?? 0;
  const around = [...(last?.fixed ?? []), ...nearBounds(last, middle)];
  const wide = around.map((end) => middle + (end - middle) * ROOM);
  const shown = [0, ...around, ...estimates.filter((each) => wide.length === 0 || within(each, wide))];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const room = (high - low || 1) * 0.15;
  return [low - room, high + room];
}

function nearBounds(last: EffectPoint | undefined, middle: number): number[] {
  const { fixed, always } = last ?? {};
  if (!fixed || !always) return [];
  const reach = FARTHEST * Math.max(middle - fixed[0], fixed[1] - middle);
  return always.map((end) => Math.max(middle - reach, Math.min(middle + reach, end)));
}

function within(value: number, ends: readonly number[]): boolean {
  return value >= Math.min(...ends) && value <= Math.max(...ends);
}
