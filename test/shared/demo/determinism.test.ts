import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateDemo } from '../../../shared/demo/generateDemo';
import { type WrittenDemo, writeDemo } from '../../support/demo';

/** Positions of customer number, days, age, branch, mobile, identity number, money and scores in the customers file. */
const WORDLESS = [0, 3, 4, 8, 9, 10, 11, 16, 26, 27, 28, 29, 30, 31, 34];

test('the same seed writes the same bytes', async () => {
  const [first, second] = await Promise.all([writeDemo(), writeDemo()]);
  expect(hashes(first)).toEqual(hashes(second));
  await first.remove();
  await second.remove();
});

test('another seed writes another bank, file by file', async () => {
  const [first, second] = await Promise.all([writeDemo(), writeDemo({ seed: 2 })]);
  const [before, after] = [hashes(first), hashes(second)];
  const fixed = ['products.csv', 'products.xlsx', 'branches.csv', 'campaigns.csv'];
  for (const [name, hash] of Object.entries(after)) expect([name, hash === before[name]]).toEqual([name, fixed.includes(name)]);
  await first.remove();
  await second.remove();
});

test('the language changes the words and nothing else', async () => {
  const [english, chinese] = await Promise.all([writeDemo(), writeDemo({ language: 'zh' })]);
  expect(chinese.truths.segments.map(({ id, n }) => [id, n])).toEqual(english.truths.segments.map(({ id, n }) => [id, n]));
  expect(chinese.truths.campaigns.map(({ arms }) => arms)).toEqual(english.truths.campaigns.map(({ arms }) => arms));
  expect(wordless(chinese)).toEqual(wordless(english));
  expect(lines(chinese, 'customers.csv')[0]).toMatch(/^\uFEFF客户号,姓名,性别,/);
  await english.remove();
  await chinese.remove();
});

test('more customers leave the first ones as they are', async () => {
  const [few, many] = await Promise.all([writeDemo({ customers: 500 }), writeDemo({ customers: 1000 })]);
  const stable = (demo: WrittenDemo) =>
    lines(demo, 'customers.csv')
      .slice(1, 501)
      .map((line) => line.split(',').slice(0, 6));
  expect(stable(many)).toEqual(stable(few));
  await few.remove();
  await many.remove();
});

test('an aborted call stops as cancelled and says so', async () => {
  const written = await writeDemo({ customers: 100 });
  const stop = new AbortController();
  const request = { customers: 20_000, events: 100_000, seed: 1, language: 'en' } as const;
  const folder = written.files.grant(written.folder);
  const running = generateDemo({
    ...request,
    files: written.files,
    folder,
    signal: stop.signal,
    onProgress: (share) => share > 0.3 && stop.abort(),
  });
  await expect(running).rejects.toMatchObject({ error: { code: 'CANCELLED' } });
  await written.remove();
});

function hashes({ demo, folder }: WrittenDemo): Record<string, string> {
  const names = [...demo.files.map(({ name }) => name), 'truths.json'];
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

function lines({ folder }: WrittenDemo, name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
}

/** The cells of the customers file that are numbers, days or codes. */
function wordless(demo: WrittenDemo): string[][] {
  return lines(demo, 'customers.csv')
    .slice(1)
    .map((line) => line.split(',').filter((_, position) => WORDLESS.includes(position)));
}
