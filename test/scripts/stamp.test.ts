import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cache, root } from '../../scripts/setup/paths.mjs';
import { stampOf } from '../../scripts/setup/stamp.mjs';

const then = new Date('2026-01-01T00:00:00Z');
let folder: string;
let stamp: () => string;

beforeEach(() => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'stamp-'));
  stamp = () => stampOf([relative(root, folder)]);
  plant('a.ts', 'one');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('unchanged files keep their stamp', () => {
  expect(stamp()).toBe(stamp());
});

test.each<[string, () => void]>([
  ['a changed size', () => plant('a.ts', 'longer')],
  ['a later time of change', () => utimesSync(join(folder, 'a.ts'), then, new Date())],
  ['a new file in a new folder', () => plant('deep/b.ts', 'two')],
  ['a removed file', () => rmSync(join(folder, 'a.ts'))],
])('%s changes the stamp', (_case, change) => {
  const before = stamp();
  change();
  expect(stamp()).not.toBe(before);
});

function plant(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), then, then);
}
