import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { records } from '#shared/kernel/table';
import { CELL_TESTS } from '#shared/model/cellForms';
import { passes, readCell } from '#shared/privacy/detectors';
import { cellTestSql, plainCellsSql } from '#shared/sql/detectorsSql';
import { describeEngines } from '../support/engines';

const TODAY = '2026-09-01';
const SEEDS = [
  '11010519491231002X',
  '110101199003070038',
  '911101199003070019',
  '110105491231002',
  '1.10101E+17',
  '6.22203E+18',
  '110101199003070000',
  '6222020000000000000',
  '4111111111111111',
  '378282246310005',
  '+86 138-1234-5678',
  '1700000000000',
  '(0571) 8765432',
  'wang.fang@mail.example.com',
  '欧阳娜娜',
  '买买提·艾力',
  'Wang Fang',
  '浙江省杭州市西湖区文三路 1 号 3 幢',
  '杭州市文三路支行',
  'EA1234567',
  'H12345678',
  '91350100M000100Y43',
  'NL44RABO0123456789',
  '1990年3月7日',
  '¥1,234.56万元',
  '订单 110101199003070039,证件 11010519491231002X 已核',
  'order 6222020000000001 then card 6228 4804 0256 4890 018',
  '2) $100 - $200',
  '2万-5万',
  'Over 50k',
  "John O'Hara",
  '120 Jefferson St.',
  ';6222020000000000000=25121010',
  '客户 13812345678，身份证 11010519491231002x，卡 6222 0200 0000 0000 000，邮箱 a@b.cn',
];
const LETTERS = [...'0123456789１８９xXＸ@＠.·•-－— 　\t\n\'"张三路号省^=;%ｂBéß𠮷'];

/** A seed with some of its letters changed, left out or doubled; or any text. */
const cells = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SEEDS), fc.array(fc.tuple(fc.nat(60), fc.nat(2), fc.constantFrom(...LETTERS)), { maxLength: 3 }))
    .map(([seed, edits]) => {
      const letters = [...seed];
      for (const [at, removed, letter] of edits) letters.splice(at % (letters.length + 1), removed, letter);
      return letters.join('');
    }),
  fc.array(fc.constantFrom(...LETTERS), { maxLength: 24 }).map((letters) => letters.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes('\0')),
);

describeEngines('the detectors', ({ factory }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;
  beforeAll(async () => {
    engine = await factory.open(null, {});
    connection = await engine.connect();
  });
  afterAll(() => engine.close());

  test('find in SQL what they find in single cells', async () => {
    const texts = [...SEEDS, ...fc.sample(cells, { numRuns: 4000, seed: 20260901 })];
    await connection.exec('CREATE TABLE tried(place INTEGER, cell VARCHAR)');
    const place = {
      name: 'place',
      sqlType: '',
      valid: null,
      kind: 'number',
      values: Float64Array.from(texts, (_, row) => row),
    } as const;
    const cell = { name: 'cell', sqlType: '', valid: null, kind: 'text', values: texts } as const;
    await connection.append({ schema: 'main', name: 'tried' }, [{ rowCount: texts.length, columns: [place, cell] }]);
    const tests = CELL_TESTS.map((each) => `${cellTestSql(each, TODAY)} AS "${each}"`).join(', ');
    const found = records(await connection.query(`SELECT ${tests} FROM (${plainCellsSql('FROM tried')}) ORDER BY place`));
    const passed = CELL_TESTS.map((each) => found.filter((row) => row[each] === true).length);
    expect(CELL_TESTS.filter((_, at) => passed[at] === 0)).toEqual([]);
    for (const [row, text] of texts.entries()) {
      const expected = Object.fromEntries(CELL_TESTS.map((each) => [each, passes(each, readCell(text), TODAY)]));
      expect({ text, ...found[row] }).toEqual({ text, ...expected });
    }
  });
});
