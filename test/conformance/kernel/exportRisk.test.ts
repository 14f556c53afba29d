import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import { measureRisk } from '#shared/kernel/exportRisk';
import type { SqlConnection } from '#shared/kernel/ports';
import { describeEngines } from '../../support/engines';
import { type PlainRow, plainClasses, plainCloseness, plainDiversity } from '../../support/plainRisk';

/** The slower engine reads fewer of the same tables. */
const TABLES = { native: 300, wasm: 60 };
const LIMIT = 3;
const QUASI = ['age', 'city', 'sex'];

describeEngines('risk of an export', ({ factory, name }) => {
  it('equals the definitions read row by row, on random tables', async () => {
    const engine = await factory.open(null, {});
    const connection = await engine.connect();
    try {
      for (let seed = 1; seed <= TABLES[name]; seed++) await holds(connection, randomTable(seed), `${name}, table ${seed}`);
    } finally {
      await connection.close();
      await engine.close();
    }
  });
});

interface RandomTable {
  readonly rows: readonly PlainRow[];
  readonly chosen: readonly PlainRow[];
  readonly quasi: readonly string[];
}

/** Some customers of a few, with unknown values; some of the quasi-identifiers, or none. */
function randomTable(seed: number): RandomTable {
  const generator = xoroshiro128plus(seed);
  const below = (n: number) => (generator.next() >>> 0) % n;
  const some = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const rows = Array.from({ length: 1 + below(40) }, (_, row) => ({
    row,
    age: some([20, 30, 40, null]),
    city: some(['北京', '上海', "O'Brien", null]),
    sex: some(['F', 'M']),
    illness: some(['flu', 'gastritis', 'none', null]),
    income: some([3, 4, 5, 7.5, 11, null]),
  }));
  const chosen = rows.filter(() => below(3) > 0);
  return { rows, chosen: chosen.length === 0 ? rows : chosen, quasi: QUASI.slice(0, below(4)) };
}

async function holds(connection: SqlConnection, { rows, chosen, quasi }: RandomTable, where: string): Promise<void> {
  await connection.exec(tableSql('population', rows));
  await connection.exec(tableSql('chosen', chosen));
  const sensitive = [
    { column: 'illness', isOrdered: false },
    { column: 'income', isOrdered: true },
  ];
  const question = { relation: 'chosen', population: 'population', quasi, sensitive, limit: LIMIT };
  const risk = await measureRisk(connection, question, new AbortController().signal);
  const classes = plainClasses(chosen, quasi);
  const sizes = classes.map(({ length }) => length);
  const customers = chosen.map((row) => rows.filter((other) => quasi.every((column) => other[column] === row[column])).length);
  expect(risk, where).toMatchObject({
    rows: chosen.length,
    classes: classes.length,
    k: Math.min(...sizes),
    unique: sizes.filter((size) => size === 1).length,
    below: sizes.filter((size) => size < LIMIT).reduce((a, b) => a + b, 0),
    prosecutor: { most: 1 / Math.min(...sizes), mean: near(meanOf(sizes.flatMap((size) => Array<number>(size).fill(1 / size)))) },
    journalist: { most: near(1 / Math.min(...customers)), mean: near(meanOf(customers.map((n) => 1 / n))) },
    sensitive: sensitive.map(({ column, isOrdered }) => {
      const { recursive, ...rest } = plainDiversity(classes, column);
      return {
        column,
        distinct: rest.distinct,
        entropy: near(rest.entropy),
        recursive: recursive === null ? null : near(recursive),
        closeness: near(plainCloseness(chosen, classes, column, isOrdered)),
      };
    }),
  });
  expect(
    risk.smallest.map(({ n }) => n),
    where,
  ).toEqual(sizes.sort((a, b) => a - b).slice(0, 10));
}

const near = (value: number) => expect.closeTo(value, 10);
const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;

function tableSql(name: string, rows: readonly PlainRow[]): string {
  const cell = (value: string | number | null | undefined) =>
    value === null || value === undefined
      ? 'NULL'
      : typeof value === 'number'
        ? String(value)
        : `'${value.replaceAll("'", "''")}'`;
  const values = rows.map((row) => `(${Object.values(row).map(cell).join(', ')})`);
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  const types = '(row INTEGER, age INTEGER, city VARCHAR, sex VARCHAR, illness VARCHAR, income DOUBLE)';
  return `CREATE OR REPLACE TEMP TABLE ${name} ${types}; INSERT INTO ${name} (${columns}) VALUES ${values.join(', ')};`;
}
