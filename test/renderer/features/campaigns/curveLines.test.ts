import { expect, it } from 'vitest';
import { type EffectPoint, effectEnds } from '../../../../renderer/features/campaigns/result/time/curveLines';

const point = (estimate: number | null, fixed: EffectPoint['fixed'], always: EffectPoint['always'] = null): EffectPoint => ({
  estimate,
  fixed,
  always,
});

it('ends around what is known in the end, with no difference on it', () => {
  const [low, high] = effectEnds([point(5, [-90, 100]), point(1, [0.5, 1.5], [0, 2])]) ?? [];
  expect(low).toBeCloseTo(-0.3, 9);
  expect(high).toBeCloseTo(2.3, 9);
});

it('is not stretched by bounds that few customers make endless', () => {
  const [low = 0, high = 0] = effectEnds([point(0.08, [-0.8, 6], [-1, 3e10])]) ?? [];
  expect(high).toBeLessThan(30);
  expect(high).toBeGreaterThan(6);
  expect(low).toBeGreaterThan(-10);
});

it('is none where nothing is known', () => {
  expect(effectEnds([point(null, null)])).toBeNull();
});
