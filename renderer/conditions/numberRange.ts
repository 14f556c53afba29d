import type { RuleValue } from '#shared/model/value';
import { type DraftComparison, endsOf, scalarsOf } from './conditionValues';

interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export function numberOf(value: RuleValue | null): number | null {
  return typeof value === 'number' ? value : null;
}

export function numbersOf({ values }: DraftComparison): number[] {
  return scalarsOf(values).filter((value) => typeof value === 'number');
}

/** The part of the axis that a condition asks for, as far as it is given; undefined when it is no single stretch. */
export function chosenRange(condition: DraftComparison): readonly [number, number] | undefined {
  const { op } = condition;
  const [first] = numbersOf(condition);
  if (op === 'between') {
    const { from, to } = endsOf(condition);
    return from === null && to === null
      ? undefined
      : [numberOf(from) ?? Number.NEGATIVE_INFINITY, numberOf(to) ?? Number.POSITIVE_INFINITY];
  }
  if (first === undefined) return undefined;
  if (op === 'gte' || op === 'gt') return [first, Number.POSITIVE_INFINITY];
  if (op === 'lte' || op === 'lt') return [Number.NEGATIVE_INFINITY, first];
  return op === 'is' ? [first, first] : undefined;
}

/** Share of the histogram inside a range; a bucket that is cut counts by how much of it is inside. 0–1. */
export function shareChosen(bars: readonly Bucket[], chosen: readonly [number, number] | undefined): number {
  if (!chosen) return 1;
  const [low, high] = chosen;
  let inside = 0;
  let all = 0;
  for (const { from, to, n } of bars) {
    const overlap = Math.max(0, Math.min(to, high) - Math.max(from, low));
    inside += to > from ? (n * overlap) / (to - from) : 0;
    all += n;
  }
  return all === 0 ? 0 : inside / all;
}

const SLIDER_STEPS = 200;

/** A step that people read easily: 1, 2 or 5 times a power of ten, and whole where the range is wide enough. */
export function sliderStep(min: number, max: number): number {
  const rough = (max - min) / SLIDER_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? power;
  return max - min >= 20 ? Math.max(1, step) : step;
}
