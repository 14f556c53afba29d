import { expect, test } from 'vitest';
import { frequentSets } from '#shared/bits/frequentSets';
import { countBoth, inBoth, without } from '#shared/bits/setAlgebra';
import { bitsWhere, KERNELS, randomNumbers, storeOf } from '../../support/bits';

const ROWS = 70_003;

test.each(KERNELS)('$kernels kernels: pairs and triples are those that counting customer by customer finds', ({ load }) => {
  const random = randomNumbers(5);
  const holds = [0.5, 0.3, 0.2, 0.02, 0.4].map((share) => Array.from({ length: ROWS }, () => random() < share));
  const store = storeOf(load);
  const sets = holds.map((each) => bitsWhere(store, ROWS, (row) => each[row] === true));
  const together = (...items: number[]) => {
    let n = 0;
    for (let row = 0; row < ROWS; row++) if (items.every((item) => holds[item]?.[row])) n++;
    return n;
  };
  const wanted: { sets: number[]; n: number }[] = [];
  for (let a = 0; a < 5; a++)
    for (let b = a + 1; b < 5; b++) {
      wanted.push({ sets: [a, b], n: together(a, b) });
      for (let c = b + 1; c < 5; c++) wanted.push({ sets: [a, b, c], n: together(a, b, c) });
    }
  const minimum = 1000;
  const { both, frequent } = frequentSets(sets, minimum, 3);
  const expected = wanted.filter(({ n }) => n >= minimum);
  expect(frequent).toHaveLength(expected.length);
  expect(frequent).toEqual(expect.arrayContaining(expected));
  expect(frequentSets(sets, minimum, 2).frequent).toEqual(
    expect.arrayContaining(expected.filter((each) => each.sets.length === 2)),
  );
  expect(both[3]?.[3]).toBe(together(3));

  const [first, second] = sets;
  if (!first || !second) throw new Error('there are five sets');
  expect(countBoth(first, second)).toBe(together(0, 1));
  expect(inBoth(first, second).count()).toBe(together(0, 1));
  expect(without(first, second).count()).toBe(together(0) - together(0, 1));
});
