import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Truths } from '../../../shared/demo/truths';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const CUSTOMERS = 3000;

describeEngines('the demo bank as a workspace', (engine) => {
  let test: TestKernel;
  let folder: string;

  beforeAll(async () => {
    test = startKernel(engine);
    folder = join(engine.folder, 'demo');
    mkdirSync(folder);
    const info = await test.call('demo.create', {
      folder: test.grant(folder),
      customers: CUSTOMERS,
      events: 60_000,
      language: 'en',
    });
    expect(info).toMatchObject({ name: 'demo.huaxiang', customers: CUSTOMERS, asOf: '2026-06-30' });
  }, 120_000);

  afterAll(() => test.kernel.close());

  it('leaves the files of the bank and one finished workspace', () => {
    const names = readdirSync(folder);
    expect(names).toContain('customers.csv');
    expect(names).toContain('truths.json');
    expect(names.filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('rejects no row of its own files', async () => {
    const receipts = await test.call('imports.list', {});
    expect(receipts.length).toBeGreaterThan(4);
    expect(receipts.map(({ rejected }) => rejected)).toEqual(receipts.map(() => 0));
  });

  it('keeps long numbers and leading zeros as text', async () => {
    const tags = await test.call('tags.list', {});
    expect(tags.find(({ id }) => id === 'customer_id')).toMatchObject({ type: 'category', distinct: CUSTOMERS, coverage: 1 });
  });

  it('shows a planted segment by what it over-indexes on', async () => {
    const [saved] = (await test.call('segments.list', {})).filter(({ segment }) => segment.id === 'young-digital');
    const portrait = await test.call('portraits.compute', { spec: { segment: saved?.segment.id ?? '' } });
    const count = await test.call('rules.count', { rule: saved?.segment.who ?? { kind: 'all', rules: [] } });
    expect(portrait.segments[0]?.n).toBe(count.count);
    expect(portrait.tags.length).toBeGreaterThan(5);
    const strongest = portrait.tags[0];
    expect(strongest && 'value' in strongest.difference ? strongest.difference.pAdjusted : 1).toBeLessThan(0.001);
  });

  it('shows in the next month what was planted, and counts as before when that is rolled back', async () => {
    const { nextMonth }: Truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
    const file = test.grant(join(folder, nextMonth.file));
    const { suggested } = await test.call('tables.keys', { table: 'customers' });
    const options = (await test.call('imports.list', {})).find(({ table }) => table === 'customers')?.options;
    const found = await test.call('imports.compare', { file, table: 'customers', key: suggested ?? '', options });
    const { appeared, vanished, changed, unchanged, columns, receipt, sha256 } = found;
    const changes = Object.fromEntries(
      columns.flatMap((column) => (column.changed ? [[column.after?.name, column.changed]] : [])),
    );
    expect({ file: nextMonth.file, key: suggested, appeared, vanished, changed, unchanged, changes }).toEqual(nextMonth);
    expect(columns.filter(({ before, after }) => before?.name !== after?.name || before?.type !== after?.type)).toEqual([]);
    expect(Math.min(...Object.values(nextMonth.changes))).toBeGreaterThan(5);

    const counted = async () => {
      const counts: unknown[] = [await test.call('tags.list', {}), await test.call('entities.get', {})];
      for (const { segment } of await test.call('segments.list', {})) {
        const { count, base, blocks } = await test.call('rules.count', { rule: segment.who });
        counts.push({ count, base, blocks });
      }
      return counts;
    };
    const before = await counted();
    await test.call('imports.run', { file, table: 'customers', options, compared: { receipt, sha256 } });
    const after = await counted();
    expect(await test.call('workspace.info', {})).toMatchObject({ customers: CUSTOMERS + appeared - vanished });
    expect(after).not.toEqual(before);
    await test.call('tables.rollBack', { table: 'customers', receipt });
    expect(await counted()).toEqual(before);
  });

  it('pages through a table as Arrow, and describes a number tag', async () => {
    const page = await test.call('tables.page', { table: 'customers', offset: CUSTOMERS - 5, limit: 200 });
    expect(page.total).toBe(CUSTOMERS);
    const tags = await test.call('tags.list', {});
    const number = tags.find(({ type }) => type === 'number');
    const distribution = await test.call('tags.distribution', { tag: number?.id ?? '' });
    expect(distribution.histogram?.reduce((sum, { n }) => sum + n, 0)).toBe(distribution.known);
    expect(distribution.known + distribution.unknown).toBe(CUSTOMERS);
  });

  it('counts the starter tags as the generator does', async () => {
    const { tags }: Truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
    const packs = await test.call('tags.packs', { language: 'en' });
    expect(packs.filter(({ missing }) => missing.length > 0)).toEqual([]);
    const library = { format: 'huaxiang.tags', version: 1, tags: packs.flatMap(({ definitions }) => [...definitions]) } as const;
    const changes = await test.call('tags.importLibrary', { library, apply: true });
    expect(changes.map(({ change }) => change)).toEqual(library.tags.map(() => 'new'));
    for (const [tag, expected] of Object.entries(tags)) {
      const { values } = await test.call('tags.distribution', { tag });
      expect([tag, Object.fromEntries(values.map(({ value, n }) => [String(value), n]))]).toEqual([tag, expected]);
    }
    expect(Object.fromEntries(Object.entries(tags).map(([tag, counts]) => [tag, Object.keys(counts).length]))).toEqual({
      activityLevel: 4,
      ageBand: 6,
      channelBreadth: 2,
      holdingBreadth: 3,
      lifeCycleStage: 5,
      mainChannel: 2,
      productsHeld: 3,
      rfmCell: 8,
      valueTier: 5,
    });
    const spec = { segment: { kind: 'all', rules: [] }, base: 'all' as const, tags: ['lifeCycleStage'] };
    const [stages] = (await test.call('portraits.compute', { spec })).tags;
    expect(Object.fromEntries(stages?.values.map(({ value, label }) => [value, label]) ?? [])).toEqual({
      new: 'New',
      growing: 'Growing',
      mature: 'Mature',
      declining: 'Declining',
      lost: 'Lost',
    });
    // A contact costs something, and a control nothing.
    const told = `SELECT count(DISTINCT customer_id), count(DISTINCT (customer_id, campaign_id, CAST(exposed_at AS DATE))),
      CAST(max(exposed_at) AS DATE) FROM data.exposures WHERE cost > 0`;
    const tagged = `SELECT count(*), CAST(sum("contactsEver") AS BIGINT), max("lastContactOn") FROM tags.customers WHERE "contactsEver" > 0`;
    const contacts = await test.textCells(`FROM (${told})`);
    expect(Number(contacts[0]?.[0])).toBeGreaterThan(100);
    expect(await test.textCells(`FROM (${tagged})`)).toEqual(contacts);
    const again = await test.call('tags.packs', {});
    expect(again.flatMap(({ saved }) => saved)).toEqual(library.tags.map(({ id }) => id));
  });
});
