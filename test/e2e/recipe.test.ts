import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runCommandLine } from '../../electron/cli/commandLine';
import { launchApp, type TestApp } from './support/app';
import { BANK_FILE, openBank } from './support/bank';
import { goldenPortrait } from './support/goldens';
import { byId, copiedBy } from './support/hand';

const golden = goldenPortrait('young_tertiary');
const who = {
  kind: 'all' as const,
  rules: [
    { kind: 'tag' as const, tag: 'age', op: 'lt' as const, values: [35] },
    { kind: 'tag' as const, tag: 'education', op: 'is' as const, values: ['tertiary'] },
  ],
};

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'huaxiang-copied-'));
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what the pages copy is a recipe that makes the same on the command line', async () => {
  app = await launchApp();
  const ports = await openBank(app);
  const segment = { id: 'young-tertiary', name: '年轻高学历', description: '', who };
  expect(await ports.kernel('segments.save', { segment })).toMatchObject({ ok: true });
  await app.chooseMenu('view.portraits');
  await app.waitForPage('portraits');
  const spec = JSON.parse(await copiedBy(byId(app.page, 'portrait-copy-recipe')));
  await app.chooseMenu('workspace.copyRecipe');
  await expect.poll(copied).toContain('"imports"');
  const recipe = JSON.parse(await copied());
  expect(recipe.imports).toMatchObject([{ file: 'bank-full.csv', table: 'bank' }]);
  symlinkSync(BANK_FILE, join(folder, 'bank-full.csv'));
  const path = join(folder, 'recipe.json');
  writeFileSync(path, JSON.stringify({ ...recipe, portraits: [{ ...spec, id: 'young' }] }));
  expect(await run(path)).toEqual({ code: 0, error: expect.stringContaining('huaxiang: portraits.0\n') });
  const answer = JSON.parse(readFileSync(join(folder, 'out', 'young.json'), 'utf8'));
  expect(answer.segments).toEqual([{ id: 'young-tertiary', name: '年轻高学历', n: golden.segment_n }]);
  expect(answer.restsOn.base.n).toBe(golden.base_n);
});

async function copied(): Promise<string> {
  return (await app.page.evaluate(() => document.documentElement.dataset.copied)) ?? '';
}

async function run(recipe: string) {
  let error = '';
  const code = await runCommandLine(['run', recipe, '--out', join(folder, 'out')], {
    writeOut: () => undefined,
    writeError: (chunk) => {
      error += chunk;
    },
    showsProgress: false,
    readInput: async () => '',
    signal: new AbortController().signal,
  });
  return { code, error };
}
