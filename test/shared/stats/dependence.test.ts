import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dependence, dependenceEitherWay, type RankedValues, rankSample, rankValues } from '../../../shared/stats/dependence';

/** Uniform in [0, 1): the congruence of the C standard's example, so that the references can be made again elsewhere. */
function* uniform(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = Number((BigInt(state) * 1_103_515_245n + 12_345n) % 2_147_483_648n);
    yield state / 2_147_483_648;
  }
}

function draw(seed: number): () => number {
  const numbers = uniform(seed);
  return () => numbers.next().value;
}

const numbers = (values: readonly number[]) => rankValues(Float64Array.from(values), true);
const categories = (values: readonly number[]) => rankValues(Float64Array.from(values), false);
const unknown = Number.NaN;

/**
 * `scipy.stats.chatterjeexi(x, y).statistic` of SciPy 1.17.1 for 400 x without ties, and as y a curve with noise in whole numbers (many ties),
 * a square with noise, pure noise, and the square in tenths.
 */
test('of numbers is the reference xi, with ties and without', () => {
  const next = draw(7);
  const x = Array.from({ length: 400 }, next);
  const curve = x.map((value) => roundHalfEven((value - 0.5) ** 2 * 40) + (next() < 0.2 ? 1 : 0));
  const square = x.map((value) => value * value + 0.1 * next());
  const noise = x.map(next);
  const tenths = square.map((value) => roundHalfEven(value * 10));
  const found = [curve, square, noise, tenths].map((y) => dependence(numbers(y), numbers(x)));
  const reference = [0.8949288568454358, 0.8621303883149269, 0.053419083869274187, 0.8432948549811936];
  for (const [index, xi] of reference.entries()) expect(found[index]).toBeCloseTo(xi, 12);
});

/** As Python rounds. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}

/** Customers of a table, row by row, in an order that has nothing to do with either. */
function ofTable(table: readonly (readonly number[])[], times: number): { rows: number[]; columns: number[] } {
  const cells = table.flatMap((row, r) => row.flatMap((n, c) => Array.from({ length: n * times }, () => [r, c] as const)));
  const next = draw(3);
  const keys = cells.map(next);
  const order = cells.map((_, place) => place).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  const mixed = order.flatMap((place) => [cells[place] ?? ([0, 0] as const)]);
  return { rows: mixed.map(([r]) => r), columns: mixed.map(([, c]) => c) };
}

/**
 * Goodman and Kruskal's tau is phi square of a table of two by two (`chi2_contingency(t, correction=False).statistic / n` of SciPy 1.17.1), and
 * of hair colour (columns) by eye colour (rows) of 6,800 men of Baden (Goodman and Kruskal, J. Am. Stat. Assoc. 49, 1954, table 2) by its
 * definition in fractions 0.0808834 and 0.0885940. Neighbours estimate it: 0.02 is more than three of their standard errors.
 */
test.each([
  [
    [
      [300, 100],
      [50, 350],
    ],
    60,
    0.39682539682539686,
    0.39682539682539686,
  ],
  [
    [
      [1768, 807, 189, 47],
      [946, 1387, 746, 53],
      [115, 438, 288, 16],
    ],
    9,
    0.08088342140723101,
    0.0885939958692471,
  ],
])('of categories is about the reference tau', (table, times, columnsOfRows, rowsOfColumns) => {
  const { rows, columns } = ofTable(table, times);
  const [first, second] = [categories(rows.slice(0, 60_000)), categories(columns.slice(0, 60_000))];
  expect(Math.abs((dependence(second, first) ?? 0) - columnsOfRows)).toBeLessThan(0.02);
  expect(Math.abs((dependence(first, second) ?? 0) - rowsOfColumns)).toBeLessThan(0.02);
});

/** Ten who differ from their neighbours on both sides among 1,000, worked out by hand: 20 of 999 differ, and 2·10·990 / (1000·999) do by chance. */
test('of categories along a number is the share of like neighbours beyond chance', () => {
  const rare = Array.from({ length: 1000 }, (_, row) => (row % 100 === 50 ? 1 : 0));
  const byChance = 1 - (2 * 10 * 990) / (1000 * 999);
  const expected = (1 - 20 / 999 - byChance) / (1 - byChance);
  expect(dependence(categories(rare), numbers(rare.map((_, row) => row)))).toBeCloseTo(expected, 12);
});

const SEEDS = fc.integer({ min: 1, max: 1_000_000 });
const LEAST = 0.98;

