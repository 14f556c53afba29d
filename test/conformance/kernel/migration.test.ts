import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MigrationAnswer, MigrationSpec } from '../../../shared/model/migration';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

const OPENED = ['2024-01-01', '2024-02-15', '2024-06-01', '2023-01-01', '2024-03-30'];
const PEOPLE = (tiers: readonly string[]) =>
  `id,tier,opened\n${tiers.map((tier, index) => `C${index + 1},${tier},${OPENED[index]}`).join('\n')}\n`;

/** As of 30 June C1 and C2 bought lately, C3 and C4 long ago, C5 never; as of 31 March C1, C3 and C4 lately, C2 and C5 never. */
const EVENTS = `who,at,what,amount
C1,2024-03-20 10:00:00,buy,10
C1,2024-06-20 10:00:00,buy,20
C2,2024-06-30 23:59:59,buy,5
C3,2024-03-31 23:59:59,buy,7
C4,2024-03-15 00:00:00,buy,7
C4,2024-03-16 00:00:00,buy,7
C5,2024-07-01 00:00:00,buy,7
`;

const BALANCES = `who,day,money
C1,2024-03-31,100
C2,2024-03-31,900
C3,2024-03-31,
C1,2024-06-30,2000
C2,2024-06-30,900
C4,2024-06-30,50
`;

const bought = (window?: { last: { n: number; unit: 'day' } }): Rule => {
  return { kind: 'event', event: 'buy', where: [], measure: 'count', op: 'gte', values: [1], ...(window ? { window } : {}) };
};

