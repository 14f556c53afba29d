import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

  it('pages through a table as Arrow, and describes a number tag', async () => {
    const page = await test.call('tables.page', { table: 'customers', offset: CUSTOMERS - 5, limit: 200 });
    expect(page.total).toBe(CUSTOMERS);
    const tags = await test.call('tags.list', {});
    const number = tags.find(({ type }) => type === 'number');
    const distribution = await test.call('tags.distribution', { tag: number?.id ?? '' });
    expect(distribution.histogram?.reduce((sum, { n }) => sum + n, 0)).toBe(distribution.known);
    expect(distribution.known + distribution.unknown).toBe(CUSTOMERS);
  });
});