test('a coarser grain is a function of the finer, whichever kind either is', () => {
  fc.assert(
    fc.property(SEEDS, fc.integer({ min: 2, max: 12 }), (seed, grain) => {
      const next = draw(seed);
      const fine = Array.from({ length: 2000 }, () => Math.floor(next() * 40 * grain));
      const coarse = fine.map((value) => Math.floor(value / grain));
      const kinds = [numbers, categories];
      for (const kind of kinds)
        expect(dependence(categories(coarse), kind(fine))).toBeGreaterThan(kind === numbers ? 0.9 : LEAST);
      expect(dependence(numbers(coarse), numbers(fine))).toBeGreaterThan(LEAST);
      expect(dependence(numbers(coarse), categories(fine))).toBeGreaterThan(LEAST);
    }),
    { numRuns: 40 },
  );
});

test('what has nothing to do with the other is a function of it for nothing, whichever kind either is', () => {
  fc.assert(
    fc.property(SEEDS, fc.integer({ min: 2, max: 30 }), (seed, values) => {
      const next = draw(seed);
      const some = () => Array.from({ length: 4000 }, () => Math.floor(next() * values));
      const [one, other] = [some(), some()];
      for (const of of [numbers(one), categories(one)]) {
        for (const on of [numbers(other), categories(other)]) expect(Math.abs(dependence(of, on) ?? 1)).toBeLessThan(0.12);
      }
    }),
    { numRuns: 40 },
  );
});

test('is the same whatever the values of a category are called', () => {
  fc.assert(
    fc.property(SEEDS, (seed) => {
      const next = draw(seed);
      const city = Array.from({ length: 1000 }, () => Math.floor(next() * 9));
      const job = city.map((value) => Math.floor((value + next() * 4) / 3));
      const names = Array.from({ length: 13 }, next);
      const renamed = (values: readonly number[]) => categories(values.map((value) => names[value] ?? 0));
      const likely = (of: RankedValues, on: RankedValues) => dependence(of, on) ?? 0;
      expect(likely(renamed(job), categories(city))).toBe(likely(categories(job), categories(city)));
      expect(likely(categories(job), renamed(city))).toBeCloseTo(likely(categories(job), categories(city)), 10);
    }),
    { numRuns: 40 },
  );
});

test('customers of whom either is unknown count for nothing', () => {
  const next = draw(5);
  const on = Array.from({ length: 600 }, next);
  const of = on.map((value) => value + 0.3 * next());
  const known = dependence(numbers(of), numbers(on));
  const longer = (values: readonly number[], more: readonly number[]) => [...values.slice(0, 300), ...more, ...values.slice(300)];
  expect(dependence(numbers(longer(of, [0.5, unknown, unknown])), numbers(longer(on, [unknown, 0.1, unknown])))).toBe(known);
});

test('of too few customers, and of what is the same of everybody, nothing is said', () => {
  const row = Array.from({ length: 201 }, (_, place) => place);
  expect(dependence(numbers(row), numbers(row))).toBeGreaterThan(LEAST);
  expect(dependence(numbers(row.slice(1)), numbers(row.slice(1)))).toBeNull();
  expect(dependence(categories(row), categories(row))).toBeNull();
  const same = row.map(() => 1);
  expect([dependence(numbers(same), numbers(row)), dependence(categories(same), numbers(row))]).toEqual([null, null]);
});

test('either way is the larger of both, exactly where it is large, and nothing where nothing can be said', () => {
  fc.assert(
    fc.property(SEEDS, fc.double({ min: 0, max: 1, noNaN: true }), (seed, noise) => {
      const next = draw(seed);
      const on = Float64Array.from({ length: 3000 }, next);
      const of = on.map((value) => Math.floor(8 * value + 4 * noise * next()));
      const [one, other] = [rankSample(of, false), rankSample(on, true)];
      const larger = Math.max(dependence(one.all, other.all) ?? 0, dependence(other.all, one.all) ?? 0);
      const found = dependenceEitherWay(one, other);
      expect(dependenceEitherWay(other, one)).toBe(found);
      if (found >= 0.6) expect(found).toBe(larger);
      else expect(larger).toBeLessThan(0.75);
    }),
    { numRuns: 60 },
  );
  const few = rankSample(
    Float64Array.from({ length: 150 }, (_, row) => row),
    true,
  );
  expect(dependenceEitherWay(few, few)).toBe(0);
});
