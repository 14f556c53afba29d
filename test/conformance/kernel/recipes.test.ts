import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RecipeRun, recipeSchema, type WrittenRecipe } from '../../../shared/model/recipe';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const FIXTURE = join(process.cwd(), 'test/fixtures/recipe');
const NAMES = ['customers.csv', 'trades.csv', 'guests.csv'];

/** The fixture's recipe with the list read from a cleaned table; the cleaning drops the guest C003. */
function fixture(): WrittenRecipe {
  const recipe = recipeSchema.parse(JSON.parse(readFileSync(join(FIXTURE, 'recipe.json'), 'utf8')));
  return {
    ...recipe,
    cleanings: [
      {
        table: 'guests',
        result: 'known_guests',
        steps: [{ kind: 'dropRows', column: 'customer', when: { kind: 'oneOf', values: ['C003'] } }],
      },
    ],
    lists: recipe.lists.map((list) => ({ ...list, table: 'known_guests' })),
    portraits: recipe.portraits.slice(1),
  };
}

describeEngines('recipes', (engine) => {
  let test: TestKernel;
  let first: RecipeRun;
  beforeAll(async () => {
    test = startKernel(engine);
    first = await run(fixture(), 'first');
  });
  afterAll(() => test.kernel.close());

  async function run(recipe: WrittenRecipe, name: string): Promise<RecipeRun> {
    const folder = join(engine.folder, name);
    mkdirSync(folder);
    const files = Object.fromEntries(NAMES.map((each) => [each, test.grant(join(FIXTURE, each))]));
    return await test.call('recipes.run', { recipe, files, folder: test.grant(folder), language: 'zh' });
  }

  function answer(run: string, portrait: string) {
    const { restsOn, ...rest } = JSON.parse(readFileSync(join(engine.folder, run, `${portrait}.json`), 'utf8'));
    return { definition: restsOn.definition, asOf: restsOn.asOf, base: restsOn.base, ...rest };
  }

  it('read what cleanings made', () => {
    expect(first.segments).toEqual([
      { id: 'active_guests', name: '活跃来宾', n: 17 },
      { id: 'active', name: '活跃客户', n: 90 },
      { id: 'guests', name: '沙龙来宾', n: 23 },
    ]);
  });

  it('are written down from a workspace, and make the same of its files again', async () => {
    const written = await test.call('workspace.recipe', {});
    expect(written.imports.map(({ file, table }) => [file, table])).toEqual(NAMES.map((name) => [name, name.slice(0, -4)]));
    expect(written.entities.asOf).toBe('2025-03-31');
    const { portraits, funnels, retentions, paths } = fixture();
    const again = await run({ ...written, portraits, funnels, retentions, paths }, 'again');
    expect(again.imports).toEqual(first.imports);
    const byId = (all: RecipeRun['segments']) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(again.segments)).toEqual(byId(first.segments));
    const names = ['来宾', 'portrait-2', 'buy-sell-buy', 'funnel-2', 'retention-1', 'segments', 'after-buy'];
    for (const name of names) expect(answer('again', name)).toEqual(answer('first', name));
    expect(await test.call('workspace.recipe', {})).toEqual(written);
  });

  it('answer funnels, retentions, paths and trends of segments that rest on what cleanings made', async () => {
    const who = 'active_guests';
    const [funnel, retention, path] = [fixture().funnels?.[0], fixture().retentions?.[0], fixture().paths?.[0]];
    if (!funnel || !retention || !path) throw new Error('the fixture has journeys');
    const trend = { id: 'buyers', series: [{ event: 'buy', measure: 'customers' as const }], unit: 'month' as const };
    const parts = {
      funnels: [{ ...funnel, who }],
      retentions: [{ ...retention, who }],
      paths: [{ ...path, who }],
      trends: [{ ...trend, range: { from: '1900-01-01', to: '2025-03-31' }, who }],
    };
    await run({ ...fixture(), ...parts }, 'guests');
    expect(answer('guests', 'buy-sell-buy').steps[0].count).toBe(17);
    expect(answer('guests', 'retention-1').customers).toEqual({ asked: 17, started: 17, inRange: 17 });
    expect(answer('guests', 'after-buy')).toMatchObject({ paths: 17, customers: 17, base: { name: '活跃来宾', n: 17 } });
    const { series, periods } = answer('guests', 'buyers');
    expect(series[0].total).toBe(17);
    const [last, n] = [periods.at(-1).start, series[0].values.at(-1)];
    const report = readFileSync(join(engine.folder, 'guests', 'report.html'), 'utf8').split('<h2>趋势：buy</h2>')[1];
    expect(report).toContain(`<th scope="row">${last}</th><td>${n > 0 && n < 10 ? '人数过少，不显示' : n}</td>`);
  });

  it.each([
    ['funnels', { steps: [{ event: 'bought' }] }, /^funnels\.0: .*bought/],
    ['retentions', { start: { event: 'bought' } }, /^retentions\.0: .*bought/],
    ['paths', { from: { event: 'bought' } }, /^paths\.0: .*bought/],
  ] as const)('say that an event of %s is not there', async (part, wrong, message) => {
    const [first] = fixture()[part] ?? [];
    const recipe = { ...fixture(), [part]: [{ ...first, ...wrong }] };
    const folder = test.grant(engine.folder);
    const files = Object.fromEntries(NAMES.map((each) => [each, test.grant(join(FIXTURE, each))]));
    const error = await test.failure('recipes.run', { recipe, files, folder });
    expect(error).toMatchObject({ code: 'UNKNOWN_EVENT', at: { path: expect.stringMatching(`^${part}\\.0\\.`) } });
    expect(error.message).toMatch(message);
  });

  it('say the part that does not fit, and leave no workspace open that is half made', async () => {
    const { tags = [], ...rest } = fixture();
    const wrong = { ...rest, tags: [...tags, { id: 'x', name: 'x', source: { kind: 'expression' as const, sql: 'agee + 1' } }] };
    const folder = test.grant(engine.folder);
    const files = Object.fromEntries(NAMES.map((each) => [each, test.grant(join(FIXTURE, each))]));
    const error = await test.failure('recipes.run', { recipe: wrong, files, folder });
    expect(error).toMatchObject({ at: { path: expect.stringMatching(/^tags\.3/) }, say: { key: 'recipe.part' } });
    expect(error.message).toMatch(/^tags\.3: .*agee/);
    expect(await test.call('workspace.info', {})).toBeNull();
  });
});
