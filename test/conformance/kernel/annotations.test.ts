import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'trends.compute'>['spec'];

/** Thirty customers buy in April, of whom twelve come again in May and three in June. */
const ACTS = Array.from({ length: 30 }, (_, id) => [
  `${id},2026-04-02,buy`,
  ...(id < 12 ? [`${id},2026-05-03,buy`] : []),
  ...(id < 3 ? [`${id},2026-06-04,buy`] : []),
]).flat();
const CONTACTS = [
  '0,2026-03-20,Spring',
  '1,2026-05-05,Spring',
  '2,2026-06-30,Fund',
  '3,2026-07-02,Fund',
  '4,2026-03-01,Gone',
  '5,,Untimed',
];
const SPEC: Spec = {
  series: [{ event: 'buy', measure: 'customers' }],
  unit: 'month',
  range: { from: '2026-04-01', to: '2026-12-31' },
};

describeEngines('what happened beside trends and paths', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', `id\n${Array.from({ length: 30 }, (_, id) => id).join('\n')}\n`);
    await test.load('acts', `who,at,what\n${ACTS.join('\n')}\n`);
    await test.load('contacts', `who,at,campaign,variant\n${CONTACTS.map((line) => `${line},a`).join('\n')}\n`);
    const events = [{ table: 'acts', customer: 'who', time: 'at', name: { column: 'what' }, props: [] }];
    const exposures = [{ table: 'contacts', customer: 'who', time: 'at', campaign: 'campaign', variant: 'variant' }];
    const map = { customers: { table: 'people', key: 'id' }, events, exposures, asOf: '2026-06-30' };
    await test.call('entities.apply', { map });
  });

  afterAll(() => test.kernel.close());

  it('is told by its days: campaigns with an exposure in the range, and what was typed of its days', async () => {
    const notes = [
      { id: 'b', day: '2026-06-18', label: 'Rates fell' },
      { id: 'a', day: '2026-03-31', label: 'Before the range' },
      { id: 'c', day: '2026-07-01', label: 'After the as-of day' },
    ];
    for (const annotation of notes) await test.call('annotations.save', { annotation });
    expect((await test.call('annotations.list', {})).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(await test.call('trends.compute', { spec: SPEC })).not.toHaveProperty('annotations');
    const { annotations } = await test.call('trends.compute', { spec: { ...SPEC, annotate: true } });
    expect(annotations).toEqual([
      { label: 'Spring', from: '2026-03-20', to: '2026-05-05', campaign: true },
      { label: 'Rates fell', from: '2026-06-18', to: '2026-06-18', campaign: false },
      { label: 'Fund', from: '2026-06-30', to: '2026-07-02', campaign: true },
    ]);
    for (const id of ['a', 'c']) await test.call('annotations.remove', { id });
    expect((await test.call('annotations.list', {})).map(({ id }) => id)).toEqual(['b']);
    expect(await test.failure('annotations.remove', { id: 'a' })).toMatchObject({ code: 'INVALID_REQUEST', at: { field: 'a' } });
  });

  it('leaves on a board with trends and paths, without periods of a handful of customers', async () => {
    const path = { range: { from: '2026-04-01', to: '2026-06-30' } };
    const items = [
      { kind: 'trend' as const, id: 't', spec: { ...SPEC, annotate: true as const } },
      { kind: 'path' as const, id: 'p', spec: path },
    ];
    await test.call('boards.save', { board: { id: 'b', name: 'Board', items } });
    const file = join(engine.folder, 'trends.html');
    await test.call('reports.board', { board: 'b', language: 'en', file: test.grant(file) });
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('<h2>Trend: buy</h2><p>Of 30 customers.</p>');
    const rows = html.match(/<tr><th scope="row">2026-.*?<\/tr>/g);
    expect(rows).toEqual([
      '<tr><th scope="row">2026-04-01</th><td>30</td><td>3.3%</td><td>2026-03-20 – 2026-05-05 Spring</td></tr>',
      '<tr><th scope="row">2026-05-01</th><td>12</td><td>3.2%</td><td></td></tr>',
      '<tr><th scope="row">2026-06-01</th><td>too few, not shown</td><td>too few, not shown</td><td>2026-06-18 Rates fell, 2026-06-30 – 2026-07-02 Fund</td></tr>',
    ]);
    // Eighteen bought once; nine twice and three three times, which hide each other.
    const hidden = 'too few, not shown';
    expect(html.split('<h2>Paths from any event</h2>')[1]?.match(/<tr><th scope="row">buy.*?<\/tr>/g)).toEqual([
      '<tr><th scope="row">buy</th><td>18</td><td>60.0%</td></tr>',
      `<tr><th scope="row">buy → buy</th><td>${hidden}</td><td>${hidden}</td></tr>`,
      `<tr><th scope="row">buy → buy → buy</th><td>${hidden}</td><td>${hidden}</td></tr>`,
    ]);
  });

  it('says how many customers are behind every value, whatever is measured', async () => {
    const { series } = await test.call('trends.compute', {
      spec: { ...SPEC, series: [{ event: 'buy' }, { event: 'buy', measure: 'customers' }] },
    });
    expect(series.map(({ customers }) => customers)).toEqual([
      [30, 12, 3],
      [30, 12, 3],
    ]);
  });

  it('tells of campaigns that were released for days of the range, not of drafts', async () => {
    const campaign = {
      purpose: 'to see whether they buy',
      holdout: 0.5,
      arms: [{ variant: 'call', offer: 'a call', script: 'Hello' }],
      metrics: [{ kind: 'conversion' as const, label: 'bought', of: { event: 'buy', where: [] } }],
      to: '2026-07-20',
    };
    await test.call('campaigns.save', { campaign: { ...campaign, id: 'r', name: 'Released', from: '2026-06-25' } });
    await test.call('campaigns.save', { campaign: { ...campaign, id: 'l', name: 'Later', from: '2026-07-10' } });
    await test.call('campaigns.save', { campaign: { ...campaign, id: 'd', name: 'Draft', from: '2026-06-25' } });
    for (const id of ['r', 'l']) await test.call('campaigns.release', { id });
    const { annotations = [] } = await test.call('trends.compute', { spec: { ...SPEC, annotate: true } });
    expect(annotations.filter(({ label }) => ['Released', 'Later', 'Draft'].includes(label))).toEqual([
      { label: 'Released', from: '2026-06-25', to: '2026-07-20', campaign: true },
    ]);
  });
});
