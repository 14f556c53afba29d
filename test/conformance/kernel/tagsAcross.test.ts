import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { openPeople, startTagKernel, type TagKernel, tagOf } from '../../support/tagKernel';

/** A hundred customers; `near` is `big` but of one, `far` but of two; `letter` goes with `size` but of one. */
const PEOPLE = [
  'id,age,size,letter,twice,near,far',
  ...Array.from({ length: 100 }, (_, index) => {
    const big = index < 60;
    const flag = (wrong: number) => (index < wrong ? !big : big);
    return [index, index % 7, big ? 'L' : 'S', index === 99 ? 'a' : big ? 'a' : 'b', (index % 7) * 2, flag(1), flag(2)].join(',');
  }),
].join('\n');

describeEngines('libraries of tags', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openPeople(engine, PEOPLE);
    await test.save('big', { kind: 'expression', sql: "size = 'L'" });
    await test.save('half', { kind: 'expression', sql: 'twice / 2' });
    await test.save('age group', { kind: 'bucket', tag: 'half', edges: [3], labels: ['low', 'high'], method: 'typed' });
  });

  afterAll(() => test.kernel.close());

  it('finds pairs that agree, whatever their values are called', async () => {
    const pairs = await test.call('tags.alike', {});
    const found = pairs.map(({ tags, agreement }) => [tags.join(' '), Number(agreement.toFixed(6))]);
    // near has 59 of big's 60 members, far 58; 59/60 = 0.983333, 58/60 = 0.966667, 58/59 = 0.983051.
    expect(found).toEqual([
      ['age half', 1],
      ['size letter', 0.99],
      ['near big', 0.983333],
      ['near far', 0.983051],
    ]);
  });

  it('hands its tags out in their order and takes them in elsewhere', async () => {
    const library = await test.call('tags.exportLibrary', {});
    expect(library.tags.map(({ id }) => id)).toEqual(['big', 'half', 'age group']);
    const other = startTagKernel(engine);
    await other.call('workspace.create', { file: null });
    await other.load('people', PEOPLE.replaceAll('size', 'format'));
    await other.call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
    await other.save('half', { kind: 'expression', sql: 'twice / 3' });
    const backwards = { ...library, tags: library.tags.toReversed() };
    const planned = await other.call('tags.importLibrary', { library: backwards });
    expect(planned.map(({ id, change }) => [id, change])).toEqual([
      ['half', 'changed'],
      ['big', 'refused'],
      ['age group', 'new'],
    ]);
    expect(planned[1]?.error?.message).toContain('size');
    expect((await other.call('tags.list', {})).map(({ id }) => id)).not.toContain('age group');
    await other.call('tags.importLibrary', { library: backwards, apply: true });
    expect(await other.values('age group')).toEqual(await test.values('age group'));
    const again = await other.call('tags.importLibrary', { library });
    expect(again.map(({ change }) => change)).toEqual(['refused', 'same', 'same']);
    await other.kernel.close();
  });

  it('keeps a table that a tag takes its values from', async () => {
    await test.load('list', 'who\n1\n2\n');
    await test.save('listed', { kind: 'list', table: 'list', key: 'who' });
    const error = await test.failure('tables.drop', { table: 'list' });
    expect(error).toMatchObject({ code: 'INVALID_TAG' });
    await test.call('tags.remove', { id: 'listed' });
    await test.call('tables.drop', { table: 'list' });
  });

  it('refuses to hand a library in that reads itself', async () => {
    const tags = [tagOf('one', { kind: 'expression', sql: 'two + 1' }), tagOf('two', { kind: 'expression', sql: 'one + 1' })];
    const planned = await test.call('tags.importLibrary', {
      library: { format: 'huaxiang.tags', version: 1, tags },
      apply: true,
    });
    expect(planned.map(({ change }) => change)).toEqual(['refused', 'refused']);
  });
});
