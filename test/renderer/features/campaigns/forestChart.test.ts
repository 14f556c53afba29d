import { expect, it } from 'vitest';
import { type ForestLine, forestChart, forestEnds } from '../../../../renderer/features/campaigns/result/forestChart';
import { paletteOf } from '../../../../renderer/ui/palette';

const line = (estimate: number | null, interval: ForestLine['interval']): ForestLine => ({
  ...{ name: 'n', estimate, interval, tone: '', text: '' },
});

it('ends where the estimates do and not where one wide interval does, with no difference always on it', () => {
  const [low, high] = forestEnds([line(0.5, [0.2, 0.8]), line(1, [-0.9, 40])]);
  expect(low).toBeCloseTo(-0.9 * 1.2);
  expect(high).toBeCloseTo(2.4 * 1.2);
  expect(forestEnds([line(0.5, [0.4, 0.6])])[0]).toBe(0);
});

it('has an axis also where nothing can be told', () => {
  expect(forestEnds([line(null, null)])).toEqual([-1, 1]);
  expect(forestEnds([])).toEqual([-1, 1]);
  const text = JSON.stringify(forestChart([line(null, null)], { palette: paletteOf(false), write: String }));
  expect(text).toContain('"value":["-",0]');
});
