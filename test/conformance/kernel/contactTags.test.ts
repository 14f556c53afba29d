import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TagSourceOf } from '../../../shared/model/tagSource';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

const MAP = {
  customers: { table: 'people', key: 'id' },
  exposures: [{ table: 'shown', campaign: 'campaign', customer: 'who', variant: 'arm', time: 'at' }],
  asOf: '2026-06-30',
};

/** Of A two on one day and one earlier; of B the control, then another; C has no time; D is after the as-of day; E has no variant. */
const SHOWN = `who,campaign,arm,at
1,A,offer,2026-06-10 09:00:00
1,A,offer,2026-06-10 18:00:00
1,A,offer,2026-03-01 09:00:00
1,B,control,2026-06-20 09:00:00
2,B,control,2026-06-20 09:00:00
2,C,offer,
3,A,offer,2026-06-10 09:00:00
3,A,offer,
3,B,reserve,2026-06-11 09:00:00
4,D,offer,2026-07-01 09:00:00
4,E,,2026-06-01 09:00:00
`;

const LATER = `${SHOWN}5,F,offer,2026-06-29 09:00:00
`;

const tag = (output: TagSourceOf<'contacts'>['output'], more: Partial<TagSourceOf<'contacts'>> = {}) =>
  ({ kind: 'contacts', output, ...more }) as const;

