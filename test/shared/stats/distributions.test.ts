import { beforeAll, expect, test } from 'vitest';
import {
  chiSquareSf,
  normalQuantile,
  normalTwoSidedP,
  statsReady,
  studentQuantile,
  studentTwoSidedP,
} from '#shared/stats/distributions';
import { expectNear, referenceRows } from './reference';

const functions = { chiSquareSf, normalQuantile, normalTwoSidedP, studentQuantile, studentTwoSidedP };

interface Row {
  readonly function: keyof typeof functions;
  readonly arguments: [number, number];
  readonly value: number;
}

beforeAll(statsReady);

test.each(referenceRows<Row>('distributions.json'))('$function($arguments) is $value', (row) => {
  expectNear(functions[row.function](...row.arguments), row.value, 1e-9);
});

test.each([
  ['normalTwoSidedP far out', () => normalTwoSidedP(63.7), 0],
  ['normalTwoSidedP at infinity', () => normalTwoSidedP(Number.POSITIVE_INFINITY), 0],
  ['chiSquareSf past the smallest double', () => chiSquareSf(13983.24, 3), 0],
  ['chiSquareSf far under its mean', () => chiSquareSf(1, 5000), 1],
  ['chiSquareSf of no difference', () => chiSquareSf(0, 4), 1],
])('%s ends in a limit instead of an exception', (_, compute, limit) => {
  expect(compute()).toBe(limit);
});
