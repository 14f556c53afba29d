import type { Insufficient } from '#shared/model/answers';
import type { ArmComparison } from '#shared/model/experiment';
import type { Interval } from '#shared/model/experimentNumbers';
import { normalQuantile } from '../distributions';
import { insufficient } from '../insufficient';
import { type Look, sequentialTest } from './sequential';

/** At each look what the sequential test says with the looks up to it. */
export function sequentialTests(looks: readonly Look[], tau: number, confidence: number) {
  return looks.map((_, last) => sequentialTest(looks.slice(0, last + 1), tau, confidence));
}

/**
 * Bounds of the lift that hold at all looks together: of the log of the ratio where the lift's own interval is by the logarithm, else of the
 * lift. `minimum` is the smallest lift that matters, which stands for the standard deviation of those that are looked for.
 */
export function liftBounds(
  lifts: readonly ArmComparison['relative'][],
  minimum: number,
  confidence: number,
): readonly (Interval | Insufficient)[] {
  const isLog = lifts.some((lift) => 'method' in lift && lift.method === 'log');
  const looks = lifts.map((lift) => liftLook(lift, confidence));
  const tau = isLog ? Math.log1p(minimum) : minimum;
  return sequentialTests(looks, tau, confidence).map(({ interval }) =>
    'state' in interval || !isLog ? interval : [Math.expm1(interval[0]), Math.expm1(interval[1])],
  );
}

/** A lift with the error that its interval was made of; none by Fieller's theorem, whose interval is not made of one. */
function liftLook(lift: ArmComparison['relative'], confidence: number): Look {
  if ('state' in lift || 'state' in lift.interval || lift.method === 'fieller') return null;
  const scale = lift.method === 'log' ? Math.log1p : (x: number) => x;
  const [low, high] = lift.interval.map(scale) as [number, number];
  const error = (high - low) / (2 * normalQuantile((1 + confidence) / 2));
  return error > 0 ? { difference: scale(lift.estimate), squaredError: error * error } : null;
}

/** The standard deviation of the differences that are looked for: the smallest lift that matters, of the control's value. */
export function tauOf(controlValue: ArmComparison['controlValue'], minimum: number): number | Insufficient {
  return typeof controlValue === 'number' && controlValue !== 0 ? Math.abs(controlValue) * minimum : insufficient(0, 1);
}
