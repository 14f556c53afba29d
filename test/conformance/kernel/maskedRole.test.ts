import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MaskKind, maskText } from '../../../shared/model/mask';
import { Fault } from '../../../shared/model/result';
import { type KernelMethods, kernelMethods } from '../../../shared/rpc/contract';
import { maskSql } from '../../../shared/sql/maskSql';
import { literal } from '../../../shared/sql/quote';
import { describeEngines } from '../../support/engines';
import { defineTags, defineWithValues, type MaskedBank, openMaskedBank, plantedValues } from '../../support/maskedBank';
import { questions } from '../../support/maskedQuestions';
import { MASKED_STATEMENTS } from '../../support/maskedStatements';
import { tableRows } from '../../support/tableRows';

/** By kind, texts that are easily masked wrong. */
const TEXTS: Readonly<Partial<Record<MaskKind, readonly (string | null)[]>>> = {
  mobile: [
    '13812345678',
    ' 138-1234-5678\u3000',
    '+8613812345678',
    '008613812345678',
    '8613812345678',
    '1381',
    '138123456',
    null,
  ],
  residentId: ['11010519491231002X', '110105194912310', '1101', null],
  bankCard: ['6222 0212 3456 7890 123', '622202123456', '62220212345'],
  account: ['1234567', '123', '0001-22-3456'],
  passport: ['E12345678', 'E1234', ''],
  permit: ['H12345678'],
  landline: ['(010) 6655 4433', '021-66554433', '0755 12345678', '66554433', '0551-123', null],
  credential: ['', 'geheim', null],
  name: ['欧阳建国', '欧阳', '王芳', '王', 'Anna Berg', 'A', ' 李娜 ', '', '·雪', null],
  email: ['anna@mail.example', '@mail.example', 'a@b@c.example', 'nobody', null],
  address: [
    '广东省深圳市南山区科技园1号',
    '小区3栋',
    '浦东新区世纪大道',
    '安吉县城',
    '杭州市文一路',
    '万科小区浦东区',
    '区',
    'Somewhere',
    null,
  ],
};
const PAGE = { offset: 0, limit: 1000 };

