import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { olderThan, startTagKernel, type TagKernel, tagOf } from '../../support/tagKernel';

const PEOPLE = 'id,age,code\nC1,20,1\nC2,40,2\nC3,60,3\n';

const doubled = { kind: 'expression', sql: 'age * 2' } as const;
const quadrupled = { kind: 'expression', sql: 'doubled * 2' } as const;
const number = { kind: 'expression', sql: 'CAST(code AS DOUBLE)' } as const;

describeEngines('the tag library', (engine) => {
  let test: TagKernel;

  beforeAll(() => {
    test = startTagKernel(engine);
  });

  beforeEach(async () => {
    await test.call('workspace.create', { file: null });
    await test.load('people', PEOPLE);
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
    await test.save('doubled', doubled);
    await test.save('quadrupled', quadrupled);
  });

  afterAll(() => test.kernel.close());

  it('computes what reads a changed tag anew', async () => {
    await test.save('doubled', { kind: 'expression', sql: 'age * 3' });
    expect(await test.values('quadrupled')).toEqual(['120.0', '240.0', '360.0']);
    expect((await test.call('tags.versions', { id: 'doubled' })).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('leaves a tag that is refreshed by hand alone, and says that it is stale', async () => {
    await test.save('quadrupled', quadrupled, { refresh: 'manual' });
    await test.save('doubled', { kind: 'expression', sql: 'age * 3' });
    expect(await test.values('quadrupled')).toEqual(['80.0', '160.0', '240.0']);
    expect(await test.states('doubled', 'quadrupled')).toEqual(['fresh', 'stale']);
    const refreshed = await test.call('tags.refresh', {});
    expect(refreshed.find(({ id }) => id === 'quadrupled')?.state).toBe('fresh');
    expect(await test.values('quadrupled')).toEqual(['120.0', '240.0', '360.0']);
  });

  it('keeps the data version where only words change or nothing is stale', async () => {
    const before = await test.call('workspace.info', {});
    await test.save('doubled', doubled, { description: 'twice the age' });
    await test.call('tags.refresh', {});
    expect(await test.call('workspace.info', {})).toEqual(before);
    expect(await test.states('doubled', 'quadrupled')).toEqual(['fresh', 'fresh']);
  });

  it('refuses a cycle, naming its path', async () => {
    const error = await test.failure('tags.save', {
      definition: tagOf('doubled', { kind: 'expression', sql: 'quadrupled / 2' }),
    });
    expect(error).toMatchObject({ code: 'INVALID_TAG' });
    expect(error.message).toContain('doubled → quadrupled → doubled');
    expect(await test.values('doubled')).toEqual(['40.0', '80.0', '120.0']);
  });

  it('refuses a cycle by way of a segment', async () => {
    const who = { kind: 'tag', tag: 'doubled', op: 'gte', values: [50] } as const;
    await test.call('segments.save', { segment: { id: 'rich', name: 'rich', who } });
    await test.save('isRich', { kind: 'segment', segment: 'rich' });
    const error = await test.failure('tags.save', {
      definition: tagOf('doubled', {
        kind: 'cases',
        cases: [{ rule: { kind: 'tag', tag: 'isRich', op: 'is', values: [true] }, value: 1 }],
        otherwise: 2,
      }),
    });
    expect(error.message).toContain('doubled → isRich → doubled');
  });

  it('says what a tag rests on and what rests on it', async () => {
    await test.call('segments.save', {
      segment: { id: 's', name: 'S', who: { kind: 'tag', tag: 'quadrupled', op: 'gte', values: [100] } },
    });
    expect(await test.call('tags.lineage', { tag: 'doubled' })).toEqual({
      tag: 'doubled',
      reads: { tables: ['people'], columns: [{ table: 'people', column: 'age' }], tags: ['age'], segments: [], events: [] },
      readBy: { tags: ['quadrupled'], segments: ['s'] },
    });
    expect((await test.call('tags.lineage', { tag: 'quadrupled' })).reads.tags).toEqual(['doubled', 'age']);
  });

  it('removes only what nothing reads', async () => {
    const error = await test.failure('tags.remove', { id: 'doubled' });
    expect(error.message).toContain('the tag quadrupled');
    await test.call('tags.remove', { id: 'quadrupled' });
    await test.call('tags.remove', { id: 'doubled' });
    expect((await test.call('tags.list', {})).map(({ id }) => id)).toEqual(['id', 'age', 'code']);
    expect(await test.textCells('FROM tags.customers ORDER BY id')).toEqual([
      ['0', 'C1', '20', '1'],
      ['1', 'C2', '40', '2'],
      ['2', 'C3', '60', '3'],
    ]);
    expect(await test.failure('tags.remove', { id: 'age' })).toMatchObject({ code: 'INVALID_TAG' });
  });

  it('refuses ids and names that are taken', async () => {
    expect((await test.failure('tags.save', { definition: tagOf('AGE', doubled) })).message).toContain('id "AGE"');
    expect((await test.failure('tags.save', { definition: tagOf('new', doubled, { name: 'age' }) })).message).toContain(
      'name "age"',
    );
  });

  it('gives values to the same customers after an import in another order, and to none of those that are new', async () => {
    await test.save('byHand', { kind: 'expression', sql: 'age + 0.5' }, { refresh: 'manual' });
    await test.load('people', 'id,age,code\nC4,80,4\nC3,61,3\nC1,20,1\n');
    expect(await test.values('doubled')).toEqual(['40.0', '122.0', '160.0']);
    expect(await test.values('quadrupled')).toEqual(['80.0', '244.0', '320.0']);
    expect(await test.values('byHand')).toEqual(['20.5', '60.5', null]);
    expect(await test.states('doubled', 'quadrupled', 'byHand')).toEqual(['fresh', 'fresh', 'stale']);
    const receipts = await test.call('imports.list', {});
    await test.call('tables.rollBack', { table: 'people', receipt: receipts[1]?.id ?? 0 });
    expect(await test.values('doubled')).toEqual(['40.0', '80.0', '120.0']);
    expect(await test.values('byHand')).toEqual(['20.5', null, '60.5']);
  });

  it('keeps a tag whose column an import took away, with the reason, and all others', async () => {
    await test.save('number', number);
    await test.save('age', { kind: 'column', table: 'people', column: 'age' }, { description: 'in years' });
    await test.load('people', 'id,code\nC1,1\nC2,x\n');
    const tags = await test.call('tags.list', {});
    const found = (wanted: string) => tags.find(({ id }) => id === wanted);
    expect(tags.map(({ id, state }) => [id, state])).toEqual([
      ['id', 'fresh'],
      ['code', 'fresh'],
      ['doubled', 'failed'],
      ['quadrupled', 'failed'],
      ['number', 'failed'],
      ['age', 'failed'],
    ]);
    expect(found('age')?.error).toMatchObject({ code: 'UNKNOWN_COLUMN' });
    expect(found('doubled')?.error?.message).toContain('age');
    expect(found('number')?.error?.message).toContain('number');
    expect(await test.values('doubled')).toEqual(['40.0', '80.0']);
    expect(await test.call('rules.count', { rule: olderThan(1) })).toMatchObject({ count: 0 });
    await test.load('people', PEOPLE);
    expect(await test.states('doubled', 'quadrupled', 'number', 'age')).toEqual(['fresh', 'fresh', 'fresh', 'fresh']);
    expect(await test.values('number')).toEqual(['1.0', '2.0', '3.0']);
  });

  it('keeps all old values when one of several tags cannot be computed, and says which and why', async () => {
    await test.load('other', 'who,word\nC1,a5\nC2,a6\n');
    await test.save('word', { kind: 'list', table: 'other', key: 'who', value: 'word' }, { refresh: 'manual' });
    await test.save('apart', { kind: 'expression', sql: 'length(word)' }, { refresh: 'manual' });
    await test.save('parsed', { kind: 'expression', sql: 'CAST(substr(word, 2) AS DOUBLE)' }, { refresh: 'manual' });
    await test.load('other', 'who,word\nC1,afive\nC2,a6\n');
    expect(await test.states('word', 'apart', 'parsed')).toEqual(['stale', 'stale', 'stale']);
    const error = await test.failure('tags.refresh', {});
    expect(error).toMatchObject({ code: 'INVALID_TAG', at: { field: 'parsed' } });
    expect(error.message).toMatch(/parsed could not be computed: .*onver/);
    expect(await test.values('word')).toEqual(['a5', 'a6', null]);
    expect(await test.values('apart')).toEqual(['2.0', '2.0', null]);
    expect(await test.states('word', 'apart', 'parsed')).toEqual(['stale', 'stale', 'failed']);
    await test.call('tags.refresh', { tags: ['apart'] });
    expect(await test.values('apart')).toEqual(['5.0', '2.0', null]);
    expect(await test.values('parsed')).toEqual(['5.0', '6.0', null]);
    await test.load('other', 'who,word\nC1,7\nC2,8\n');
    expect((await test.failure('tags.refresh', { tags: ['word'] })).message).toContain('of type number, not category');
  });

  it('stops when it is cancelled, with the old values', async () => {
    await test.save('byHand', { kind: 'expression', sql: 'doubled + 1' }, { refresh: 'manual' });
    await test.save('doubled', { kind: 'expression', sql: 'age * 5' });
    const abort = new AbortController();
    const error = await test.failure('tags.refresh', {}, abort.signal, ({ phase }) => {
      expect(phase).toBe('tags');
      abort.abort();
    });
    expect(error.code).toBe('CANCELLED');
    expect(await test.values('byHand')).toEqual(['41.0', '81.0', '121.0']);
    expect(await test.states('byHand')).toEqual(['stale']);
  });
});
