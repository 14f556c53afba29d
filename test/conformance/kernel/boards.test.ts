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
});
