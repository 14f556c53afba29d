import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealOut } from '../../../../renderer/features/portraits/cardColumns';

test('the next card goes under the shortest column', () => {
  expect(dealOut([2, 11, 4, 3, 5], (n) => n, 2)).toEqual([[2, 4, 3, 5], [11]]);
  expect(dealOut([2, 11], (n) => n, 1)).toEqual([[2, 11]]);
  expect(dealOut([], (n: number) => n, 2)).toEqual([[], []]);
});

test('no card is lost, and every column keeps the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500)), fc.integer({ min: 1, max: 4 }), (weights, columns) => {
      const items = weights.map((weight, index) => ({ weight, index }));
      const dealt = dealOut(items, (item) => item.weight, columns).map((column) => column.map((item) => item.index));
      expect(dealt.flat().toSorted((a, b) => a - b)).toEqual(items.map((item) => item.index));
      for (const column of dealt) expect(column).toEqual(column.toSorted((a, b) => a - b));
    }),
  );
});
