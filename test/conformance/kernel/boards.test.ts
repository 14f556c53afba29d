import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

describeEngines('boards', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });

  afterAll(() => test.kernel.close());

  it('are kept in the order of their names, changed, and removed', async () => {
    const spec = { segment: 'young', base: 'rest', tags: ['age'] } as const;
    const items = [
      { kind: 'text', id: 'a', text: '一' },
      { kind: 'portraitTag', id: 'b', spec, tag: 'age' },
    ] as const;
    await test.call('boards.save', { board: { id: '2', name: '月报', items: items as never } });
    await test.call('boards.save', { board: { id: '1', name: '周报' } });
    await test.call('boards.save', { board: { id: '2', name: '年报', items: items as never } });
    const boards = await test.call('boards.list', {});
    expect(boards.map(({ id, name }) => [id, name])).toEqual([
      ['2', '年报'],
      ['1', '周报'],
    ]);
    expect(boards[0]?.items[1]).toMatchObject({ width: 'half', spec: { ...spec, tags: ['age'], unknown: 'apart' } });
    await test.call('boards.remove', { id: '2' });
    expect((await test.call('boards.list', {})).map(({ id }) => id)).toEqual(['1']);
    expect(await test.failure('boards.remove', { id: '2' })).toMatchObject({ code: 'UNKNOWN_BOARD' });
  });

  it('keep everything that is pinned at once, on a board that there was and on one that there was not', async () => {
    await test.call('boards.save', { board: { id: 'kept', name: 'Kept', items: [{ kind: 'text', id: '0', text: 'before' }] } });
    const texts = ['1', '2', '3', '4', '5', '6'];
    const pins = texts.map((id, place) => {
      const board = place % 2 === 0 ? { id: 'kept', name: 'Another name' } : { id: 'made', name: 'Made' };
      return test.call('boards.pin', { board, item: { kind: 'text', id, text: id } });
    });
    await Promise.all(pins);
    const boards = await test.call('boards.list', {});
    const items = (board: string) => boards.find(({ id }) => id === board)?.items.map(({ id }) => id);
    expect([items('kept'), items('made')]).toEqual([
      ['0', '1', '3', '5'],
      ['2', '4', '6'],
    ]);
    expect(boards.map(({ name }) => name)).not.toContain('Another name');
    for (const id of ['kept', 'made']) await test.call('boards.remove', { id });
  });

  it('are written with the numbers of the pages they come from, and without cells of a few', async () => {
    const file = join(engine.folder, 'people.csv');
    writeFileSync(file, people());
    await test.call('imports.run', { file: test.grant(file), table: 'people' });
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
    for (const [id, value] of Object.entries({ old: 'old', young: 'young' })) {
      const who = { kind: 'tag', tag: 'age', op: 'is', values: [value] } as const;
      await test.call('segments.save', { segment: { id, name: `<${id}>`, description: '', who } });
    }
    const spec = { segment: 'young', tags: ['city'] };
    const items = [
      { kind: 'text', id: '1', text: 'First\n& last' },
      { kind: 'count', id: '2', segment: 'young' },
      { kind: 'portraitTag', id: '3', spec, tag: 'city' },
      { kind: 'portraitWords', id: '4', spec, title: 'In words' },
      { kind: 'comparisonTag', id: '5', spec: { segments: ['old', 'young'], tags: ['city'] }, tag: 'city' },
    ] as const;
    await test.call('boards.save', { board: { id: 'all', name: 'All', items: items as never } });
    const [first, second] = [await written('first.html'), await written('second.html')];
    expect(second).toBe(first);
    expect(first).not.toMatch(/https?:|\ssrc=|\shref=|@import|url\(/);
    expect(first).toContain('<p>First<br>&amp; last</p>');
    expect(first).toContain('<h2>&lt;young&gt;</h2><p><b>300</b> 50.00% of all customers</p>');
    expect(first).toContain('<h2>In words</h2>');
    const { portraits } = await test.call('portraits.compare', { spec: { segments: ['old', 'young'], tags: ['city'] } });
    const rows = portraits.map(([tag]) => tag?.values.find(({ value }) => value === 'Paris'));
    const shares = rows.map((row) => `${(Number(row?.share) * 100).toFixed(1)}%`);
    expect(first).toMatch(new RegExp(`Paris</th><td>${shares[0]}</td><td>[^<]*</td><td>${shares[1]}</td>`));
    expect(first).toMatch(/Oslo<\/th><td>too few, not shown<\/td><td>–<\/td><td>too few, not shown/);
  });

  it('are written with the steps of a funnel, and without those that a few got to or left out', async () => {
    const file = join(engine.folder, 'visits.csv');
    writeFileSync(file, visits());
    await test.call('imports.run', { file: test.grant(file), table: 'visits' });
    const events = [{ table: 'visits', customer: 'id', time: 'at', name: { column: 'kind' } }];
    const map = { customers: { table: 'people', key: 'id' }, events: events as never, asOf: '2025-03-31' };
    await test.call('entities.apply', { map });
    const steps = ['see', 'try', 'ask', 'buy'].map((event) => ({ event }));
    const items = [{ kind: 'funnel', id: '1', spec: { steps } }] as const;
    await test.call('boards.save', { board: { id: 'all', name: 'All', items: items as never } });
    const page = await written('funnel.html');
    expect(await written('funnel-again.html')).toBe(page);
    expect(page).toContain('<h2>Funnel: see → try → ask → buy</h2>');
    expect(page).toContain('1. see</th><td>200</td><td>–</td><td>–</td><td>–</td><td>–</td>');
    expect(page).toContain('2. try</th><td>100</td><td>50.0%</td><td>50.0%</td><td>1 h</td><td>1 h</td>');
    expect(page).toMatch(/3\. ask<\/th>(<td>too few, not shown<\/td>){5}</);
    expect(page).toMatch(/4\. buy<\/th>(<td>too few, not shown<\/td>){5}</);
  });

  it('are written with the sides of a funnel, and hide of all what would give one away', async () => {
    const who = (tag: string, value: string, op: 'is' | 'isNot' = 'is') => ({ who: { kind: 'tag', tag, op, values: [value] } });
    const steps = ['see', 'try'].map((event) => ({ event }));
    const specs = [
      { steps, compare: [who('age', 'young'), who('age', 'old')] },
      { steps, compare: [who('city', 'Oslo'), who('city', 'Oslo', 'isNot')] },
    ];
    const items = specs.map((spec, place) => ({ kind: 'funnel', id: String(place), spec }));
    await test.call('boards.save', { board: { id: 'all', name: 'All', items: items as never } });
    const page = await written('sides.html');
    expect(page).toContain(
      '1. see</th><td>A segment without a name</td><td>100</td><td>–</td><td>–</td><td>–</td><td>–</td><td>–</td>',
    );
    expect(page).toContain(
      '2. try</th><td>A segment without a name</td><td>50</td><td>50.0%</td><td>50.0%</td><td>1 h</td><td>–</td><td>–</td>',
    );
    expect(page).toContain(
      '<td>B segment without a name</td><td>50</td><td>50.0%</td><td>50.0%</td><td>1 h</td><td>0.0 [-13.6, 13.6]</td><td>1.00</td>',
    );
    const { sheets } = await readXlsx(await bytesOf('sides.xlsx', 'xlsx'));
    const sides = sheets[0]?.rows.filter(([, side]) => String(side).startsWith('B ')) ?? [];
    expect(sides.map((cells) => [cells[0], cells[2], cells[3]])).toEqual([
      ['1. see', 100, null],
      ['2. try', 50, 0.5],
    ]);
    // Five of Oslo are hidden, and so is everybody else, since the whole is told.
    expect(page).toMatch(/2\. try<\/th><td>A [^<]*<\/td>(<td>too few, not shown<\/td>){4}<td>–/);
    expect(page).toMatch(/2\. try<\/th><td>B [^<]*<\/td>(<td>too few, not shown<\/td>){6}</);
  });

  it('are written as workbooks whose numbers are numbers, a sheet for each item, without cells of a few', async () => {
    await saveAll();
    const { sheets } = await readXlsx(await bytesOf('board.xlsx', 'xlsx'));
    const names = sheets.map(({ name }) => name);
    expect(names).toEqual([
      '1 Text',
      '2 <young>',
      '3 <young> city',
      '4 In words',
      '5 <old> <young> city',
      '6 Funnel see → try → ask → buy',
      'Definitions',
      'Sources',
    ]);
    const rows = (place: number) => sheets[place]?.rows.map((cells) => cells.filter((cell) => cell !== null)) ?? [];
    expect(rows(0).flat()).toEqual(expect.arrayContaining(['First', '& last']));
    expect(rows(1)[0]).toEqual(['<young>']);
    expect(rows(1)[1]?.[0]).toMatch(/^Data version \d+ · As of \d{4}-\d\d-\d\d$/);
    expect(rows(1).at(-1)).toEqual(['Segment', 300, 0.5]);
    const [tag] = (await test.call('portraits.compute', { spec: { segment: 'young', tags: ['city'] } })).tags;
    const rome = tag?.values.find(({ value }) => value === 'Rome');
    expect(rows(2)[1]).toEqual(['Segment of 300, base “all customers” of 600.']);
    expect(
      rows(2)
        .find(([name]) => name === 'Rome')
        ?.slice(1, 6),
    ).toEqual([rome?.n, rome?.share, rome?.baseN, rome?.baseShare, rome?.tgi]);
    expect(rows(2).find(([name]) => name === 'Oslo')).toEqual(['Oslo', 'too few, not shown']);
    expect(rows(5).slice(-4)).toEqual([
      ['1. see', 200],
      ['2. try', 100, 0.5, 0.5, 3600, 3600],
      ['3. ask', ...Array.from({ length: 5 }, () => 'too few, not shown')],
      ['4. buy', ...Array.from({ length: 5 }, () => 'too few, not shown')],
    ]);
    expect(sheets.flatMap((sheet) => sheet.rows.flat())).not.toContain(5);
    expect(rows(7).flat()).toContain('Import receipts');
    expect((await bytesOf('again.xlsx', 'xlsx')).equals(await bytesOf('third.xlsx', 'xlsx'))).toBe(true);
  });

  it('are written as slides with the same numbers, one for each item', async () => {
    await saveAll();
    const bytes = await bytesOf('board.pptx', 'pptx');
    const zip = await JSZip.loadAsync(bytes);
    const names = Array.from({ length: 8 }, (_, at) => `ppt/slides/slide${at + 1}.xml`);
    expect(
      Object.keys(zip.files)
        .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
        .sort(),
    ).toEqual(names);
    const texts = await Promise.all(
      names.map(async (name) =>
        [...((await zip.file(name)?.async('string')) ?? '').matchAll(/<a:t>([^<]*)/g)].map(([, text]) => text),
      ),
    );
    expect(texts.map(([title]) => title)).toEqual([
      'All',
      'All',
      '&lt;young&gt;',
      '&lt;young&gt;: city',
      'In words',
      '&lt;old&gt; / &lt;young&gt;: city',
      'Funnel: see → try → ask → buy',
      'Sources',
    ]);
    expect(texts[2]).toEqual(expect.arrayContaining(['300', '50.00%']));
    const after = (slide: number, name: string, cells: number) => {
      const found = texts[slide] ?? [];
      return found.slice(found.indexOf(name) + 1, found.indexOf(name) + 1 + cells);
    };
    expect(after(3, 'Oslo', 1)).toEqual(['too few, not shown']);
    expect(after(6, '2. try', 5)).toEqual(['100', '50.0%', '50.0%', '1 h', '1 h']);
    expect(after(6, '4. buy', 1)).toEqual(['too few, not shown']);
    expect((await bytesOf('again.pptx', 'pptx')).equals(bytes)).toBe(true);
  });

  it('are written with what a segment holds and what it lacks, without what a few hold', async () => {
    const spec = { segment: 'young', items: { kind: 'events' }, minimumSupport: 1 } as const;
    const items = [
      { kind: 'affinity', id: '1', spec },
      { kind: 'nextBest', id: '2', spec, title: 'Next' },
    ] as const;
    await test.call('boards.save', { board: { id: 'all', name: 'All', items: items as never } });
    const { sheets } = await readXlsx(await bytesOf('insight.xlsx', 'xlsx'));
    expect(sheets.slice(0, 2).map(({ name }) => name)).toEqual(['1 Affinity <young>', '2 Next']);
    const row = (place: number, name: string) =>
      sheets[place]?.rows.find(([first]) => first === name)?.filter((cell) => cell !== null);
    // 100 of the 300 young and 200 of all 600 see; two of the young buy.
    const [, lift, , , , share, baseShare, n] = row(0, 'see') ?? [];
    expect([lift, n]).toEqual([1, 100]);
    expect([share, baseShare]).toEqual([100 / 300, 200 / 600]);
    expect(row(0, 'buy')).toEqual(['buy', 'too few, not shown']);
    expect(row(1, 'see')?.slice(1, 5)).toEqual([100, 200, 0, 200]);
    expect(row(1, 'buy')).toEqual(['buy', 'too few, not shown']);
    const page = await written('insight.html');
    expect(page).toContain('<h2>Affinity: &lt;young&gt;</h2><p>Of 300 customers.</p>');
    expect(page).toContain('buy</th><td>too few, not shown</td>');
  });

  it('are written with the moves between values, without those of a few and what would give them away', async () => {
    for (const [id, event] of Object.entries({ tried: 'try', bought: 'buy' })) {
      const rule = { kind: 'event' as const, event, where: [], measure: 'count' as const, op: 'gte' as const, values: [1] };
      const source = { kind: 'cases' as const, cases: [{ rule, value: 'did' }], otherwise: 'not' };
      await test.call('tags.save', { definition: { id, name: id, status: 'published', source } as never });
    }
    const items = ['tried', 'bought'].map((tag) => ({ kind: 'migration', id: tag, spec: { tag, from: { day: '2025-02-28' } } }));
    await test.call('boards.save', { board: { id: 'all', name: 'All', items: items as never } });
    const { sheets } = await readXlsx(await bytesOf('moves.xlsx', 'xlsx'));
    const numbers = (place: number) => sheets[place]?.rows.flat().filter((cell) => typeof cell === 'number' && cell > 0);
    // 100 of 600 try after the day; four buy.
    expect(sheets[0]?.name).toBe('1 Moves tried');
    expect(numbers(0)?.sort()).toEqual([100, 500]);
    expect(numbers(1)).toEqual([]);
    expect(sheets[1]?.rows.find(([name]) => name === 'not')).toEqual(expect.arrayContaining(['too few, not shown']));
  });

  /** Every kind of item, of the people and their visits. */
  const saveAll = async () => {
    const spec = { segment: 'young', tags: ['city'] };
    const items = [
      { kind: 'text', id: '1', text: 'First\n& last' },
      { kind: 'count', id: '2', segment: 'young' },
      { kind: 'portraitTag', id: '3', spec, tag: 'city' },
      { kind: 'portraitWords', id: '4', spec, title: 'In words' },
      { kind: 'comparisonTag', id: '5', spec: { segments: ['old', 'young'], tags: ['city'] }, tag: 'city' },
      { kind: 'funnel', id: '6', spec: { steps: ['see', 'try', 'ask', 'buy'].map((event) => ({ event })) } },
    ] as const;
    await test.call('boards.save', { board: { id: 'all', name: 'All', items: items as never } });
  };

  const bytesOf = async (name: string, format: 'html' | 'xlsx' | 'pptx') => {
    const path = join(engine.folder, name);
    await test.call('reports.board', { board: 'all', format, language: 'en', file: test.grant(path) });
    return readFileSync(path);
  };

  const written = async (name: string) => (await bytesOf(name, 'html')).toString('utf8');
});

/** 600 customers of two ages; five of the young live in Oslo. */
function people(): string {
  const rows = Array.from({ length: 600 }, (_, row) => {
    const isYoung = row % 2 === 0;
    const city = isYoung && row < 10 ? 'Oslo' : (['Paris', 'Paris', 'Rome', 'Bern'][Math.floor(row / 2) % 4] ?? '');
    return `${row},${isYoung ? 'young' : 'old'},${city}`;
  });
  return `id,age,city\n${rows.join('\n')}\n`;
}

/** Of 200 customers 100 go on after an hour, 95 after another and four buy. */
function visits(): string {
  const kinds = (customer: number) => ['see', 'try', 'ask', 'buy'].filter((_, step) => customer < ([200, 100, 95, 4][step] ?? 0));
  const rows = Array.from({ length: 200 }, (_, customer) =>
    kinds(customer).map((kind, hour) => `${customer},2025-03-01 1${hour}:00:00,${kind}`),
  );
  return `id,at,kind\n${rows.flat().join('\n')}\n`;
}
