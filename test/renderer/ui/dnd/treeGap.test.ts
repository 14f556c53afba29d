import { describe, expect, test } from 'vitest';
import { gapAtPointer, gapNear, nextEdge, type RowBox } from '../../../../renderer/ui/dnd/treeGap';

const condition = (top: number, bottom: number): RowBox => ({ top, bottom, opens: false });
const group = (top: number, bottom: number): RowBox => ({ top, bottom, opens: true });
const rows = [condition(100, 140), group(140, 180), condition(184, 260)];

describe('gapAtPointer', () => {
  test.each([
    ['above everything', 20, 0, false],
    ['on the upper half of a condition', 110, 0, false],
    ['on the lower half of a condition', 130, 1, false],
    ['on the upper edge of a group', 145, 1, false],
    ['on the middle of a group', 160, 2, true],
    ['on the lower edge of a group', 179, 2, false],
    ['between two rows', 182, 2, false],
    ['on the lower half of a tall row', 240, 3, false],
    ['below everything', 900, 3, false],
  ])('%s', (_, y, gap, into) => {
    expect(gapAtPointer(rows, y)).toEqual({ gap, into });
  });

  test('is the only gap of an empty tree', () => {
    expect(gapAtPointer([], 50)).toEqual({ gap: 0, into: false });
  });
});

describe('by keyboard', () => {
  test('finds the nearest edge', () => {
    expect(gapNear(rows, 143).gap).toBe(1);
    expect(gapNear(rows, 255).gap).toBe(3);
    expect(gapNear([], 10).gap).toBe(0);
  });

  test('steps from edge to edge and stays at the ends', () => {
    expect(nextEdge(rows, 100, 1)).toBe(140);
    expect(nextEdge(rows, 140, 1)).toBe(184);
    expect(nextEdge(rows, 184, -1)).toBe(140);
    expect(nextEdge(rows, 100, -1)).toBe(100);
    expect(nextEdge(rows, 260, 1)).toBe(260);
  });
});