describeEngines('who may not see masked values', (engine) => {
  let bank: MaskedBank;
  let planted: readonly string[];

  beforeAll(async () => {
    bank = await openMaskedBank(engine, 0);
    planted = plantedValues(bank.people);
    await defineWithValues(bank);
    await bank.be('reviewer');
  });
  afterAll(() => bank.kernel.close());

  function file(name: string): string {
    const path = join(engine.folder, name);
    writeFileSync(path, 'id,name\nK100,x\n');
    return bank.grant(path);
  }

  /** What comes back, as anybody could read it: an answer or what was said instead. */
  async function told(of: MaskedBank, method: keyof KernelMethods, args: unknown): Promise<string> {
    kernelMethods[method].args.parse(args);
    const answer = await of.call(method, args as never).catch((cause: unknown) => {
      if (cause instanceof Fault) return cause.error;
      throw cause;
    });
    return JSON.stringify(answer, (_, value) => {
      if (value instanceof Uint8Array) return tableRows(value);
      return value instanceof Map || value instanceof Set ? [...value] : value;
    });
  }

  async function queried(of: MaskedBank, sql: string): Promise<string> {
    const ran = await of.call('queries.run', { sql }).catch((cause: unknown) => {
      if (cause instanceof Fault) return cause.error;
      throw cause;
    });
    if (!('query' in ran)) return JSON.stringify(ran);
    const { query: id, seconds: _, ...rest } = ran;
    const { arrow } = await of.call('queries.page', { query: id, ...PAGE });
    const rows = tableRows(arrow).map((row) => JSON.stringify(row));
    return JSON.stringify([rest, /\border by\b/i.test(sql) ? rows : rows.sort()]);
  }

  it('is told none of them by any method', async () => {
    const shown: string[] = [];
    const outcomes: string[] = [];
    for (const [method, asked] of Object.entries(questions(file))) {
      for (const args of asked) {
        const text = (await told(bank, method as keyof KernelMethods, args)) + readFileSync(join(engine.folder, 'out'), 'utf8');
        const found = planted.filter((value) => text.includes(value));
        if (found.length > 0) shown.push(`${method} ${JSON.stringify(args)}: ${found.slice(0, 3).join(', ')}`);
        outcomes.push(outcomeOf(text));
      }
    }
    expect(shown).toEqual([]);
    expect(outcomes.filter((each) => each === 'answered').length).toBeGreaterThan(60);
    expect(outcomes.filter((each) => each === 'ROLE_REFUSED').length).toBeGreaterThan(100);
  });

  it('reads out of no query what is not the same under other values of the same masks', async () => {
    const other = await openMaskedBank({ ...engine, folder: mkdtempSync(join(engine.folder, 'other-')) }, 1);
    await defineTags(other);
    await other.be('reviewer');
    expect(plantedValues(other.people).filter((value) => planted.includes(value))).toEqual([]);
    const differ: string[] = [];
    const outcomes: string[] = [];
    for (const sql of MASKED_STATEMENTS) {
      const text = await queried(bank, sql);
      outcomes.push(outcomeOf(text));
      if (text !== (await queried(other, sql)) || planted.some((value) => text.includes(value))) differ.push(`${sql}: ${text}`);
    }
    await other.kernel.close();
    expect(differ).toEqual([]);
    expect(outcomes.filter((each) => each === 'answered').length).toBeGreaterThan(40);
  });

  it('sorts, filters and counts rows by the masks', async () => {
    const rowsOf = async (of: MaskedBank, sorted: string, filters: object[] = []) => {
      const view = { sort: [{ column: sorted, descending: false }], filters, search: '' } as never;
      return tableRows((await of.call('tables.page', { table: 'people', view, ...PAGE })).arrow);
    };
    for (const [at, column] of ['id', 'name', 'phone', 'id_number', 'card', 'email'].entries()) {
      const masks = (await rowsOf(bank, column)).map((row) => String(row[at]));
      expect(masks).toEqual([...masks].sort((a, b) => (a < b ? -1 : 1)));
    }
    const filters = [{ column: 'phone', op: 'contains', values: [bank.people[3]?.phone.slice(2, 6)] }];
    expect(await rowsOf(bank, 'id', [{ column: 'phone', op: 'startsWith', values: ['138****'] }])).toHaveLength(40);
    expect(await rowsOf(bank, 'id', filters)).toHaveLength(0);
  });

  it('is told of a column’s profile what its masks are, and how many rows each has', async () => {
    expect(await bank.call('masks.seen', {})).toBe(true);
    const names = ['王小芳', '王小敏', '李小娜'].flatMap((name, at) => Array(4 - at).fill(name));
    await bank.load('callers', `name,age\n${names.map((name, at) => `${name},${20 + at}`).join('\n')}\n`);
    const { columns } = await bank.call('tables.profile', { table: 'callers' });
    const name = columns.find((column) => column.name === 'name');
    expect(name?.values.map(({ value, n }) => `${value} ${n}`)).toEqual(['王** 7', '李** 2']);
    expect(name?.examples).toEqual(['王**', '李**']);
    expect([name?.spread, name?.text, name?.change]).toEqual([undefined, undefined, undefined]);
    expect(columns.find((column) => column.name === 'age')?.spread?.n).toBe(9);
    await bank.call('tables.drop', { table: 'callers' });
  });

  it('finds a customer by a whole value and by no part of it', async () => {
    const [, , third] = bank.people;
    const found = async (text: string) => (await bank.call('customers.find', { text })).customers.map(({ key }) => key);
    expect(await found(third?.phone ?? '')).toEqual([third?.id]);
    expect(await found(third?.name ?? '')).toContain(third?.id);
    for (const part of [third?.phone.slice(-4), third?.phone.slice(3), third?.idNumber.slice(-8), third?.name.slice(1)]) {
      expect(await found(part ?? '')).toEqual([]);
    }
  });

  it.each(Object.entries(TEXTS))('shows the masks of %s that are written everywhere else', async (kind, texts) => {
    const values = texts.map((text, at) => `(${at}, ${text === null ? 'NULL' : literal(text)})`).join(', ');
    const found = await bank.textCells(
      `FROM (SELECT ${maskSql(kind as MaskKind, 'text')} FROM (VALUES ${values}) AS v(place, text) ORDER BY place)`,
    );
    expect(found.flat()).toEqual(texts.map((text) => (text === null ? null : maskText(kind as MaskKind, text))));
  });

  it('is all shown to an admin and, until people are named, to anybody', async () => {
    await bank.be('admin');
    const text = await told(bank, 'tables.page', { table: 'people', ...PAGE });
    expect(planted.filter((value) => !text.includes(value))).toEqual([]);
    expect(await queried(bank, 'SELECT phone FROM people')).toContain(bank.people[0]?.phone);
    await bank.be(null);
    expect(await queried(bank, 'SELECT phone FROM people')).not.toContain(bank.people[0]?.phone);
  });
});

function outcomeOf(text: string): string {
  return /^\{"code":"(\w+)"/.exec(text)?.[1] ?? 'answered';
}
