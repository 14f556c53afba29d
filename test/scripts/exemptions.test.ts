import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

/** Written in two parts, so that this file does not name what it looks for. */
const silencers = ['biome-', 'eslint-dis', '@ts-ig', '@ts-exp', '@ts-noch', 'depcruise-ig'].map((start, at) => {
  return start + ['ignore', 'able', 'nore', 'ect-error', 'eck', 'nore'][at];
});

/** AssemblyScript (`.as.ts`) is the language of another compiler. */
test('no source file silences a check', () => {
  const files = execFileSync('git', ['ls-files', '--', '*.ts', '*.tsx', '*.mts', '*.mjs', '*.cjs', ':!*.as.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const present = files.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
  expect(present.length).toBeGreaterThan(20);
  const silenced = present.filter((file) => silencers.some((word) => readFileSync(join(root, file), 'utf8').includes(word)));
  expect(silenced).toEqual([]);
});
