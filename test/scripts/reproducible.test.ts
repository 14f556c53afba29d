import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-again-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whoever builds the same sources can tell whether an installation was made of them. */
test('another folder with the same files builds the same bytes', { timeout: 240_000 }, () => {
  const elsewhere = join(folder, 'elsewhere');
  copySources(elsewhere);
  build(root);
  build(elsewhere);
  const here = hashes(join(root, 'out'), outputs(join(elsewhere, 'out')));
  expect(Object.keys(here).length).toBeGreaterThan(50);
  expect(hashes(join(elsewhere, 'out'), outputs(join(elsewhere, 'out')))).toEqual(here);
});

function copySources(target: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((file) => file !== '' && !file.startsWith('test/'))) {
    mkdirSync(join(target, dirname(file)), { recursive: true });
    copyFileSync(join(root, file), join(target, file));
  }
  execFileSync('cp', ['-al', join(root, 'node_modules'), join(target, 'node_modules')]);
}

function build(where: string): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: where, stdio: 'pipe' });
}

function outputs(out: string): string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.stamps') && statSync(join(out, name)).isFile())
    .sort();
}

function hashes(out: string, names: readonly string[]): Record<string, string> {
  const hashOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(out, name)))
      .digest('hex');
  return Object.fromEntries(names.map((name) => [name, hashOf(name)]));
}
