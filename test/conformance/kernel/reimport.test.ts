import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EntityMap } from '../../../shared/model/entities';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const OVER_25: Rule = { kind: 'tag', tag: 'age', op: 'gt', values: [25] };

describeEngines('customers loaded anew', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: test.grant(join(engine.folder, 'again.huaxiang')) });
  });
  afterAll(() => test.kernel.close());

  it('are counted and described as the new file says', async () => {
    await load('id,age\n1,20\n2,30\n3,40\n');
    await apply({
      customers: { table: 'people', key: 'id' },
      attributes: [],
      events: [],
      balances: [],
      exposures: [],
      relations: [],
    });
    expect(await test.call('rules.count', { rule: OVER_25 })).toMatchObject({ count: 2, base: 3 });

    await load('id,age\n7,26\n8,27\n9,28\n10,29\n11,\n');
    expect(await test.call('rules.count', { rule: OVER_25 })).toMatchObject({ count: 4, base: 5 });
    expect(await test.call('tags.list', {})).toMatchObject([
      { id: 'id', coverage: 1, distinct: 5 },
      { id: 'age', coverage: 0.8, distinct: 4 },
    ]);
  });

  it('keep the repair of their keys, and the lines of what was repaired', async () => {
    await apply({
      customers: { table: 'people', key: 'id', repair: { kind: 'keepLast', by: 'age' } },
      attributes: [],
      events: [],
      balances: [],
      exposures: [],
      relations: [],
    });
    await load('id,age\n1,20\n2,50\n1,30\n\n,40\n1,10\n');
    expect(await test.call('rules.count', { rule: OVER_25 })).toMatchObject({ count: 2, base: 2 });
    const { map } = await test.call('entities.get', {});
    const checked = await test.call('entities.check', { map: map as EntityMap });
    expect(checked.reports).toMatchObject([
      {
        rows: 5,
        nullKeys: 1,
        duplicateKeys: 1,
        duplicateRows: 3,
        examples: [
          { key: '1', lines: [2, 4, 7] },
          { key: null, lines: [6] },
        ],
      },
    ]);
  });

  it('are offered the choices that were made for a file with the same columns', async () => {
    const path = join(engine.folder, 'october.csv');
    writeFileSync(path, 'nr,level\n1,?\n2,5\n');
    const options = { types: { level: 'number' as const }, nulls: ['?'] };
    const receipt = await test.call('imports.run', { file: test.grant(path), table: 'levels', options });
    writeFileSync(join(engine.folder, 'november.csv'), 'nr,level\n3,?\n');
    const next = await test.call('imports.preview', { file: test.grant(join(engine.folder, 'november.csv')) });
    expect(next.template).toMatchObject({ receipt: receipt.id, table: 'levels', file: 'october.csv', options });
    writeFileSync(join(engine.folder, 'other.csv'), 'nr,rank\n3,1\n');
    const other = await test.call('imports.preview', { file: test.grant(join(engine.folder, 'other.csv')) });
    expect(other).not.toHaveProperty('template');
  });

  async function load(text: string): Promise<void> {
    const path = join(engine.folder, 'people.csv');
    writeFileSync(path, text);
    await test.call('imports.run', { file: test.grant(path), table: 'people', options: {} });
  }

  async function apply(map: EntityMap): Promise<void> {
    await test.call('entities.apply', { map });
  }
});
