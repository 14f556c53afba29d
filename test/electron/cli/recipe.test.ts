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

/** What each customer did, in the order of time. */
const deeds = new Map<string, string[]>();
for (const [, customer = '', , kind = ''] of rowsOf('trades.csv').sort(([, , a = ''], [, , b = '']) => a.localeCompare(b)))
  deeds.set(customer, [...(deeds.get(customer) ?? []), kind]);

/** Customers who did these things one after the other, with whatever between them. */
function customersWho(...kinds: readonly string[]): number {
  return [...deeds.values()].filter((own) => new RegExp(kinds.join(',(?:.+,)?')).test(own.join(','))).length;
}

/** How many went each way from their first purchase on, two steps further at most. */
function waysAfterBuying(): Map<string, number> {
  const ways = new Map<string, number>();
  for (const own of deeds.values()) {
    if (!own.includes('buy')) continue;
    const way = own.slice(own.indexOf('buy')).slice(0, 3).join(' → ');
    ways.set(way, (ways.get(way) ?? 0) + 1);
  }
  return ways;
}

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

  test('gives the answers of its journeys', () => {
    const texts = filesOf('first');
    const funnel = JSON.parse(texts['buy-sell-buy.json'] ?? '');
    const reached = [['buy'], ['buy', 'sell'], ['buy', 'sell', 'buy']].map((kinds) => customersWho(...kinds));
    expect(funnel.steps.map(({ count }: { count: number }) => count)).toEqual(reached);
    expect(funnel.restsOn.base).toEqual({ name: '活跃客户', n: buyers.size });
    const retention = JSON.parse(texts['retention-1.json'] ?? '');
    expect(retention.customers).toEqual({ asked: 120, started: buyers.size, inRange: buyers.size });
    const path = JSON.parse(texts['after-buy.json'] ?? '');
    const found = path.sequences.map(({ steps, count }: { steps: { name: string }[]; count: number }) => [
      steps.map(({ name }) => name).join(' → '),
      count,
    ]);
    expect(new Map(found)).toEqual(waysAfterBuying());
    for (const { restsOn } of [funnel, retention, path]) {
      expect(restsOn).toMatchObject({ asOf: '2025-03-31' });
      expect(restsOn).not.toHaveProperty('engine');
    }
  });

  test('tells of journeys on its page, but of no few customers', () => {
    const page = filesOf('first')['report.html'] ?? '';
    const chapter = (title: string) => page.split(`<h2>${title}</h2>`)[1]?.split('<h2>')[0]?.split('<details>')[0] ?? '';
    const row = (n: number, name: string, ...cells: string[]) =>
      `<th scope="row">${n}. ${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const funnel = chapter('买入、卖出、再买入');
    expect(funnel).toContain(`<p>活跃客户: ${buyers.size} customers.</p>`);
    expect(funnel).toContain(row(1, 'buy', String(buyers.size), '–', '–', '–', '–'));
    expect(funnel).toContain('<td>26</td><td>28.9%</td><td>28.9%</td>');
    const few = chapter('Funnel: buy → sell');
    expect(few).toContain('<p>segment without a name: &lt; 10 customers.</p>');
    expect(few.match(/<td>\d/)).toBeNull();
    const paths = chapter('Paths from buy');
    for (const [way, n] of waysAfterBuying()) {
      const told = n < 10 ? 'too few, not shown' : String(n);
      expect(paths).toContain(`<tr><th scope="row">${way}</th><td>${told}</td>`);
    }
    // Only the week that begins on the last day is not over; the cohort of the first two days has a few customers.
    const weeks = chapter('Retention: buy → sell').split('<tr>').slice(2);
    expect(weeks[0]).toMatch(/^<th scope="row">2025-02-24<\/th><td>too few, not shown<\/td>/);
    for (const week of weeks) expect(week.match(/\*<\/td>/g)).toHaveLength(1);
    expect(chapter('Retention: any event → any event')).toContain(`<td>${deeds.size}</td><td>100.0%</td>`);
  });

  test('gives the answers of its experiments, and tells of them without a cause where nobody drew the arms', async () => {
    const experiment = {
      segments: [
        { variant: 'guests', who: 'guests' },
        { variant: 'rest', who: { kind: 'all', rules: [] } },
      ],
      control: 'rest',
      metrics: [{ kind: 'mean', label: 'balance', of: { tag: 'balance' } }],
    };
    const path = changed('"paths": [', `"experiments": [${JSON.stringify(experiment)}], "paths": [`);
    const { code } = await run(path, 'experiments');
    expect(code).toBe(0);
    const texts = filesOf('experiments');
    const answer = JSON.parse(texts['experiment-1.json'] ?? '');
    // Guests are in both arms, and so in neither.
    expect(answer).toMatchObject({ crossovers: guests.size, verdict: { decision: 'insufficient' } });
    const chapter = (texts['report.html'] ?? '').split('<h2>Experiment: guests / rest</h2>')[1] ?? '';
    expect(chapter.split('<h2>')[0]).toMatch(/no verdict.*\(Not randomised\)/);

    const unknown = changed('"paths": [', `"experiments": [${JSON.stringify({ ...experiment, who: 'nobody' })}], "paths": [`);
    expect((await run(unknown, 'unknown-experiment')).error).toContain('experiments.0.who');
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
    '"forecasts": [], "lists": [',
    'this version does not know the recipe part "forecasts"',
  ],
  ['an unknown field', '"trades.csv"', '"trades.csv", "delimter": ";"', 'line 14, imports.1: Unrecognized key: "delimter"'],
  ['a missing file', '"trades.csv"', '"trade.csv"', 'imports.1.file: trade.csv does not exist.'],
  ['an unknown segment', '"segment": "active",\n      "base"', '"segment": "activ",\n      "base"', 'no segment "activ"'],
  ['an unknown segment of a funnel', '"who": "active"', '"who": "activ"', 'funnels.0.who: The recipe has no segment "activ"'],
  [
    'an unknown segment that cohorts are told apart by',
    '["guests", "active"]',
    '["guests", "actve"]',
    'retentions.1.by.segments.1',
  ],
  ['a name that another answer has', '"id": "after-buy"', '"id": "Active"', 'paths.0.id: There is another "active".'],
  ['a path of no steps', '"depth": 2', '"depth": 0', 'paths.0.depth'],
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
