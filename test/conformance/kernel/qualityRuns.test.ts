import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { QualityCheck, QualityRule, QualitySuggestion, Severity } from '../../../shared/model/quality';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const LOANS = `loan,day,amount,state
1,2024-05-01,100,open
2,2024-05-02,-1,open
3,,300,shut
4,2024-05-04,,open
`;

function rule(id: string, check: QualityCheck, severity: Severity = 'warn', table = 'loans'): QualityRule {
  return { id, table, severity, check };
}

const POSITIVE = rule('positive', { kind: 'range', column: 'amount', min: 0 }, 'block');
const FILLED = rule('filled', { kind: 'notNull', column: 'day' }, 'info');

describeEngines('quality of a table', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  beforeEach(() => load(LOANS));
  afterEach(async () => {
    for (const { rule: old } of (await test.call('quality.rules', {})).rules) await test.call('quality.remove', { id: old.id });
  });
  afterAll(() => test.kernel.close());

  async function load(text: string): Promise<void> {
    const path = join(engine.folder, 'loans.csv');
    writeFileSync(path, text);
    const options = { types: { loan: 'text', day: 'date', amount: 'number', state: 'text' } } as const;
    await test.call('imports.run', { file: test.grant(path), table: 'loans', options });
  }

  const asCustomers = (asOf: string) =>
    test.call('entities.apply', {
      map: { customers: { table: 'loans', key: 'loan' }, attributes: [], events: [], exposures: [], asOf },
    });

  async function resultOf(check: QualityCheck) {
    await test.call('quality.save', { rules: [rule('one', check)] });
    return (await test.call('quality.run', { table: 'loans' })).rules[0]?.result;
  }

  it('is checked as a whole by its newest day and its number of rows', async () => {
    await asCustomers('2024-06-03');
    expect(await resultOf({ kind: 'freshness', column: 'day', days: 30 })).toEqual({
      state: 'passed',
      checked: 1,
      failing: 0,
      found: '2024-05-04',
    });
    expect(await resultOf({ kind: 'freshness', column: 'day', days: 29 })).toMatchObject({ state: 'failed', failing: 1 });
    expect(await resultOf({ kind: 'rowCount', min: 4, max: 4 })).toEqual({ state: 'passed', checked: 1, failing: 0, found: 4 });
    expect(await resultOf({ kind: 'rowCount', max: 3 })).toMatchObject({ state: 'failed', failing: 1 });
    expect(await test.call('quality.failures', { rule: 'one', offset: 0, limit: 10 })).toMatchObject({ total: 0, lines: [] });
  });

  it('is scored by the mean share of checked cells without failure, block 3 to info 1', async () => {
    await test.call('quality.save', {
      rules: [POSITIVE, FILLED, rule('any', { kind: 'crossField', predicate: 'amount > 1000' })],
    });
    const { tables } = await test.call('quality.run', {});
    const [loans] = tables;
    // amount: 1 of 3 fails, weight 3; day: 1 of 4, weight 1; the condition: 3 of 3, weight 2.
    expect(loans?.score).toBeCloseTo((3 * (2 / 3) + 3 / 4 + 0) / 6, 12);
    expect(loans).toMatchObject({ failedBlocks: 1, failedWarns: 1, errors: 0, notRun: 0 });
    expect(loans?.columns).toEqual([
      { column: 'amount', score: expect.closeTo(2 / 3, 12) },
      { column: 'day', score: 0.75 },
    ]);
  });

  it('is known until the data or the rule changes, also after the workspace was opened again', async () => {
    const file = test.grant(join(engine.folder, 'kept.huaxiang'));
    await test.call('quality.save', { rules: [POSITIVE, FILLED] });
    await test.call('quality.run', {});
    await test.call('workspace.saveAs', { file });
    const states = async () => (await test.call('quality.rules', {})).rules.map(({ result }) => result?.state ?? null);
    expect(await states()).toEqual(['failed', 'failed']);
    await test.call('quality.save', { rules: [{ ...POSITIVE, check: { kind: 'range', column: 'amount', min: -5 } }] });
    expect(await states()).toEqual(['failed', null]);
    await test.call('quality.run', { table: 'loans' });
    expect(await states()).toEqual(['failed', 'passed']);
    await load(LOANS);
    expect(await states()).toEqual([null, null]);
  });

  it('goes with a tag and a portrait that rest on it, once it is known', async () => {
    await asCustomers('2024-06-03');
    await test.call('quality.save', { rules: [POSITIVE, FILLED] });
    const ask = async () => ({
      tag: (await test.call('tags.distribution', { tag: 'amount' })).quality,
      portrait: (await test.call('portraits.compute', { spec: { segment: { kind: 'all', rules: [] } } })).quality,
    });
    expect(await ask()).toEqual({ tag: undefined, portrait: undefined });
    await test.call('quality.run', {});
    const quality = {
      failedBlocks: 1,
      failedWarns: 0,
      errors: 0,
      notRun: 0,
      score: expect.closeTo((3 * (2 / 3) + 3 / 4) / 4, 12),
    };
    expect(await ask()).toEqual({ tag: quality, portrait: { ...quality, tables: ['loans'] } });
  });

  it('says which rule cannot be run any more, and runs the others', async () => {
    await test.call('quality.save', { rules: [FILLED, rule('state', { kind: 'domain', column: 'state', values: ['open'] })] });
    const path = join(engine.folder, 'loans.csv');
    writeFileSync(path, 'loan,day\n1,2024-05-01\n');
    await test.call('imports.run', { file: test.grant(path), table: 'loans', options: { types: { day: 'date' } } });
    const { rules, tables } = await test.call('quality.run', {});
    expect(rules.map(({ result }) => result)).toMatchObject([
      { state: 'passed', checked: 1 },
      { state: 'error', error: { code: 'UNKNOWN_COLUMN', at: { field: 'state' } } },
    ]);
    expect(tables[0]).toMatchObject({ score: 1, errors: 1 });
    expect(await test.failure('quality.failures', { rule: 'state', offset: 0, limit: 1 })).toMatchObject({
      code: 'UNKNOWN_COLUMN',
    });
  });

  it('takes no rule that it cannot hold to the data, and none of those beside it', async () => {
    const refused: [QualityCheck, string][] = [
      [{ kind: 'notNull', column: 'nothing' }, 'UNKNOWN_COLUMN'],
      [{ kind: 'referential', column: 'loan', to: { table: 'nowhere', column: 'loan' } }, 'UNKNOWN_TABLE'],
      [{ kind: 'freshness', column: 'state', days: 1 }, 'INVALID_RULE'],
      [{ kind: 'range', column: 'amount' }, 'INVALID_RULE'],
      [{ kind: 'range', column: 'amount', min: 2, max: 1 }, 'INVALID_RULE'],
      [{ kind: 'range', column: 'day', min: 1 }, 'INVALID_RULE'],
      [{ kind: 'domain', column: 'amount', values: ['1'] }, 'INVALID_RULE'],
      [{ kind: 'residentIdMatches', column: 'loan' }, 'INVALID_RULE'],
      [{ kind: 'pattern', column: 'state', pattern: '(?=open)' }, 'INVALID_RULE'],
      [{ kind: 'pattern', column: 'state', pattern: '[' }, 'INVALID_RULE'],
      [{ kind: 'crossField', predicate: 'amount > 0; DROP TABLE data.loans' }, 'INVALID_SQL'],
      [{ kind: 'crossField', predicate: "1 = (SELECT count(*) FROM read_csv('/etc/passwd'))" }, 'INVALID_SQL'],
      [{ kind: 'crossField', predicate: 'TRUE) OR (TRUE' }, 'INVALID_SQL'],
      [{ kind: 'crossField', predicate: 'amount > 0 -- ' }, 'INVALID_SQL'],
      [{ kind: 'crossField', predicate: 'nothing > 0' }, 'INVALID_SQL'],
    ];
    for (const [check, code] of refused) {
      expect(await test.failure('quality.save', { rules: [POSITIVE, rule('bad', check)] })).toMatchObject({ code });
    }
    expect((await test.call('quality.rules', {})).rules).toEqual([]);
    expect(await test.failure('quality.remove', { id: 'bad' })).toMatchObject({ code: 'UNKNOWN_QUALITY_RULE' });
    expect(await test.failure('quality.run', { table: 'nowhere' })).toMatchObject({ code: 'UNKNOWN_TABLE' });
  });

  it('reads what looks like SQL in a value or a pattern as the text it is', async () => {
    const attack = "open') OR TRUE; DROP TABLE data.loans; --";
    await load(`loan,day,amount,state\n1,,1,open\n2,,1,"${attack}"\n`);
    expect(await resultOf({ kind: 'domain', column: 'state', values: [attack] })).toMatchObject({ checked: 2, failing: 1 });
    expect(await resultOf({ kind: 'pattern', column: 'state', pattern: `open'[)].*\\bDROP\\b.*` })).toMatchObject({ failing: 1 });
    expect(await test.countBySql('SELECT count(*) FROM data.loans', [])).toBe(2);
  });

  it('can be stopped while it is checked, and then nothing is known', async () => {
    await test.call('quality.save', { rules: [POSITIVE, FILLED] });
    const controller = new AbortController();
    const error = await test.failure('quality.run', {}, controller.signal, ({ fraction }) => fraction && controller.abort());
    expect(error.code).toBe('CANCELLED');
    expect((await test.call('quality.rules', {})).rules.map(({ result }) => result)).toEqual([null, null]);
  });
});

