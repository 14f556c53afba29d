import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampTop,
  contentHeight,
  type Geometry,
  isScaled,
  revealRow,
  scrollTopFor,
  topRowAt,
  visibleRows,
} from '../../../../renderer/ui/grid/gridGeometry';

const geometries: fc.Arbitrary<Geometry> = fc.record({
  total: fc.integer({ min: 1, max: 50_000_000 }),
  rowHeight: fc.constant(28),
  viewport: fc.integer({ min: 28, max: 2_000 }),
});

test('every row can be scrolled to, from the first to the last', () => {
  fc.assert(
    fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, share) => {
      const wanted = clampTop(geometry, share * geometry.total);
      expect(topRowAt(geometry, scrollTopFor(geometry, wanted))).toBeCloseTo(wanted, 3);
    }),
  );
});

test('the end of the scroll bar shows the last row, its start the first', () => {
  fc.assert(
    fc.property(geometries, (geometry) => {
      const end = Math.max(0, contentHeight(geometry) - geometry.viewport);
      expect(visibleRows(geometry, topRowAt(geometry, end)).last).toBe(geometry.total - 1);
      expect(visibleRows(geometry, topRowAt(geometry, 0)).first).toBe(0);
    }),
  );
});

test('content stays as tall as Chromium can lay out', () => {
  const long: Geometry = { total: 50_000_000, rowHeight: 28, viewport: 500 };
  expect(contentHeight(long)).toBeLessThanOrEqual(10_000_000);
  expect(isScaled(long)).toBe(true);
  expect(isScaled({ ...long, total: 1000 })).toBe(false);
});

test('a revealed row is wholly on the screen, and a visible one moves nothing', () => {
  fc.assert(
    fc.property(geometries, fc.nat(), fc.nat(), (geometry, from, to) => {
      const top = clampTop(geometry, from % geometry.total);
      const row = to % geometry.total;
      const fitting = Math.floor(geometry.viewport / geometry.rowHeight);
      const revealed = revealRow(geometry, top, row);
      expect(revealed).toBeLessThanOrEqual(row);
      expect(row + 1).toBeLessThanOrEqual(revealed + geometry.viewport / geometry.rowHeight + 1e-9);
      if (row >= top && row < top + fitting) expect(revealed).toBe(top);
    }),
  );
});
