import { expect, test } from 'vitest';
import type { Group } from '#shared/stats/groups';
import { hypergeometricTwoSidedP } from '#shared/stats/hypergeometric';
import { expectNear, referenceRows } from './reference';

const rows = referenceRows<{ first: Group; second: Group; p: number }>('hypergeometric.json');

test('gives the p that whole-number arithmetic gives', () => {
  expect(rows.length).toBeGreaterThan(100);
  for (const { first, second, p } of rows)
    expectNear(hypergeometricTwoSidedP(first, second), p, 1e-9, JSON.stringify({ first, second }));
});

test('does not depend on which group comes first, nor on which value is counted', () => {
  const others = ({ n, known }: Group) => ({ n: known - n, known });
  for (const { first, second, p } of rows) {
    expectNear(hypergeometricTwoSidedP(second, first), p, 1e-9);
    expectNear(hypergeometricTwoSidedP(others(first), others(second)), p, 1e-9);
  }
});
