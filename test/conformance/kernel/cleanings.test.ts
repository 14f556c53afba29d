import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Cleaning, CleaningStep } from '../../../shared/model/cleaning';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Line 4 is blank, so that lines and rows come apart. Lines 2, 3, 5–8. */
const PEOPLE = `id,name,city,paid,joined,level
1,\u3000张三 ,杭州,"1,200.50",2024-01-05,3
2,李四,杭州市, 12%,2024-01-02,

1,ＡＢ－１２,hangzhou,abc,2024-01-05,7
,Ab c,延边,-,2024-01-01,
2,\u3000,Nowhere,3万,,1
1,李四,浙江,,2024-01-04,7
`;

interface Case {
  readonly says: string;
  readonly steps: CleaningStep[];
  /** Columns behind the steps, whose rows follow. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly counts: object;
}

const CASES: readonly Case[] = [
  {
    says: 'blanks go, and what was nothing else is unknown',
    steps: [{ kind: 'trim', columns: ['name', 'paid'] }],
    columns: ['name', 'paid'],
    rows: [
      ['张三', '1,200.50'],
      ['李四', '12%'],
      ['ＡＢ－１２', 'abc'],
      ['Ab c', '-'],
      [null, '3万'],
      ['李四', null],
    ],
    counts: {
      changed: [
        { column: 'name', cells: 2 },
        { column: 'paid', cells: 1 },
      ],
      notRead: 0,
    },
  },
  {
    says: 'full-width signs become half-width, then capitals',
    steps: [
      { kind: 'width', columns: ['name'] },
      { kind: 'case', columns: ['name'], to: 'upper' },
    ],
    columns: ['name'],
    rows: [[' 张三 '], ['李四'], ['AB-12'], ['AB C'], [' '], ['李四']],
    counts: { changed: [{ column: 'name', cells: 1 }] },
  },
  {
    says: 'cities get their official names, and others stay',
    steps: [{ kind: 'region', columns: ['city'], level: 'city' }],
    columns: ['city'],
    rows: [['杭州市'], ['杭州市'], ['hangzhou'], ['延边朝鲜族自治州'], ['Nowhere'], ['浙江']],
    counts: {
      changed: [{ column: 'city', cells: 2 }],
      notRead: 3,
      notReadValues: [
        { value: 'Nowhere', rows: 1 },
        { value: 'hangzhou', rows: 1 },
        { value: '浙江', rows: 1 },
      ],
    },
  },
  {
    says: 'provinces get theirs',
    steps: [
      {
        kind: 'map',
        column: 'city',
        values: [
          { from: '杭州', to: 'ZheJiang' },
          { from: 'Nowhere', to: null },
          { from: '', to: 'x' },
        ],
      },
      { kind: 'region', columns: ['city'], level: 'province' },
    ],
    columns: ['city'],
    rows: [['浙江省'], ['杭州市'], ['hangzhou'], ['延边'], [null], ['浙江省']],
    counts: { changed: [{ column: 'city', cells: 2 }], notRead: 3 },
  },
  {
    says: 'parts of a text become columns behind it, the last with the rest',
    steps: [{ kind: 'split', column: 'joined', by: { kind: 'separator', separator: '-' }, into: ['year', 'rest'] }],
    columns: ['joined', 'year', 'rest', 'level'],
    rows: [
      ['2024-01-05', '2024', '01-05', '3'],
      ['2024-01-02', '2024', '01-02', null],
      ['2024-01-05', '2024', '01-05', '7'],
      ['2024-01-01', '2024', '01-01', null],
      [null, null, null, '1'],
      ['2024-01-04', '2024', '01-04', '7'],
    ],
    counts: {
      changed: [
        { column: 'year', cells: 5 },
        { column: 'rest', cells: 5 },
      ],
    },
  },
  {
    says: 'a text is cut by the number of its characters',
    steps: [{ kind: 'split', column: 'city', by: { kind: 'positions', cuts: [1, 3] }, into: ['a', 'b', 'c'] }],
    columns: ['a', 'b', 'c'],
    rows: [
      ['杭', '州', null],
      ['杭', '州市', null],
      ['h', 'an', 'gzhou'],
      ['延', '边', null],
      ['N', 'ow', 'here'],
      ['浙', '江', null],
    ],
    counts: {
      changed: [
        { column: 'a', cells: 6 },
        { column: 'b', cells: 6 },
        { column: 'c', cells: 2 },
      ],
    },
  },
  {
    says: 'texts are read as numbers; what cannot be is unknown and counted, what says unknown is not',
    steps: [{ kind: 'parse', column: 'paid', to: 'number' }],
    columns: ['paid'],
    rows: [['1200.5'], [null], [null], [null], ['30000.0'], [null]],
    counts: {
      changed: [{ column: 'paid', cells: 5 }],
      notRead: 2,
      notReadValues: [
        { value: ' 12%', rows: 1 },
        { value: 'abc', rows: 1 },
      ],
    },
  },
  {
    says: 'texts are read as days and whole numbers',
    steps: [
      { kind: 'parse', column: 'joined', to: 'date' },
      { kind: 'parse', column: 'city', to: 'integer' },
    ],
    columns: ['joined', 'city'],
    rows: [
      ['2024-01-05', null],
      ['2024-01-02', null],
      ['2024-01-05', null],
      ['2024-01-01', null],
      [null, null],
      ['2024-01-04', null],
    ],
    counts: { changed: [{ column: 'city', cells: 6 }], notRead: 6 },
  },
  {
    says: 'an unknown cell takes the known one before it in an order, where its own place is known',
    steps: [{ kind: 'fill', column: 'level', with: { kind: 'previous', by: 'joined' } }],
    columns: ['level'],
    // In the order of days: line 6 (none before), 3 (none before), 8, 2, 5; line 7 has no day.
    rows: [['3'], [null], ['7'], [null], ['1'], ['7']],
    counts: { changed: [] },
  },
  {
    says: 'or in the order of the file',
    steps: [{ kind: 'fill', column: 'level', with: { kind: 'previous' } }],
    columns: ['level'],
    rows: [['3'], ['3'], ['7'], ['7'], ['1'], ['7']],
    counts: { changed: [{ column: 'level', cells: 2 }] },
  },
  {
    says: 'or the commonest value, or a given one',
    steps: [
      { kind: 'fill', column: 'id', with: { kind: 'constant', value: 9 } },
      { kind: 'fill', column: 'level', with: { kind: 'commonest' } },
    ],
    columns: ['id', 'level'],
    rows: [
      ['1', '3'],
      ['2', '7'],
      ['1', '7'],
      ['9', '7'],
      ['2', '1'],
      ['1', '7'],
    ],
    counts: { changed: [{ column: 'level', cells: 2 }] },
  },
  {
    says: 'of rows with one key the latest stays, of two as late the last; an unknown key is like no other',
    steps: [{ kind: 'dedupe', keys: ['id'], keep: 'last', by: 'joined' }],
    columns: ['id', 'name'],
    rows: [
      ['2', '李四'],
      ['1', 'ＡＢ－１２'],
      [null, 'Ab c'],
    ],
    counts: {
      rowsBefore: 6,
      rowsAfter: 3,
      dropped: [
        { line: 2, survivor: 5, cells: ['1', '\u3000张三 ', '杭州', '1,200.50', '2024-01-05', '3'] },
        { line: 7, survivor: 3, cells: ['2', '\u3000', 'Nowhere', '3万', null, '1'] },
        { line: 8, survivor: 5, cells: ['1', '李四', '浙江', null, '2024-01-04', '7'] },
      ],
    },
  },
  {
    says: 'the first stays without an order',
    steps: [{ kind: 'dedupe', keys: ['id'], keep: 'first' }],
    columns: ['name'],
    rows: [['\u3000张三 '], ['李四'], ['Ab c']],
    counts: { rowsAfter: 3 },
  },
  {
    says: 'rows go by a condition, a step that is off does nothing, and names change',
    steps: [
      { kind: 'dropRows', column: 'level', when: { kind: 'unknown' } },
      { kind: 'dropColumns', columns: ['id', 'level'], off: true },
      { kind: 'dropColumns', columns: ['name', 'city', 'paid', 'joined'] },
      { kind: 'rename', column: 'id', to: 'number' },
      { kind: 'dropRows', column: 'level', when: { kind: 'oneOf', values: [3, 1] } },
    ],
    columns: ['number', 'level'],
    rows: [
      ['1', '7'],
      ['1', '7'],
    ],
    counts: {
      rowsBefore: 4,
      rowsAfter: 2,
      dropped: [
        { line: 2, survivor: null, cells: ['1', '3'] },
        { line: 7, survivor: null, cells: ['2', '1'] },
      ],
    },
  },
];

describeEngines('cleanings', (engine) => {
  let test: TestKernel;
  const load = async (text: string, name = 'people.csv', table?: string) => {
    const path = join(engine.folder, name);
    writeFileSync(path, text);
    const types = text.includes('joined') ? { types: { joined: 'text' as const } } : {};
    return await test.call('imports.run', { file: test.grant(path), ...(table ? { table } : {}), options: types });
  };
  const cleaning = (steps: CleaningStep[], more: Partial<Cleaning> = {}): Cleaning => ({
    table: 'people',
    result: 'people_clean',
    steps,
    ...more,
  });
  const save = (steps: CleaningStep[], more: Partial<Cleaning> = {}) =>
    test.call('cleanings.save', { cleaning: cleaning(steps, more) });
  const apply = async (steps: CleaningStep[], more: Partial<Cleaning> = {}) => {
    await save(steps, more);
    return await test.call('cleanings.apply', { table: 'people' });
  };
  const cells = (columns: readonly string[], table = 'people_clean') =>
    test.textCells(`FROM (SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM data."${table}" ORDER BY rowid)`);
  const checksum = () =>
    test.textCells(`FROM (SELECT md5(string_agg(p::VARCHAR, '|' ORDER BY rowid)), count(*) FROM data.people AS p)`);
  const cleanedOf = async (name: string) => (await test.call('tables.list', {})).find((table) => table.name === name)?.cleaned;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    await load(PEOPLE);
  });
  afterAll(() => test.kernel.close());

  it.each(CASES)('$says', async ({ steps, columns, rows, counts }) => {
    const before = await checksum();
    const preview = await test.call('cleanings.preview', { cleaning: cleaning(steps) });
    expect(preview.steps.at(-1)).toMatchObject(counts);
    expect(preview.steps).toHaveLength(steps.length);
    const { run } = await apply(steps);
    expect(await cells(columns)).toEqual(rows);
    expect(run?.rows).toBe(rows.length);
    expect(run?.steps.at(-1)).toMatchObject({ rowsAfter: preview.rows });
    expect(await checksum()).toEqual(before);
  });

  it('show changed cells with their lines, up to the step asked for', async () => {
    const steps: CleaningStep[] = [
      { kind: 'trim', columns: ['name', 'paid'] },
      { kind: 'dedupe', keys: ['nothing'], keep: 'last' },
    ];
    const { steps: previews } = await test.call('cleanings.preview', { cleaning: cleaning(steps), upTo: 0 });
    expect(previews.map(({ examples }) => examples)).toEqual([
      [
        { line: 2, column: 'name', before: '\u3000张三 ', after: '张三' },
        { line: 3, column: 'paid', before: ' 12%', after: '12%' },
        { line: 7, column: 'name', before: '\u3000', after: null },
      ],
    ]);
    expect(await test.failure('cleanings.preview', { cleaning: cleaning(steps) })).toMatchObject({
      code: 'UNKNOWN_COLUMN',
      message: 'Step 2: there is no column "nothing" at this point.',
      at: { field: 'keys.0', path: 'steps.1.keys.0' },
    });
  });

  it.each<[string, CleaningStep, string]>([
    ['a number to trim', { kind: 'trim', columns: ['level'] }, 'columns.0'],
    ['a taken name', { kind: 'rename', column: 'id', to: 'NAME' }, 'to'],
    [
      'a value twice',
      {
        kind: 'map',
        column: 'name',
        values: [
          { from: 'a', to: 'b' },
          { from: 'a', to: 'c' },
        ],
      },
      'values.1',
    ],
    ['a text for a number', { kind: 'fill', column: 'level', with: { kind: 'constant', value: 'x' } }, 'with.value'],
    [
      'names that are not as many as parts',
      { kind: 'split', column: 'name', by: { kind: 'positions', cuts: [1] }, into: ['a'] },
      'into',
    ],
    ['all columns to drop', { kind: 'dropColumns', columns: ['id', 'name', 'city', 'paid', 'joined', 'level'] }, 'columns'],
  ])('refuse %s, by the step and its field', async (_, step, field) => {
    const off: CleaningStep = { kind: 'dropColumns', columns: ['no such column'], off: true };
    const error = await test.failure('cleanings.save', { cleaning: cleaning([off, step]) });
    expect(error).toMatchObject({ code: 'INVALID_CLEANING', at: { field, path: `steps.1.${field}` } });
    expect(error.message).toMatch(/^Step 2: /);
  });

  it('keep the line of every row and what became of the others', async () => {
    await apply([
      { kind: 'dropRows', column: 'city', when: { kind: 'oneOf', values: ['杭州'] } },
      { kind: 'dedupe', keys: ['id'], keep: 'last' },
    ]);
    const rule = {
      id: 'all',
      table: 'people_clean',
      severity: 'info',
      check: { kind: 'pattern', column: 'city', pattern: 'none' },
    } as const;
    await test.call('quality.save', { rules: [rule] });
    const failing = await test.call('quality.failures', { rule: 'all', offset: 0, limit: 10 });
    expect(failing.lines).toEqual([6, 7, 8]);
    await test.call('quality.remove', { id: 'all' });
    expect(await test.call('cleanings.dropped', { table: 'people', offset: 0, limit: 10 })).toEqual({
      total: 3,
      rows: [
        { step: 0, line: 2, survivor: null },
        { step: 1, line: 3, survivor: 7 },
        { step: 1, line: 5, survivor: 8 },
      ],
    });
  });

  it('run again with a new load and with a former one, and say so where it does not fit', async () => {
    const first = await apply([{ kind: 'dedupe', keys: ['id'], keep: 'last' }]);
    expect(await cells(['name'])).toEqual([['Ab c'], ['\u3000'], ['李四']]);
    // A change that was not applied is not what runs again.
    await save([{ kind: 'trim', columns: ['name'] }]);
    const second = await load('id,name\n1,a\n1,b\n', 'people2.csv', 'people');
    expect(await cells(['name'])).toEqual([['b']]);
    expect(await cleanedOf('people_clean')).toEqual({ table: 'people', receipt: second.id });

    await load('name\na\n', 'people3.csv', 'people');
    expect(await cells(['name'])).toEqual([['b']]);
    expect(await cleanedOf('people_clean')).toMatchObject({
      receipt: second.id,
      error: { code: 'UNKNOWN_COLUMN', message: 'Step 1: there is no column "id" at this point.' },
    });

    await test.call('tables.rollBack', { table: 'people', receipt: first.run?.receipt ?? 0 });
    expect(await cleanedOf('people_clean')).toEqual({ table: 'people', receipt: first.run?.receipt });
    expect(await cells(['name'])).toEqual([['Ab c'], ['\u3000'], ['李四']]);
    const states = await test.call('cleanings.list', {});
    expect(states.map(({ version, run }) => version - (run?.version ?? 0))).toEqual([1]);
  });

  it('can be the customers, who are numbered anew with a new load of the source', async () => {
    await apply([
      { kind: 'dropRows', column: 'id', when: { kind: 'unknown' } },
      { kind: 'dedupe', keys: ['id'], keep: 'last' },
    ]);
    const map = { customers: { table: 'people_clean', key: 'id' } };
    expect(await test.call('entities.apply', { map })).toMatchObject({ customers: 2 });
    const { id } = await load('id,name,city,paid,joined,level\n5,a,,,,\n6,b,,,,\n7,c,,,,\n7,d,,,,\n', 'people4.csv', 'people');
    expect(await test.call('entities.get', {})).toMatchObject({ customers: 3 });
    const { count, restsOn } = await test.call('rules.count', { rule: { kind: 'all', rules: [] } });
    expect([count, restsOn.receipts]).toEqual([3, [id]]);
    for (const method of ['cleanings.drop', 'tables.drop'] as const)
      expect(await test.failure(method, { table: method === 'tables.drop' ? 'people_clean' : 'people' })).toMatchObject({
        code: 'INVALID_ENTITIES',
      });
    await save([], { result: 'other' });
    expect(await test.failure('cleanings.apply', { table: 'people' })).toMatchObject({ code: 'INVALID_ENTITIES' });
    await test.call('entities.apply', { map: { customers: { table: 'people', repair: { kind: 'keepFirst' }, key: 'id' } } });
    await test.call('cleanings.apply', { table: 'people' });
    expect((await test.call('tables.list', {})).map(({ name }) => name)).toEqual(['other', 'people']);
  });

  it('keep their tables to themselves', async () => {
    await load('id\n1\n', 'alone.csv');
    expect(await test.failure('cleanings.save', { cleaning: cleaning([], { table: 'other' }) })).toMatchObject({
      code: 'INVALID_CLEANING',
      hint: 'Clean "people" instead.',
    });
    expect(await test.failure('cleanings.save', { cleaning: cleaning([], { result: 'ALONE' }) })).toMatchObject({
      code: 'INVALID_CLEANING',
    });
    expect(
      await test.failure('imports.run', { file: test.grant(join(engine.folder, 'alone.csv')), table: 'other' }),
    ).toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'The table "other" is made by the cleaning of "people".',
    });
    expect(await test.failure('cleanings.apply', { table: 'alone' })).toMatchObject({ code: 'UNKNOWN_CLEANING' });
  });

  it('leave nothing behind', async () => {
    await save([{ kind: 'dropRows', column: 'id', when: { kind: 'oneOf', values: [5, 6, 7] } }], { result: 'other' });
    expect(await test.failure('cleanings.apply', { table: 'people' })).toMatchObject({
      message: 'The cleaning of "people" leaves no row.',
    });
    await test.call('tables.drop', { table: 'other' });
    expect((await test.call('cleanings.list', {})).map(({ run }) => run)).toEqual([null]);
    await test.call('cleanings.apply', { table: 'people' }).catch(() => undefined);
    await save([], { result: 'other' });
    await test.call('cleanings.apply', { table: 'people' });
    await test.call('cleanings.drop', { table: 'people' });
    const left = `SELECT (SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data' AND table_name = 'other')
      + (SELECT count(*) FROM meta.cleanings) + (SELECT count(*) FROM meta.dropped_rows)
      + (SELECT count(*) FROM meta.source_lines WHERE table_name = 'other')`;
    expect(await test.countBySql(left, [])).toBe(0);
    expect(await test.call('cleanings.list', {})).toEqual([]);
  });

  it('leave an empty text what it is, and find near spellings', async () => {
    const rows = [
      ...Array(40).fill('Bank of Wales'),
      ...Array(2).fill('ＢＡＮＫ of wales '),
      'Bank of Walse',
      'Bank of Walex',
      'Bank of Spain',
      '',
    ];
    await load(JSON.stringify(rows.map((name) => ({ name }))), 'banks.json');
    const banks = cleaning([], { table: 'banks', result: 'banks_clean' });
    const found = await test.call('cleanings.spellings', { cleaning: banks, step: 0, column: 'name' });
    expect(found).toEqual([
      { from: 'ＢＡＮＫ of wales ', to: 'Bank of Wales', why: 'form', fromRows: 2, toRows: 40 },
      { from: 'Bank of Walex', to: 'Bank of Wales', why: 'edit', fromRows: 1, toRows: 40 },
      { from: 'Bank of Walse', to: 'Bank of Wales', why: 'edit', fromRows: 1, toRows: 40 },
    ]);
    const dedupe: CleaningStep = { kind: 'dedupe', keys: ['name'], keep: 'first' };
    const kept = await test.call('cleanings.preview', { cleaning: { ...banks, steps: [dedupe] } });
    expect(kept.rows).toBe(6);
    const trim: CleaningStep = { kind: 'trim', columns: ['name'] };
    const { steps } = await test.call('cleanings.preview', { cleaning: { ...banks, steps: [trim] } });
    expect(steps[0]?.examples.map(({ before, after }) => [before, after])).toEqual([
      ['ＢＡＮＫ of wales ', 'ＢＡＮＫ of wales'],
      ['ＢＡＮＫ of wales ', 'ＢＡＮＫ of wales'],
      ['', null],
    ]);
  });
});
