import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../electron/cli/commandLine';

const FIXTURE = join(process.cwd(), 'test/fixtures/recipe');
const folder = mkdtempSync(join(tmpdir(), 'huaxiang-recipe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(recipe: string, out: string, more: readonly string[] = [], stopAt?: string) {
  const stop = new AbortController();
  let written = '';
  let error = '';
  const code = await runCommandLine(['run', recipe, '--out', join(folder, out), '--json', ...more], {
    writeOut: (chunk) => {
      written += chunk;
    },
    writeError: (chunk) => {
      error += chunk;
      if (stopAt !== undefined && chunk.includes(stopAt)) stop.abort();
    },
    showsProgress: false,
    readInput: async () => '',
    signal: stop.signal,
  });
  return { code, out: written === '' ? null : JSON.parse(written), error };
}

function filesOf(out: string): Record<string, string> {
  const path = join(folder, out);
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

/** The recipe of the fixture beside copies of its files, with one piece of its text replaced. */
function changed(piece: string | RegExp, by: string): string {
  const beside = mkdtempSync(join(folder, 'changed-'));
  cpSync(FIXTURE, beside, { recursive: true });
  const path = join(beside, 'recipe.json');
  const text = readFileSync(path, 'utf8');
  const other = text.replace(piece, by);
  expect(other).not.toBe(text);
  writeFileSync(path, other);
  return path;
}

function rowsOf(name: string): string[][] {
  const lines = readFileSync(join(FIXTURE, name), 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.split(','));
}

/** Whoever bought at least once, by a plain reading of the files. */
const buyers = new Set(rowsOf('trades.csv').flatMap(([, customer, , kind]) => (kind === 'buy' ? [customer] : [])));
const guests = new Set(rowsOf('guests.csv').map(([customer]) => customer));

describe('a recipe', () => {
  let first: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    first = await run(join(FIXTURE, 'recipe.json'), 'first');
  });

  test('comes to what its files hold, and tells each part on standard error', () => {
    expect(first.code).toBe(0);
    expect(first.error).toMatch(/^huaxiang: imports\.0\n(huaxiang: [a-z]+(\.\d)?\n)+huaxiang: report\n$/);
    expect(first.out).toMatchObject({
      imports: [
        { table: 'customers', rows: 120, rejected: 1 },
        { table: 'trades', rows: 180, rejected: 0 },
        { table: 'guests', rows: 24, rejected: 0 },
      ],
      customers: 120,
      asOf: '2025-03-31',
      segments: [
        { id: 'active_guests', n: [...guests].filter((guest) => buyers.has(guest)).length },
        { id: 'active', n: buyers.size },
        { id: 'guests', n: 24 },
      ],
    });
    const { files } = first.out;
    expect(files.map(({ name }: { name: string }) => name).sort()).toEqual(readdirSync(join(folder, 'first')).sort());
  });

  test('gives the answers of its portraits with their names sorted, and no engine, time or path in them', () => {
    const texts = filesOf('first');
    const answer = JSON.parse(texts['active.json'] ?? '');
    const life = answer.tags.find(({ tag }: { tag: string }) => tag === 'life').values;
    const young = rowsOf('customers.csv').filter(([id, , age]) => buyers.has(id) && Number(age) < 30).length;
    expect(life).toContainEqual(expect.objectContaining({ value: '30岁以下', n: young }));
    expect(Object.keys(answer)).toEqual(Object.keys(answer).sort());
    expect(answer.restsOn).not.toHaveProperty('engine');
    for (const text of Object.values(texts)) expect(text).not.toMatch(/\d\d:\d\d:\d\d|\/tmp\/|native|wasm/);
  });

  test('makes one page that holds all of it and asks for nothing', () => {
    const page = filesOf('first')['report.html'] ?? '';
    expect(page).not.toMatch(/https?:|\ssrc=|\shref=|@import|url\(/);
    for (const words of ['Rejected lines of customers: 52 (age).', '至少买入一次', 'guest_trader', 'Portrait: 活跃客户'])
      expect(page).toContain(words);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    // Seven customers live there.
    expect(page).toContain('<h2>Portrait: 温州客户</h2>\n<p>Segment of &lt; 10,');
    expect(page).not.toMatch(/Segment of 7\b/);
  });

  test.each(['native', 'wasm'])(
    'writes the same bytes again on the %s engine',
    async (engine) => {
      const again = await run(join(FIXTURE, 'recipe.json'), engine, ['--engine', engine]);
      expect(again).toMatchObject({ code: 0, out: first.out });
      expect(filesOf(engine)).toEqual(filesOf('first'));
    },
    120_000,
  );

  test('is written over its own results, but not over those that somebody changed', async () => {
    const recipe = join(FIXTURE, 'recipe.json');
    expect(await run(recipe, 'first')).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'first', 'active.json'), '{}');
    const refused = await run(recipe, 'first');
    expect(refused).toMatchObject({ code: 1, out: { error: { code: 'FILE_EXISTS', at: { file: 'active.json' } } } });
    expect(filesOf('first')['active.json']).toBe('{}');
    expect(await run(recipe, 'first', ['--force'])).toMatchObject({ code: 0, out: first.out });
  });

  test('keeps its workspace where it names one, which only --force replaces', async () => {
    const recipe = changed('"workspace": null', '"workspace": "bank.huaxiang"');
    expect(await run(recipe, 'kept')).toMatchObject({ code: 0, out: { customers: 120 } });
    expect(readdirSync(join(folder, 'kept'))).not.toContain('unfinished.run');
    expect(await run(recipe, 'kept')).toMatchObject({ code: 1, out: { error: { code: 'FILE_EXISTS' } } });
    expect(await run(recipe, 'kept', ['--force'])).toMatchObject({ code: 0 });
    expect(filesOf('kept')['report.html']).toBe(filesOf('first')['report.html']);
  });

  test('leaves nothing behind when it is interrupted', async () => {
    const stopped = await run(changed('"workspace": null', '"workspace": "bank.huaxiang"'), 'in/side', [], 'entities');
    expect(stopped.code).toBe(130);
    expect(existsSync(join(folder, 'in'))).toBe(false);
  });
});

