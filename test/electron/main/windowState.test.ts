import { expect, test } from 'vitest';
import { windowBounds } from '../../../electron/main/windowState';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 1000 };

test('a window that is on a screen opens where it was', () => {
  const saved = { x: 2000, y: 50, width: 1100, height: 800 };
  expect(windowBounds(saved, [screen, second])).toEqual(saved);
});

test.each([
  ['its screen is gone', { x: 2000, y: 50, width: 1100, height: 800 }],
  ['only a strip of it shows', { x: 1900, y: 50, width: 1100, height: 800 }],
  ['its title bar is above the screen', { x: 100, y: -750, width: 1100, height: 900 }],
])('a window opens in the middle when %s', (_case, saved) => {
  expect(windowBounds(saved, [screen])).toEqual({ width: 1440, height: 900 });
});

test('a window is never smaller than its minimum nor, at first, larger than the screen', () => {
  expect(windowBounds({ x: 0, y: 0, width: 300, height: 200 }, [screen])).toMatchObject({ width: 1024, height: 700 });
  expect(windowBounds(undefined, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({ width: 1280, height: 720 });
  expect(windowBounds(undefined, [])).toEqual({ width: 1440, height: 900 });
});