describeEngines('customers over time', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', PEOPLE(['gold', 'gold', 'basic', '', 'basic']));
    await test.load('events', EVENTS);
    await test.load('balances', BALANCES);
    const events = [{ table: 'events', customer: 'who', time: 'at', name: { column: 'what' }, props: ['amount'] }];
    const balances = [{ table: 'balances', customer: 'who', day: 'day', props: ['money'] }];
    const map = { customers: { table: 'people', key: 'id' }, events, balances, asOf: '2024-06-30' };
    await test.call('entities.apply', { map });
    await test.save('stage', {
      kind: 'cases',
      cases: [
        { rule: bought({ last: { n: 30, unit: 'day' } }), value: 'active' },
        { rule: bought(), value: 'lapsed' },
      ],
      otherwise: 'never',
    });
    await test.save('days', { kind: 'behaviour', event: 'buy', where: [], measure: 'daysSinceLast' });
    const labels = ['0-14', '15+'];
    await test.save('recency', { kind: 'bucket', tag: 'days', edges: [15], labels, method: 'typed' });
    await test.save('wealth', {
      kind: 'bucket',
      tag: 'balances.money',
      edges: [1000],
      labels: ['small', 'large'],
      method: 'typed',
    });
    const opened = (op: 'inLast' | 'notInLast'): Rule => ({ kind: 'tag', tag: 'opened', op, values: [{ n: 60, unit: 'day' }] });
    const cases = [
      { rule: opened('inLast'), value: 'new' },
      { rule: opened('notInLast'), value: 'old' },
    ];
    await test.save('tenure', { kind: 'cases', cases, otherwise: null });
    await test.call('segments.save', { segment: { id: 'buyers', name: 'Buyers', who: bought() } });
  }, 60_000);

  afterAll(() => test.kernel.close());

  const QUARTER = { from: { day: '2024-03-31' } };

  const migrate = (spec: MigrationSpec) => test.call('insight.migration', { spec });

  /** Every move in words, and that its rule finds as many where it has one. */
  async function moves({ stages, moves: all }: MigrationAnswer): Promise<string[]> {
    const name = (stage: number) => String(stages[stage]?.value ?? stages[stage]?.kind);
    for (const { rule, n } of all) if (rule) expect((await test.call('rules.count', { rule })).count).toBe(n);
    return all.map(({ from, to, n, rule }) => `${name(from)} > ${name(to)}: ${n}${rule ? '' : ' (no rule)'}`);
  }

  it('evaluates the definition of a stage as of another day', async () => {
    const answer = await migrate({ tag: 'stage', ...QUARTER });
    expect(answer.stages.map(({ value }) => value)).toEqual(['active', 'lapsed', 'never']);
    expect(await moves(answer)).toEqual(['active > active: 1', 'active > lapsed: 2', 'never > active: 1', 'never > never: 1']);
    expect(answer).toMatchObject({ n: 5, moved: 3, asToday: [], to: { day: '2024-06-30' }, members: null });
    // Shares 3/5, 0, 2/5 become 2/5, 2/5, 1/5, by hand; an empty bucket counts as 0.0001.
    const byHand = -0.2 * Math.log(2 / 3) + 0.3999 * Math.log(4000) - 0.2 * Math.log(0.5);
    expect('index' in answer.drift ? answer.drift.index : 0).toBeCloseTo(byHand, 12);
    expect(answer.drift).toMatchObject({ level: 'none' });
  });

  it('leaves the tags, the views and what is counted of them as they were', async () => {
    const before = [await test.values('stage'), await test.values('balances.money'), await test.call('tags.list', {})];
    await migrate({ tag: 'wealth', ...QUARTER });
    await migrate({ tag: 'recency', from: { day: '2024-03-31' }, to: { day: '2024-05-31' } });
    expect([await test.values('stage'), await test.values('balances.money'), await test.call('tags.list', {})]).toEqual(before);
    expect(before[0]).toEqual(['active', 'active', 'lapsed', 'lapsed', 'never']);
  });

  it('follows tags that read tags, and days since the last event, between two earlier days', async () => {
    const answer = await migrate({ tag: 'recency', from: { day: '2024-03-31' }, to: { day: '2024-06-20' } });
    expect(await moves(answer)).toEqual(['0-14 > 0-14: 1', '0-14 > 15+: 1', '15+ > 15+: 1', 'unknown > unknown: 2']);
  });

  it('counts spans of a column back from each day, and names the column that is read as it stands today', async () => {
    const answer = await migrate({ tag: 'tenure', ...QUARTER });
    expect(await moves(answer)).toEqual(['new > old: 2', 'old > new: 1', 'old > old: 2']);
    expect(answer.asToday).toEqual(['people.opened']);
    expect(answer.moves.every(({ rule }) => rule !== null)).toBe(true);
  });

  it('reads balances of the last day up to each of the two', async () => {
    const answer = await migrate({ tag: 'wealth', ...QUARTER });
    expect(await moves(answer)).toEqual([
      'small > small: 1 (no rule)',
      'small > large: 1 (no rule)',
      'unknown > small: 1 (no rule)',
      'unknown > unknown: 2 (no rule)',
    ]);
  });

  it('looks at those who were members then, and says who came and went', async () => {
    const answer = await migrate({ tag: 'stage', who: { segment: 'buyers' }, ...QUARTER });
    expect(await moves(answer)).toEqual(['active > active: 1', 'active > lapsed: 2']);
    expect(answer).toMatchObject({ who: { kind: 'segment', name: 'Buyers' }, members: { before: 3, after: 4, stayed: 3 } });
    const { id } = await test.call('audiences.freeze', { segment: 'buyers', name: 'June' });
    const frozen = await migrate({ tag: 'stage', who: { audience: id }, ...QUARTER });
    expect(frozen).toMatchObject({ n: 4, gone: 0, members: null, who: { kind: 'audience', name: 'June' } });
    expect(frozen.moves.every(({ rule }) => rule === null)).toBe(true);
  });

  it('says what it cannot compare, and why', async () => {
    const at = (spec: MigrationSpec) => test.failure('insight.migration', { spec });
    expect(await at({ tag: 'tier', ...QUARTER })).toMatchObject({ code: 'INVALID_REQUEST', say: { key: 'migration.timeless' } });
    expect(await at({ tag: 'stage', from: { day: '2024-06-30' } })).toMatchObject({ say: { key: 'migration.days' } });
    expect(await at({ tag: 'stage', ...QUARTER, to: { day: '2024-07-01' } })).toMatchObject({ say: { key: 'migration.days' } });
    expect(await at({ tag: 'stage', from: { receipt: 1 } })).toMatchObject({ say: { key: 'migration.noLoads' } });
    expect(await at({ tag: 'nothing', ...QUARTER })).toMatchObject({ code: 'UNKNOWN_TAG' });
    expect(await at({ tag: 'tier', from: { receipt: 99 } })).toMatchObject({ code: 'UNKNOWN_VERSION' });
  });

  it('compares a column with a former load of its table, customer by customer', async () => {
    const [first] = await test.call('tables.versions', { table: 'people' });
    // C4 gets a tier, C2 loses theirs, C5 is gone and C6 has come.
    await test.load('people', PEOPLE(['gold', 'basic', 'basic', 'gold']).concat('C6,basic,2024-06-01\n'));
    const answer = await migrate({ tag: 'tier', from: { receipt: first?.receipt ?? -1 } });
    expect(await moves(answer)).toEqual([
      'basic > basic: 1 (no rule)',
      'gold > basic: 1 (no rule)',
      'gold > gold: 1 (no rule)',
      'unknown > gold: 1 (no rule)',
      'absent > basic: 1 (no rule)',
    ]);
    expect(answer).toMatchObject({ gone: 1, n: 5, asToday: [] });
  });
});