describeEngines('tags of contacts', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', 'id,vip\n1,true\n2,true\n3,true\n4,false\n5,false\n');
  });
  afterAll(() => test.kernel.close());

  it('are refused where nothing tells of contacts, and offered as a pack once exposures are mapped', async () => {
    await test.call('entities.apply', { map: { ...MAP, exposures: [] } });
    await expect(test.save('early', tag('count'))).rejects.toThrow(/exposures/);
    const pack = async () => (await test.call('tags.packs', { language: 'en' })).find(({ id }) => id === 'contacts');
    expect(await pack()).toBeUndefined();
    await test.load('shown', SHOWN);
    await test.call('entities.apply', { map: MAP });
    const ids = (await pack())?.definitions.map(({ id }) => id);
    expect(ids).toEqual(['lastContactOn', 'contacts90d', 'contactsEver', 'contactFatigue']);
  });

  it('count a campaign once a day, no control, and what has no time only where no time is asked for', async () => {
    await test.save('ever', tag('count'));
    await test.save('recent', tag('count', { last: { n: 90, unit: 'day' } }));
    await test.save('last', tag('lastDay'));
    await test.save('silent', tag('sinceResponse'));
    expect(await test.values('ever')).toEqual(['2.0', '1.0', '2.0', '0.0', '0.0']);
    expect(await test.values('recent')).toEqual(['1.0', '0.0', '2.0', '0.0', '0.0']);
    expect(await test.values('last')).toEqual(['2026-06-10', null, '2026-06-11', null, null]);
    expect(await test.values('silent')).toEqual(['2.0', '0.0', '2.0', '0.0', '0.0']);
  });

  it('take the controls that are named instead', async () => {
    await test.save('named', tag('count', { controls: ['control', 'reserve'] }));
    expect(await test.values('named')).toEqual(['2.0', '1.0', '1.0', '0.0', '0.0']);
    await test.save('allOfThem', tag('lastDay', { controls: [] }));
    expect(await test.values('allOfThem')).toEqual(['2026-06-20', '2026-06-20', '2026-06-11', null, null]);
  });

  it('say what they are read from, and follow a new file of exposures', async () => {
    const { reads } = await test.call('tags.lineage', { tag: 'ever' });
    expect(reads.tables).toEqual(['shown']);
    await test.load('shown', LATER);
    expect(await test.states('ever', 'last')).toEqual(['fresh', 'fresh']);
    expect((await test.values('ever')).at(-1)).toBe('1.0');
    expect((await test.values('last')).at(-1)).toBe('2026-06-29');
    const { tags } = await test.call('workspace.recipe', {});
    expect(tags?.map(({ id }) => id)).toContain('ever');
  });

  it('follow the control of a campaign that is released here', async () => {
    const people = { kind: 'all' as const, rules: [] };
    const campaign = {
      ...{ id: 'B', name: 'Autumn', purpose: 'service', control: 'reserve', holdout: 0.4, from: '2026-06-01', to: '2026-06-30' },
      ...{ arms: [{ variant: 'call' }], who: people },
      metrics: [{ kind: 'conversion' as const, label: 'vip', of: { tag: 'vip' } }],
    };
    await test.call('campaigns.save', { campaign });
    await test.call('campaigns.release', { id: 'B' });
    expect(await test.states('ever', 'last')).toEqual(['fresh', 'fresh']);
    expect(await test.values('ever')).toEqual(['2.0', '1.0', '1.0', '0.0', '1.0']);
    expect((await test.values('last'))[2]).toBe('2026-06-10');
  });

  it('count once what exposures and a work list both tell, and leave out the control of a campaign released here', async () => {
    const campaign = {
      ...{ id: 'spring', name: 'Spring offer', purpose: 'service', control: 'reserve', holdout: 0.4, from: '2026-06-01' },
      ...{ to: '2026-06-30', arms: [{ variant: 'call' }], who: { kind: 'all' as const, rules: [] } },
      metrics: [{ kind: 'conversion' as const, label: 'vip', of: { tag: 'vip' } }],
    };
    await test.call('campaigns.save', { campaign });
    await test.call('campaigns.release', { id: 'spring' });

    const managers = [{ name: 'Li', capacity: 10 }];
    await test.call('workLists.open', { plan: { campaign: 'spring', due: '2026-06-30', managers } });
    const { orders } = await test.call('workLists.orders', { campaign: 'spring', offset: 0, limit: 10 });
    const [first, second, third] = orders;
    if (!first || !second || !third) throw new Error('no orders');
    await test.load(
      'came',
      `order,result,day\n${first.id},converted,2026-06-12\n${second.id},reached,2026-06-12\n${third.id},notReached,2026-06-12\n`,
    );
    const columns = { order: 'order', result: 'result', day: 'day' };
    await test.call('workLists.receive', { campaign: 'spring', table: 'came', columns });
    const counts = async (id: string) => {
      const cells = await test.textCells(`FROM (SELECT id, CAST("${id}" AS INTEGER) FROM tags.customers ORDER BY id)`);
      return new Map(cells.map(([key = '', n]) => [key, Number(n)]));
    };
    await test.save('both', tag('count'));
    await test.save('after', tag('sinceResponse'));
    const ever = { '1': 2, '2': 1, '3': 1, '4': 0, '5': 1 };
    const expected = (more: Readonly<Record<string, number>>) =>
      new Map(Object.entries(ever).map(([id, n]) => [id, n + (more[id] ?? 0)]));
    expect(await counts('both')).toEqual(expected({ [first.customer]: 1, [second.customer]: 1 }));
    // The same contacts by exposures, under the name of the campaign, and one more of the first on another day.
    const again = [first, second].map(({ customer }) => `${customer},Spring offer,call,2026-06-12 10:00:00`);
    const more = [
      `${first.customer},spring,call,2026-06-14 10:00:00`,
      `${third.customer},Spring offer,reserve,2026-06-12 10:00:00`,
    ];
    await test.load('shown', `${LATER}${[...again, ...more].join('\n')}\n`);
    expect(await counts('both')).toEqual(expected({ [first.customer]: 2, [second.customer]: 1 }));
    // Only the last of the fifth customer's own contacts is later than the response.
    expect((await counts('after')).get(first.customer)).toBe(first.customer === '5' ? 2 : 1);
    const { tags } = await test.call('workspace.recipe', {});
    expect(tags?.map(({ id }) => id)).not.toContain('both');
  });
});
