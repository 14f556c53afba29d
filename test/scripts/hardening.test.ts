import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

const page = readFileSync(join(root, 'docs/hardening.md'), 'utf8');
const lines = [...page.matchAll(/^\| (\d+) \| (.+?) \| (.+) \|$/gm)].map(([, number, check, attacks]) => ({
  number,
  check,
  attacks,
}));

/** A file, and words of the name of a test in it. */
function attacksOf(cell: string): { readonly path: string; readonly name: string }[] {
  return cell.split(' · ').map((attack) => {
    const [, path = '', name = ''] = /^`([^`]+)` ?(.*?)(?:\. Partly.*|\(.*)?$/.exec(attack) ?? [];
    return { path, name: name.trim() };
  });
}

test('every line of the page has a number of its own, up to the last', () => {
  expect(lines.length).toBeGreaterThanOrEqual(31);
  expect(lines.map(({ number }) => Number(number))).toEqual(lines.map((_, at) => at + 1));
});

test.each(lines)('check $number is attacked by tests that are there: $check', ({ attacks = '' }) => {
  for (const { path, name } of attacksOf(attacks)) {
    expect(existsSync(join(root, path)), path).toBe(true);
    expect(readFileSync(join(root, path), 'utf8'), `${path} › ${name}`).toContain(name);
  }
});