test.each([
  [
    'a part of another version',
    '"lists": [',
    '"funnels": [], "lists": [',
    'this version does not know the recipe part "funnels"',
  ],
  ['an unknown field', '"trades.csv"', '"trades.csv", "delimter": ";"', 'line 14, imports.1: Unrecognized key: "delimter"'],
  ['a missing file', '"trades.csv"', '"trade.csv"', 'imports.1.file: trade.csv does not exist.'],
  ['an unknown segment', '"segment": "active",\n      "base"', '"segment": "activ",\n      "base"', 'no segment "activ"'],
  ['a circle', '"kind": "list",\n        "list": "guests"', '"kind": "segment", "segment": "active_guests"', 'read each other'],
  ['a name that is taken', '"id": "buys"', '"id": "life"', 'line 71, tags.2.id: There is another "life".'],
  [
    'no day to count back from',
    /"events"[\s\S]*"asOf": "2025-03-31"/,
    '"events": []',
    'entities: Neither an as-of day nor an event',
  ],
])('refuses %s before any work', async (_, piece, by, message) => {
  const { code, error } = await run(changed(piece, by), 'refused');
  expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining(message) });
  expect(error).not.toContain('huaxiang: imports.0\n');
  expect(existsSync(join(folder, 'refused'))).toBe(false);
});

test('stops at the first part that does not fit the data', async () => {
  const { code, out, error } = await run(changed('"event": "buy"', '"event": "bought"'), 'stopped');
  expect({ code, out }).toMatchObject({
    code: 1,
    out: { error: { code: 'UNKNOWN_EVENT', at: { file: 'recipe.json', line: 70 } } },
  });
  expect(error).toMatch(/huaxiang: recipe\.json, line 70: tags\.2: .*bought.*\n$/);
  expect(error).not.toContain('portraits');
  expect(existsSync(join(folder, 'stopped'))).toBe(false);
});
