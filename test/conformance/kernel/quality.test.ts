import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { QualityAnswer, QualityCheck } from '../../../shared/model/quality';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Line 5 is blank, so that lines and rows come apart. */
const PEOPLE = `id,born,sex,opened,balance,risk,email,papers
1,1949-12-31,女,2020-01-05,300.00,low,a@x.cn,11010519491231002X

2,1880-01-01,男,2020-01-06,50.00,high,b@x.cn,440524188001010014
3,1990-03-07,M,2020-02-01,0,LOW,bad,110105199003077710
3,1990-03-08,f,2020-02-02,-5,low,c@x.cn,110105199003078887
5,1985-10-16,女,2020-03-01,nan,low,d@x.cn,310101198510151230
,1985-10-15,未知,,7.005,,,310101198510151230
7,1985-10-15,男,2020-03-02,12,low,"e'; DROP TABLE x--",
`;

const PAYMENTS = `person,paid_at,amount,kind
1,2020-01-05 09:30:00,100,in
1,2020-01-07 10:00:00,200,in
1,2020-01-08 10:00:00,999,out
2,2020-01-05 23:59:59,50,in
3,2020-02-03 00:00:00,,in
5,2020-03-01 00:00:00,1,in
9,2020-03-02 08:00:00,2,in
7,2020-03-02 00:00:00,12,in
`;

const NUMBERS = `resident,mobile,card,credit
11010519491231002X,13800138000,4111111111111111,91350100M000100Y43
440524188001010014,19912345678,5500000000000004,9144030071526726XG
11010519491231002x,12800138000,340000000000009,91440300708461136t
110105194912310021,1380013800,30000000000004,91350100M000100Y44
110105194902310026,138001380001,0079927398713,91350100M000100I43
11010519491231002,+8613800138000,79927398713,91350100M000100Y4
1101051949123100２X,13800１38000,4111111111111112,９1350100M000100Y43
,,0079927398710,
"' OR 1=1 --",' OR 1=1 --,,"91350100M000100Y43 "
`;

const link = { key: 'id', table: 'payments', to: 'person' };

/** What a check finds, its table, the rows it can look at, and the lines of those that fail. */
const CASES: readonly [string, string, QualityCheck, number, number[]][] = [
  ['an unknown cell', 'people', { kind: 'notNull', column: 'id' }, 7, [8]],
  ['NaN, which is unknown', 'people', { kind: 'notNull', column: 'balance' }, 7, [7]],
  ['a repeated key, but no two unknown ones', 'people', { kind: 'unique', columns: ['id'] }, 6, [5, 6]],
  ['nothing where keys differ in one part', 'people', { kind: 'unique', columns: ['id', 'born'] }, 6, []],
  ['nothing where a part of a repeated key is unknown', 'people', { kind: 'unique', columns: ['papers', 'risk'] }, 5, []],
  ['numbers below the smallest, ends inside', 'people', { kind: 'range', column: 'balance', min: 0, max: 300 }, 6, [6]],
  ['numbers above the largest', 'people', { kind: 'range', column: 'balance', max: 50 }, 6, [2]],
  ['days after the last', 'people', { kind: 'range', column: 'opened', min: '2020-01-05', max: '2020-03-01' }, 6, [9]],
  ['moments by their day', 'payments', { kind: 'range', column: 'paid_at', max: '2020-01-05' }, 8, [3, 4, 6, 7, 8, 9]],
  ['a word in other letters', 'people', { kind: 'domain', column: 'risk', values: ['low', 'high', "'; DROP"] }, 6, [5]],
  ['what fits a pattern only in part', 'people', { kind: 'pattern', column: 'email', pattern: '[a-z]@x[.]cn' }, 6, [5, 9]],
  ['a condition that is false', 'people', { kind: 'crossField', predicate: `balance > 0 OR risk = 'high'` }, 7, [5, 6]],
  ['no condition that is unknown', 'people', { kind: 'crossField', predicate: `risk <> 'LOW'` }, 6, [5]],
  [
    'what is not there elsewhere',
    'payments',
    { kind: 'referential', column: 'person', to: { table: 'people', column: 'id' } },
    8,
    [8],
  ],
  [
    'another birth date than the number says',
    'people',
    { kind: 'residentIdMatches', column: 'papers', birthDate: 'born' },
    6,
    [6, 7],
  ],
  ['another gender than the number says', 'people', { kind: 'residentIdMatches', column: 'papers', gender: 'sex' }, 5, [7]],
  ['either', 'people', { kind: 'residentIdMatches', column: 'papers', birthDate: 'born', gender: 'sex' }, 6, [6, 7]],
  [
    'sums of some linked rows',
    'people',
    { kind: 'balanceSum', column: 'balance', link, amount: 'amount', where: "kind = 'in'", tolerance: 0 },
    5,
    [6],
  ],
  ['sums of all linked rows', 'people', { kind: 'balanceSum', column: 'balance', link, amount: 'amount', tolerance: 5 }, 5, [2]],
  ['a date after the earliest linked one', 'people', { kind: 'notBefore', column: 'opened', later: 'paid_at', link }, 6, [4]],
  ['a date after another of the row', 'people', { kind: 'notBefore', column: 'opened', later: 'born' }, 6, [2, 4, 5, 6, 7, 9]],
  // The examples of GB 11643-1999; line 6 has a true check character and a day that there is not.
  ['identity numbers', 'numbers', { kind: 'residentId', column: 'resident' }, 8, [5, 6, 7, 8, 10]],
  ['mobile numbers', 'numbers', { kind: 'mobile', column: 'mobile' }, 8, [4, 5, 6, 7, 8, 10]],
  // Test numbers that card schemes publish, and the example of ISO/IEC 7812-1, 79927398713, with noughts in front.
  ['card numbers', 'numbers', { kind: 'bankCard', column: 'card' }, 8, [7, 8, 9]],
  // The example of GB 32100-2015, and two of companies.
  ['credit codes', 'numbers', { kind: 'creditCode', column: 'credit' }, 8, [5, 6, 7, 8, 10]],
];

describeEngines('quality rules', (engine) => {
  let test: TestKernel;
  let answer: QualityAnswer;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: test.grant(join(engine.folder, 'quality.huaxiang')) });
    await load('people', PEOPLE, { id: 'text', papers: 'text', opened: 'date', born: 'date', balance: 'number' });
    await load('payments', PAYMENTS, { person: 'text', amount: 'number', paid_at: 'timestamp' });
    const texts = { resident: 'text', mobile: 'text', card: 'text', credit: 'text' } as const;
    await load('numbers', NUMBERS, texts);
    const rules = CASES.map(([id, table, check]) => ({ id, table, severity: 'warn' as const, check }));
    await test.call('quality.save', { rules });
    answer = await test.call('quality.run', {});
  });
  afterAll(() => test.kernel.close());

  async function load(
    table: string,
    text: string,
    types: Record<string, 'text' | 'date' | 'number' | 'timestamp'>,
  ): Promise<void> {
    const path = join(engine.folder, `${table}.csv`);
    writeFileSync(path, text);
    await test.call('imports.run', { file: test.grant(path), table, options: { header: true, delimiter: ',', types } });
  }

  it.each(CASES)('find %s', async (id, _, __, checked, lines) => {
    const result = answer.rules.find(({ rule }) => rule.id === id)?.result;
    expect(result).toEqual({ state: lines.length > 0 ? 'failed' : 'passed', checked, failing: lines.length });
    const failures = await test.call('quality.failures', { rule: id, offset: 0, limit: 100 });
    expect({ total: failures.total, lines: failures.lines }).toEqual({ total: lines.length, lines });
  });
});
