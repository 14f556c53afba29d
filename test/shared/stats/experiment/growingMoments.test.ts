import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Growth, growingMoments } from '#shared/stats/experiment/growingMoments';
import { pairMoments } from '#shared/stats/experiment/pairMoments';

const MOMENTS = 5;

/** By customer the moment of entry, and by moment what came in of both numbers. */
const customers = fc.array(
  fc.record({
    entry: fc.integer({ min: 0, max: MOMENTS - 1 }),
    x: fc.array(fc.integer({ min: -50, max: 500 }), { minLength: MOMENTS, maxLength: MOMENTS }),
    y: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: MOMENTS, maxLength: MOMENTS }),
  }),
  { maxLength: 12 },
);

type Customer = { readonly entry: number; readonly x: readonly number[]; readonly y: readonly number[] };

function growthOf(people: readonly Customer[], of: (person: Customer) => readonly number[]): Growth {
  const steps = people.flatMap((person, at) =>
    of(person).flatMap((amount, moment) => (moment >= person.entry && amount !== 0 ? [{ at, moment, amount }] : [])),
  );
  return { at: steps.map(({ at }) => at), moment: steps.map(({ moment }) => moment), amount: steps.map(({ amount }) => amount) };
}

/** What those who had entered by a moment had come to by then. */
function standing(people: readonly Customer[], of: (person: Customer) => readonly number[], moment: number): number[] {
  return people
    .filter(({ entry }) => entry <= moment)
    .map((person) => of(person).reduce((sum, amount, at) => (at >= person.entry && at <= moment ? sum + amount : sum), 0));
}

test('the moments at each moment are those of the customers as they stood then, of a part of them too', () => {
  fc.assert(
    fc.property(customers, fc.nat(11), fc.constantFrom(null, 1, 100), fc.boolean(), (people, cut, cap, isRatio) => {
      const first = Math.min(cut, people.length);
      const worth = (sum: number) => (cap === null ? sum : Math.min(sum, cap));
      const x = growthOf(people, (person) => person.x);
      const y = growthOf(people, (person) => person.y);
      const found = growingMoments({
        ...{ first, end: people.length, x, worth, moments: MOMENTS, entered: people.map(({ entry }) => entry) },
        ...(isRatio ? { y } : {}),
        middle: { x: 7, y: 3 },
      });
      const own = people.slice(first);
      for (const [moment, { n, x: byX, y: byY, covariance }] of found.entries()) {
        const xs = Float64Array.from(
          standing(own, (person) => person.x, moment),
          worth,
        );
        const ys = isRatio ? Float64Array.from(standing(own, (person) => person.y, moment)) : xs;
        const plain = pairMoments(xs, ys);
        expect(n).toBe(plain.n);
        expect(byX.sum).toBeCloseTo(plain.x.sum, 8);
        expect(byX.variance).toBeCloseTo(plain.x.variance, 6);
        expect(byY.sum).toBeCloseTo(plain.y.sum, 8);
        expect(byY.variance).toBeCloseTo(plain.y.variance, 6);
        expect(covariance).toBeCloseTo(plain.covariance, 6);
      }
    }),
  );
});
