import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Truths } from '../../../shared/demo/truths';
import type { ItemsSpec } from '../../../shared/model/insight';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

/** The baskets of the user guide of mlxtend (association_rules, 0.23), one customer each; the sixth customer bought nothing. */
const BASKETS = [
  ['Milk', 'Onion', 'Nutmeg', 'Kidney Beans', 'Eggs', 'Yogurt'],
  ['Dill', 'Onion', 'Nutmeg', 'Kidney Beans', 'Eggs', 'Yogurt'],
  ['Milk', 'Apple', 'Kidney Beans', 'Eggs'],
  ['Milk', 'Unicorn', 'Corn', 'Kidney Beans', 'Yogurt'],
  ['Corn', 'Onion', 'Onion', 'Kidney Beans', 'Ice cream', 'Eggs'],
];
const BOUGHT = BASKETS.flatMap((basket, index) =>
  basket.map((item) => `C${index + 1},2024-01-0${index + 1} 10:00:00,buy,${item},1`),
);
/** After the as-of day, and another event: neither is a purchase that counts. */
const OTHERS = ['C6,2024-03-01 00:00:00,buy,Eggs,1', 'C6,2024-01-02 00:00:00,look,Eggs,1'];
const PEOPLE = ['C1,R3 Balanced,true', 'C2,R1 Cautious,true', 'C3,R2,false', 'C4,R5,', 'C5,unknown,true', 'C6,,true'];
const PRODUCTS = ['Eggs,R2,Ten eggs', 'Onion,R3 Balanced,', 'Yogurt,R1,Plain', 'Yogurt,R4,Greek', 'Milk,none,Milk'];
const BUYERS: Rule = { kind: 'event', event: 'buy', where: [], measure: 'count', op: 'gte', values: [1] };
const ITEMS: Extract<ItemsSpec, { kind: 'event' }> = { kind: 'event', event: 'buy', prop: 'item' };

