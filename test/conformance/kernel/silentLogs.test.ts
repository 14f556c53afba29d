import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KernelMethods, kernelMethods } from '../../../shared/rpc/contract';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Of one person, whom nobody else is like. */
const PERSON = { key: 'Z7788990011', id: '11010519491231002X', mobile: '13912345678', name: '欧阳建国' };
const VALUES = Object.values(PERSON);
const QUOTED = VALUES.map((value) => `'${value}'`).join(', ');

describeEngines('logs and the audit', (engine) => {
  let test: TestKernel;
  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    const people = [...Array(30).keys()].map((n) => `K${n},3${n % 10},1101051990010${n}`);
    const rows = [`${PERSON.key},41,${PERSON.id}`, ...people].join('\n');
    await test.call('imports.run', { file: file('people.csv', `客户号,年龄,备注\n${rows}\n`), table: 'people' });
    const map = { customers: { table: 'people', key: '客户号' }, attributes: [], events: [], balances: [], exposures: [] };
    await test.call('entities.apply', { map });
  });
  afterAll(() => test.kernel.close());

  function file(name: string, content: string): string {
    writeFileSync(join(engine.folder, name), content);
    return test.grant(join(engine.folder, name));
  }

  /** Asks for anything with the values of the person in it, as a client would, and takes whatever comes of it. */
  async function ask(method: string, args: unknown): Promise<'answered' | 'refused'> {
    const handler = (test.kernel.handlers as Record<string, (args: never, call: object) => Promise<unknown>>)[method];
    const checked = kernelMethods[method as keyof KernelMethods].args.safeParse(args);
    if (!handler || !checked.success) return 'refused';
    return await handler(checked.data as never, { signal: new AbortController().signal, progress: () => undefined }).then(
      () => 'answered',
      () => 'refused',
    );
  }

  const leaf = (tag: string, value: unknown) => ({ kind: 'tag', tag, op: 'is', values: [value] });
  const asked: readonly (readonly [string, unknown])[] = [
    ...VALUES.flatMap((value): (readonly [string, unknown])[] => [
      ['customers.find', { text: value }],
      ['customers.describe', { customer: value }],
      ['customers.timeline', { customer: value }],
      ['customers.similar', { customer: value, tags: ['年龄'] }],
      ['customers.unmask', { customer: value, field: '备注', reason: 'a test of the log' }],
      ['rules.count', { rule: leaf('备注', value) }],
      ['rules.sql', { rule: leaf('备注', value) }],
      ['queries.run', { sql: `SELECT * FROM people WHERE "备注" = '${value}'` }],
      ['queries.run', { sql: `SELECT "备注"::INTEGER FROM people WHERE "客户号" <> '${value}'` }],
      ['queries.run', { sql: `SELECT error('${value}') FROM people` }],
      ['queries.check', { sql: `SELECT nothing FROM people WHERE x = '${value}'` }],
      ['queries.explain', { sql: `SELECT 1 FROM nobody -- ${value}` }],
      ['tables.page', { table: 'people', offset: 0, limit: 10, search: value }],
    ]),
    ['queries.run', { sql: `SELECT * FROM (VALUES (${QUOTED})) AS v` }],
    ['tables.copy', { table: 'people', rows: [0, 5], columns: [0, 2] }],
    ['tables.profile', { table: 'people' }],
    ['lists.save', { id: 'list', name: 'List', keys: VALUES.join('\n') }],
    ['lists.save', { list: { id: 'list', name: 'List', keys: VALUES } }],
    ['imports.run', { file: 'unknown' }],
  ];

  it('hold nothing of customers after whatever was asked, answered or refused', async () => {
    const bad = [
      ['half.csv', `id,amount\n${PERSON.id},1\n"${PERSON.name},2\n${PERSON.mobile}\n`],
      [
        'typed.csv',
        `id,amount\n${[...Array(40).keys()].map((n) => `${n},${n}`).join('\n')}\n41,${PERSON.mobile}x\n42,${PERSON.name}\n`,
      ],
      ['broken.json', `[{"id": "${PERSON.id}"}, {"id": "${PERSON.name}"`],
      ['twice.csv', `客户号,x\n${PERSON.key},1\n${PERSON.key},2\n`],
    ] as const;
    const outcomes = [];
    for (const [method, args] of asked) outcomes.push(await ask(method, args));
    for (const [name, content] of bad) outcomes.push(await ask('imports.run', { file: file(name, content) }));
    expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThan(12);
    expect(outcomes.filter((outcome) => outcome === 'answered').length).toBeGreaterThan(12);
    await wait(50);
    const log = readFileSync(join(engine.folder, 'kernel.log'), 'utf8');
    const { entries } = await test.call('audit.list', { offset: 0, limit: 1000 });
    expect(entries.length).toBeGreaterThan(0);
    const written = `${log}\n${entries.map((entry) => JSON.stringify(entry)).join('\n')}`;
    // The key of a customer who is looked at is what the audit is for.
    for (const value of [PERSON.id, PERSON.mobile, PERSON.name]) expect(written.includes(value), value).toBe(false);
  });
});
