import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commandLine } from '../../support/commandLine';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const workspace = join(folder, 'w.huaxiang');
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
/** The passphrase comes on standard input, as from a pipe. */
const sealed = (args: readonly string[], input = 'correct horse battery\n') =>
  commandLine([...args, '--passphrase-stdin'], { input });

test('a workspace is made encrypted, erased from, given another passphrase and written plain', async () => {
  const people = file('people.csv', 'id,mobile\nc1,13800000001\nc2,13912345678\n');
  const map = file('map.json', JSON.stringify({ customers: { table: 'people', key: 'id' } }));
  expect((await sealed(['import', workspace, people])).code).toBe(0);
  expect(readFileSync(workspace).subarray(0, 8).toString()).toBe('HXSEALED');
  const without = await commandLine(['audit', workspace]);
  expect([without.code, without.error]).toEqual([1, 'huaxiang: w.huaxiang is encrypted. (Give its passphrase.)\n']);
  expect((await sealed(['audit', workspace], 'wrong horse\n')).error).toContain('The passphrase does not open w.huaxiang.');
  expect((await sealed(['entities', workspace, '--apply', map])).code).toBe(0);

  const shown = await sealed(['erase', workspace, '--customer', 'c2', '--json']);
  expect(JSON.parse(shown.out).found).toEqual([{ kind: 'table', table: 'people', rows: 1 }]);
  const erased = await sealed(['erase', workspace, '--customer', 'c2', '--reason', 'asked for it', '--yes', '--json']);
  expect(JSON.parse(erased.out).pseudonym).toMatch(/^h/);
  expect((await sealed(['erase', workspace, '--customer', 'c2'])).error).toContain('There is no customer "c2".');

  expect((await sealed(['seal', workspace, '--change'], 'correct horse battery\nanother passphrase\n')).code).toBe(0);
  expect((await sealed(['audit', workspace])).code).toBe(1);
  const plain = join(folder, 'plain.huaxiang');
  expect((await sealed(['seal', workspace, '--plain', plain], 'another passphrase\n')).code).toBe(0);
  const audit = JSON.parse((await commandLine(['audit', plain, '--action', 'customer.erase', '--json'])).out);
  expect(audit.entries.map(({ action }: { action: string }) => action)).toEqual(['customer.erase']);
});

test('a call without what it needs says so', async () => {
  expect((await commandLine(['seal', workspace])).error).toContain('seal needs one of --out, --plain, --change');
  expect((await commandLine(['seal', workspace, '--out', join(folder, 'x.huaxiang')])).error).toContain(
    'seal needs a passphrase',
  );
  expect((await commandLine(['erase', workspace, '--customer', 'c1', '--yes'])).error).toContain('erase needs');
});
