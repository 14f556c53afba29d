import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { compareArms } from '#shared/stats/experiment/compareArms';
import { nonInferiorityOf } from '#shared/stats/experiment/nonInferiority';

beforeAll(statsReady);

/** R's mtcars by the gear box: manual (am = 1) as the arm, automatic as the control. */
const MANUAL = {
  mpg: [21, 21, 22.8, 32.4, 30.4, 33.9, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4],
  hp: [110, 110, 93, 66, 52, 65, 66, 91, 113, 264, 175, 335, 109],
  wt: [2.62, 2.875, 2.32, 2.2, 1.615, 1.835, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78],
};
const AUTOMATIC = {
  mpg: [21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 21.5, 15.5, 15.2, 13.3, 19.2],
  hp: [110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 97, 150, 150, 245, 175],
  wt: [3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.465, 3.52, 3.435, 3.84, 3.845],
};
const ASKED = { confidence: 0.95, relative: 'log' } as const;

function worstOf(row: ReturnType<typeof compareArms>, better: 'higher' | 'lower', margin: number) {
  const found = nonInferiorityOf(row, { better, margin });
  return 'worst' in found ? found : expect.fail('nothing was found');
}

test('the margin of a mean is held against the lift that the variance of a ratio of means gives', () => {
  const [t, c] = [MANUAL, AUTOMATIC].map(({ mpg }) => ({ values: Float64Array.from(mpg) })) as [never, never];
  const row = compareArms(t, c, { ...ASKED, kind: 'mean' });
  // R 4.2.2, metafor: r * sqrt(escalc("ROM", …)$vi) as the error of the lift r - 1, by qnorm(.975).
  expect(worstOf(row, 'higher', 0.1).worst).toBeCloseTo(0.180295315387, 10);
  expect(worstOf(row, 'lower', 0.1).worst).toBeCloseTo(-0.664725225766, 10);
  expect(worstOf(row, 'lower', 0.66).shown).toBe(false);
  expect(worstOf(row, 'lower', 0.67).shown).toBe(true);
});

test('that of a ratio against the lift of linearised ratios', () => {
  const [t, c] = [MANUAL, AUTOMATIC].map(({ hp, wt }) => ({ values: Float64Array.from(hp), per: Float64Array.from(wt) })) as [
    never,
    never,
  ];
  const row = compareArms(t, c, { ...ASKED, kind: 'ratio' });
  // R 4.2.2, survey::svyratio(~hp, ~wt) of either arm: 52.61142838911 (6.97360721659) and 42.52258794286 (2.41660723094).
  expect(worstOf(row, 'higher', 0.1).worst).toBeCloseTo(-0.112469839512, 10);
  expect(worstOf(row, 'lower', 0.1).worst).toBeCloseTo(-0.58698660504, 10);
  expect(worstOf(row, 'higher', 0.11).shown).toBe(false);
  expect(worstOf(row, 'higher', 0.12).shown).toBe(true);
});

test('a margin of conversions has nothing to be held against where nobody converted', () => {
  const [t, c] = [
    [1, 0, 0, 1],
    [0, 0, 0, 0],
  ].map((values) => ({ values: Float64Array.from(values) })) as [never, never];
  const row = compareArms(t, c, { ...ASKED, kind: 'conversion' });
  expect(nonInferiorityOf(row, { better: 'higher', margin: 0.1 })).toMatchObject({ state: 'insufficient' });
});
