import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { openPeople, type TagKernel } from '../../support/tagKernel';

const PEOPLE = ['id,年龄,性别,存款余额,登录次数,风险等级,推荐人数,备注甲']
  .concat(
    Array.from(
      { length: 200 },
      (_, row) => `C${row},${20 + (row % 50)},${row % 2 ? '男' : '女'},${row * 10},${row % 7},R${row % 3},${row % 4},${row % 5}`,
    ),
  )
  .join('\n');

describeEngines('portrait templates', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openPeople(engine, PEOPLE);
    const who = { kind: 'tag', tag: '年龄', op: 'lt', values: [40] } as const;
    await test.call('segments.save', { segment: { id: 'young', name: 'young', description: '', who } });
  });

  afterAll(() => test.kernel.close());

  const portrait = async (template: string) =>
    (await test.call('portraits.compute', { spec: { segment: 'young', tags: { template } } })).tags.map(({ tag }) => tag).sort();

  it('are there for every side of a customer that the library tells of', async () => {
    const list = await test.call('portraitTemplates.list', { language: 'zh' });
    expect(list.map(({ template, builtIn }) => [template.name, [...template.tags].sort(), builtIn])).toEqual([
      ['人口属性', ['年龄', '性别'].sort(), true],
      ['资产状况', ['存款余额'], true],
      ['行为偏好', ['登录次数'], true],
      ['风险特征', ['风险等级'], true],
      ['社交特征', ['推荐人数'], true],
    ]);
    expect(await portrait('dimension:population')).toEqual(['年龄', '性别'].sort());
  });

  it('are saved, shown, said to miss what the library has no more, and removed', async () => {
    const template = { id: 'mine', name: '我的', tags: ['性别', '已删除', '备注甲'], pictures: { 备注甲: 'bars' as const } };
    const saved = await test.call('portraitTemplates.save', { template });
    expect(saved).toMatchObject({ builtIn: false, missing: ['已删除'], template: { buckets: 'readable', unknown: 'apart' } });
    expect((await test.call('portraitTemplates.list', {})).at(-1)).toEqual(saved);
    expect(await portrait('mine')).toEqual(['备注甲', '性别'].sort());
    await test.call('portraitTemplates.remove', { id: 'mine' });
    expect(await test.failure('portraits.compute', { spec: { segment: 'young', tags: { template: 'mine' } } })).toMatchObject({
      code: 'UNKNOWN_TEMPLATE',
      message: 'There is no portrait template "mine".',
      hint: expect.stringContaining('dimension:population'),
    });
  });

  it('that have nothing to show say so, and those of the library stay as they are', async () => {
    await test.call('portraitTemplates.save', { template: { id: 'gone', name: 'Gone', tags: ['已删除'] } });
    expect(await test.failure('portraits.compute', { spec: { segment: 'young', tags: { template: 'gone' } } })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'Template "Gone": the library has none of its tags any longer.',
    });
    const changed = { id: 'dimension:assets', name: 'x', tags: ['性别'] };
    expect(await test.failure('portraitTemplates.save', { template: changed })).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await test.failure('portraitTemplates.remove', { id: 'dimension:assets' })).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});