describeEngines('what customers hold', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', `id,risk,card\n${PEOPLE.join('\n')}\n`);
    await test.load('products', `code,risk,title\n${PRODUCTS.join('\n')}\n`);
    await test.load('events', `who,at,what,item,amount\n${[...BOUGHT, ...OTHERS].join('\n')}\n`);
    const events = [{ table: 'events', customer: 'who', time: 'at', name: { column: 'what' }, props: ['item', 'amount'] }];
    const map = { customers: { table: 'people', key: 'id' }, events, asOf: '2024-01-31' };
    await test.call('entities.apply', { map });
  });

  afterAll(() => test.kernel.close());

  it('finds the pairs and triples of the published example with its support, confidence, lift and leverage', async () => {
    const spec = { segment: BUYERS, items: ITEMS, size: 3 as const, minimumSupport: 3 };
    const answer = await test.call('insight.together', { spec });
    expect(answer.segment.n).toBe(5);
    expect(answer.items.map(({ id, n }) => [id, n])).toEqual([
      ['Kidney Beans', 5],
      ['Eggs', 4],
      ['Milk', 3],
      ['Onion', 3],
      ['Yogurt', 3],
    ]);
    const named = answer.sets.map(({ items, ...numbers }) => ({
      names: items.map((item) => answer.items[item]?.id),
      ...numbers,
    }));
    expect(named.map(({ names, n }) => `${names.join(' + ')}: ${n}`).sort()).toEqual([
      'Eggs + Onion: 3',
      'Kidney Beans + Eggs + Onion: 3',
      'Kidney Beans + Eggs: 4',
      'Kidney Beans + Milk: 3',
      'Kidney Beans + Onion: 3',
      'Kidney Beans + Yogurt: 3',
    ]);
    const pair = named.find(({ names }) => names.join() === 'Eggs,Onion');
    expect(pair).toMatchObject({ support: 0.6, confidence: [1, 0.75] });
    expect(pair?.lift).toBeCloseTo(1.25, 12);
    expect(pair?.leverage).toBeCloseTo(0.12, 12);
    const triple = named.find(({ names }) => names.length === 3);
    expect(triple?.confidence).toEqual([1, 1, 0.75]);
    expect(answer.leftOut).toEqual({ rare: 6, beyond: 0 });
  });

  it('counts an item once per customer, up to the as-of day, as its rule does', async () => {
    const spec = { segment: BUYERS, items: ITEMS, minimumSupport: 1 };
    const answer = await test.call('insight.affinity', { spec });
    expect(answer.items).toHaveLength(11);
    for (const { item, n } of answer.items) expect((await test.call('rules.count', { rule: item.rule })).count).toBe(n);
    const onion = answer.items.find(({ item }) => item.id === 'Onion');
    expect(onion).toMatchObject({ n: 3, support: 0.5, confidence: 0.6, baseN: 3, baseShare: 0.5, lift: 1.2 });
  });

  it('calls items as a table calls them, and refuses a table that is not there', async () => {
    const named: ItemsSpec = { ...ITEMS, names: { table: 'products', key: 'code', name: 'title' } };
    const { items } = await test.call('insight.together', { spec: { items: named, minimumSupport: 3 } });
    expect(items.map(({ label }) => label)).toEqual(['Kidney Beans', 'Ten eggs', 'Milk', 'Onion', 'Greek']);
    const lost: ItemsSpec = { ...ITEMS, names: { table: 'products', key: 'code', name: 'nothing' } };
    expect(await test.failure('insight.together', { spec: { items: lost } })).toMatchObject({ code: 'UNKNOWN_COLUMN' });
  });

  it('withholds a lift that rests on too few, and compares with the rest on request', async () => {
    const items: ItemsSpec = { kind: 'events' };
    const few = await test.call('insight.affinity', { spec: { segment: BUYERS, items, minimumSupport: 6 } });
    expect(few.items).toEqual([]);
    expect(few.leftOut.rare).toBe(2);
    const rest = await test.call('insight.affinity', { spec: { segment: BUYERS, base: 'rest', items, minimumSupport: 1 } });
    expect(rest.restsOn.base).toEqual({ name: 'rest', n: 1 });
    const look = rest.items.find(({ item }) => item.id === 'look');
    expect(look).toMatchObject({ n: 0, baseN: 1, confidence: 0, baseShare: 1, lift: 0 });
    expect(rest.items.find(({ item }) => item.id === 'buy')?.lift).toMatchObject({ state: 'insufficient' });
  });

  it('takes boolean tags as items, the unknown as not held', async () => {
    const spec = { segment: BUYERS, items: { kind: 'tags' as const, tags: ['card'] }, minimumSupport: 1 };
    expect((await test.call('insight.affinity', { spec })).items).toMatchObject([{ n: 3, baseN: 4, confidence: 0.6 }]);
    const wrong = { ...spec, items: { kind: 'tags' as const, tags: ['risk'] } };
    expect(await test.failure('insight.affinity', { spec: wrong })).toMatchObject({
      code: 'INVALID_REQUEST',
      at: { field: 'risk' },
    });
    const number = { ...spec, items: { ...ITEMS, prop: 'amount' } };
    expect((await test.failure('insight.affinity', { spec: number })).hint).toContain('item');
  });

  it('offers a product only to whom it suits, and nothing where a level is unknown', async () => {
    const suitability = {
      tag: 'risk',
      products: { table: 'products', key: 'code', level: 'risk' },
      levels: [{ item: 'Corn', level: 5 }],
    };
    const all: Rule = { kind: 'all', rules: [] };
    const answer = await test.call('insight.nextBest', { spec: { segment: all, items: ITEMS, minimumSupport: 2, suitability } });
    const of = (id: string) => answer.products.find(({ item }) => item.id === id);
    expect(of('Eggs')).toMatchObject({ level: 2, holders: 4, lack: 2, candidates: 1, tooRisky: 0, unknownRisk: 1 });
    expect(of('Onion')).toMatchObject({ level: 3, lack: 3, candidates: 1, tooRisky: 1, unknownRisk: 1 });
    expect(of('Yogurt')).toMatchObject({ level: 4, lack: 3, candidates: 0, tooRisky: 1, unknownRisk: 2 });
    expect(of('Corn')).toMatchObject({ level: 5, lack: 4, candidates: 0, tooRisky: 3, unknownRisk: 1 });
    expect(of('Milk')).toMatchObject({ level: null, lack: 3, candidates: 0, unknownRisk: 3 });
    for (const { rule, candidates } of answer.products) expect((await test.call('rules.count', { rule })).count).toBe(candidates);
    const wrong = { segment: all, items: ITEMS, suitability: { tag: 'card' } };
    expect(await test.failure('insight.nextBest', { spec: wrong })).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describeEngines('what the customers of the demo bank hold', (engine) => {
  let test: TestKernel;
  let truths: Truths;

  beforeAll(async () => {
    test = startKernel(engine);
    const folder = join(engine.folder, 'demo');
    mkdirSync(folder);
    await test.call('demo.create', { folder: test.grant(folder), customers: 3000, events: 60_000, language: 'en' });
    truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
  }, 120_000);

  afterAll(() => test.kernel.close());

  it('finds the planted over-index of holdings within its interval', async () => {
    const tags = ['fund_holder', 'loan_holder', 'app_user'];
    for (const { id, overIndex } of truths.segments) {
      const planted = overIndex.filter(({ tag, value }) => value === true && tags.includes(tag));
      if (planted.length === 0) continue;
      const answer = await test.call('insight.affinity', { spec: { segment: id, items: { kind: 'tags', tags } } });
      for (const { tag, ratio } of planted) {
        const { interval, pAdjusted } = answer.items.find(({ item }) => item.id === tag) ?? {};
        expect(pAdjusted, `${id} ${tag}`).toBeLessThan(0.05);
        const [low = 0, high = 0] = Array.isArray(interval) ? (interval as number[]) : [];
        expect(low).toBeLessThan(ratio);
        expect(high).toBeGreaterThan(ratio);
      }
    }
  });

  it('cries no wolf over a random half', async () => {
    const items: ItemsSpec = { kind: 'event', event: 'purchase', prop: 'product_id' };
    const answer = await test.call('insight.affinity', { spec: { segment: 'random-half', items, minimumSupport: 10 } });
    const given = answer.items.map(({ pAdjusted }) => pAdjusted).filter((p) => typeof p === 'number');
    expect(given.length).toBeGreaterThan(10);
    expect(Math.min(...given)).toBeGreaterThan(0.05);
  });

  it('shows that holders of funds buy funds, and whom another one suits', async () => {
    const items: ItemsSpec = { kind: 'event', event: 'purchase', prop: 'product_id' };
    const segment: Rule = { kind: 'tag', tag: 'fund_holder', op: 'is', values: [true] };
    const { items: found } = await test.call('insight.affinity', { spec: { segment, items, minimumSupport: 10 } });
    const funds = found.filter(({ item }) => /^F/.test(item.id));
    expect(funds).toHaveLength(4);
    for (const { lift, pAdjusted } of funds) expect([Number(lift) > 1, Number(pAdjusted) < 0.05]).toEqual([true, true]);

    const suitability = { tag: 'risk_level', products: { table: 'products', key: 'product_id', level: 'risk_level' } };
    const { products } = await test.call('insight.nextBest', { spec: { segment, items, minimumSupport: 3, suitability } });
    const equity = products.find(({ item }) => item.id === 'FE01');
    const boldest: Rule = {
      kind: 'all',
      rules: [
        segment,
        { kind: 'tag', tag: 'risk_level', op: 'in', values: ['R5 Aggressive'] },
        { kind: 'none', rules: [equity?.item.rule ?? segment] },
      ],
    };
    expect(equity?.candidates).toBe((await test.call('rules.count', { rule: boldest })).count);
    expect(equity?.because?.lift).toBeGreaterThan(1);
    expect(Number(equity?.affinity)).toBeGreaterThan(equity?.share ?? 1);
  });
});
