import { describe, expect, test } from 'vitest';
import { gapAtPointer, gapNear, nextEdge, type RowBox } from '../../../../renderer/ui/dnd/treeGap';

const condition = (top: number, bottom: number): RowBox => ({ top, bottom, opens: false });
const group = (top: number, bottom: number): RowBox => ({ top, bottom, opens: true });
const rows = [condition(100, 140), group(140, 180), condition(184, 260)];

describe('gapAtPointer', () => {
  test.each([
    ['above everything', 20, 0, 'free'],
    ['on the upper half of a condition', 110, 0, 'free'],
    ['on the lower half of a condition', 130, 1, 'free'],
    ['on the upper edge of a group', 145, 1, 'free'],
    ['on the middle of a group', 160, 2, 'into'],
    ['on the lower edge of a group', 179, 2, 'free'],
    ['between two rows', 182, 2, 'free'],
    ['on the lower half of a tall row', 240, 3, 'free'],
    ['below everything', 900, 3, 'outermost'],
  ])('%s', (_, y, gap, level) => {
    expect(gapAtPointer(rows, y)).toEqual({ gap, level });
  });

  test('is the only gap of an empty tree', () => {
    expect(gapAtPointer([], 50)).toEqual({ gap: 0, level: 'outermost' });
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