describeEngines('quality of the demo bank', (engine) => {
  let test: TestKernel;
  let suggested: readonly QualitySuggestion[];

  beforeAll(async () => {
    test = startKernel(engine);
    const folder = join(engine.folder, 'demo');
    mkdirSync(folder);
    await test.call('demo.create', { folder: test.grant(folder), customers: 500, events: 4000, language: 'en' });
    suggested = await test.call('quality.suggest', { table: 'customers' });
  });
  afterAll(() => test.kernel.close());

  it('suggests what the bank was made to hold, with evidence', () => {
    const check = (kind: string, column: string) =>
      suggested.find(({ draft }) => draft.check.kind === kind && JSON.stringify(draft.check).includes(`"${column}"`));
    expect(check('unique', 'customer_id')).toMatchObject({ draft: { severity: 'block' }, checked: 500, failing: 0 });
    expect(check('residentIdMatches', 'resident_id')?.draft.check).toEqual({
      kind: 'residentIdMatches',
      column: 'resident_id',
      birthDate: 'birth_date',
      gender: 'gender',
    });
    expect(check('residentId', 'resident_id')).toMatchObject({ failing: 0 });
    expect(check('mobile', 'mobile')).toMatchObject({ failing: 0 });
    expect(check('referential', 'branch_id')?.draft.check).toMatchObject({ to: { table: 'branches', column: 'branch_id' } });
    expect(check('notBefore', 'birth_date')?.draft.check).toMatchObject({ column: 'birth_date', later: 'open_date' });
    expect(check('domain', 'gender')?.draft.check).toMatchObject({ values: ['Female', 'Male'] });
    expect(check('notNull', 'mobile')).toBeUndefined();
    expect(check('bankCard', 'mobile')).toBeUndefined();
  });

  it('finds of every suggestion what its evidence says, and suggests it no more once it is saved', async () => {
    const rules = suggested.map(({ draft }, index) => ({ ...draft, id: `s${index}` }));
    await test.call('quality.save', { rules });
    const { rules: ran } = await test.call('quality.run', { table: 'customers' });
    const counts = ran.map(({ result }) =>
      result?.state === 'error' ? result : { checked: result?.checked, failing: result?.failing },
    );
    expect(counts).toEqual(suggested.map(({ checked, failing }) => ({ checked, failing })));
    expect(await test.call('quality.suggest', { table: 'customers' })).toEqual([]);
  });

  const DEPOSITS = "product_id = 'DD01'";
  it.each<[string, string, QualityCheck, string]>([
    [
      'customers',
      'unknown mobiles',
      { kind: 'notNull', column: 'mobile' },
      'SELECT count(*) FROM data.customers WHERE mobile IS NULL',
    ],
    [
      'customers',
      'repeated cities',
      { kind: 'unique', columns: ['city', 'age'] },
      'SELECT sum(n) FROM (SELECT count(*) AS n FROM data.customers GROUP BY city, age HAVING count(*) > 1)',
    ],
    [
      'customers',
      'wealth',
      { kind: 'range', column: 'aum', max: 100_000 },
      'SELECT count(*) FROM data.customers WHERE aum > 100000',
    ],
    [
      'events',
      'rare products',
      { kind: 'referential', column: 'product_id', to: { table: 'campaigns', column: 'product_id' } },
      'SELECT count(*) FROM data.events e WHERE product_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM data.campaigns c WHERE c.product_id = e.product_id)',
    ],
    [
      'customers',
      'logins later than the first event',
      {
        kind: 'notBefore',
        column: 'last_login',
        later: 'event_time',
        link: { key: 'customer_id', table: 'events', to: 'customer_id' },
      },
      'SELECT count(DISTINCT c.customer_id) FROM data.customers c JOIN data.events e USING (customer_id) WHERE CAST(e.event_time AS DATE) < c.last_login',
    ],
    [
      'customers',
      'balances that current accounts alone do not explain',
      {
        kind: 'balanceSum',
        column: 'deposit_balance',
        link: { key: 'customer_id', table: 'holdings', to: 'customer_id' },
        amount: 'amount',
        where: DEPOSITS,
        tolerance: 1,
      },
      `SELECT count(*) FROM data.customers c WHERE abs(deposit_balance - coalesce((SELECT sum(amount) FROM data.holdings h WHERE h.customer_id = c.customer_id AND ${DEPOSITS}), 0)) > 1`,
    ],
  ])('counts in %s the %s that SQL written by hand counts', async (table, id, check, sql) => {
    await test.call('quality.save', { rules: [rule(id, check, 'info', table)] });
    const result = (await test.call('quality.run', { table })).rules.find((state) => state.rule.id === id)?.result;
    const failing = await test.countBySql(sql, []);
    expect(failing).toBeGreaterThan(0);
    expect(result).toMatchObject({ failing });
  });
});
