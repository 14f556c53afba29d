import { afterAll, beforeAll, expect, it } from 'vitest';
import { mixUnit } from '../../../shared/demo/dice';
import type { PortraitTag } from '../../../shared/model/answers';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { openPeople, type TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'portraits.compute'>['spec'];
type Rule = Exclude<Spec['segment'], string>;

const PEOPLE = 6000;
const CITIES = ['杭州', '宁波', '南京', '苏州', '上海'];
const PROVINCES = ['浙江', '浙江', '江苏', '江苏', '上海'];

const drawn = (row: number, salt: number, below: number) => Math.floor(mixUnit(7, row, salt) * below);

/**
 * Age, its band and the year of birth say one thing; so do city and province; a note is known of too few to say; luck says nothing. Who is
 * older has more, by a wide margin either way.
 */
const FILE = [
  'id,age,band,born,city,province,note,luck,balance',
  ...Array.from({ length: PEOPLE }, (_, row) => {
    const [age, city] = [18 + drawn(row, 1, 60), drawn(row, 2, 5)];
    const note = row < 150 ? `n${Math.floor(age / 10)}` : '';
    const cells = [age, `${Math.floor(age / 10)}0s`, `${2026 - age}-01-01`, CITIES[city], PROVINCES[city], note];
    return [`C${row}`, ...cells, drawn(row, 3, 10), age * 100 + drawn(row, 4, 6000)].join(',');
  }),
].join('\n');

const tag = (id: string, op: 'is' | 'gte', value: string | number): Rule => ({ kind: 'tag', tag: id, op, values: [value] });

describeEngines('tags that say the same', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openPeople(engine, FILE);
  });

  afterAll(() => test.kernel.close());

  const portrait = async (segment: Rule, more: Partial<Spec> = {}) =>
    (await test.call('portraits.compute', { spec: { segment, ...more } })).tags;
  const outline = (tags: readonly PortraitTag[]) =>
    tags.map(({ tag, repeats, setByRule }) => `${setByRule ? 'set ' : ''}${tag}${repeats ? ` repeats ${repeats}` : ''}`);

  it('fold under the one that is ranked above them, coarser or finer, and the others stay as they were', async () => {
    const tags = await portrait(tag('balance', 'gte', 6000));
    const all = outline(tags);
    const first = all.find((id) => /^(age|band|born)$/.test(id)) ?? '';
    const [, ...others] = all.slice(all.indexOf(first));
    expect(others.slice(0, 2).sort()).toEqual(
      ['age', 'band', 'born'].flatMap((id) => (id === first ? [] : [`${id} repeats ${first}`])),
    );
    expect(others).toContain('luck');
    expect(all).toContain('note');
    expect(others).toContain('set balance');
    expect(tags).toHaveLength(8);
    const own = tags.filter(({ repeats, setByRule }) => repeats === undefined && !setByRule);
    const strengths = own.map(({ difference }) => ('measure' in difference ? difference.strength : -1));
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
  });

  it('go with what the rule sets, asked for or not', async () => {
    const tags = await portrait(tag('city', 'is', '上海'));
    expect(outline(tags).slice(-2)).toEqual(['set province', 'set city repeats province']);
    expect(outline(await portrait(tag('band', 'is', '30s'), { tags: ['luck', 'born'] }))).toEqual(['luck', 'set born']);
    expect(outline(await portrait(tag('age', 'gte', 40))).filter((text) => text.startsWith('set '))).toHaveLength(3);
  });

  it('are the same tags of whatever segment, base and question', async () => {
    const ages = async (more: Partial<Spec>) => {
      const tags = await portrait(tag('luck', 'gte', 5), more);
      return tags.filter(({ tag }) => ['age', 'band', 'born'].includes(tag)).flatMap(({ repeats }) => repeats ?? []).length;
    };
    expect(await ages({})).toBe(2);
    expect(await ages({ base: 'rest', buckets: 'quantiles', unknown: 'level' })).toBe(2);
    expect(await ages({ tags: ['age', 'born'] })).toBe(1);
  });

  it('fold in one order of all segments beside each other', async () => {
    for (const [id, who] of [
      ['rich', tag('balance', 'gte', 6000)],
      ['poor', { kind: 'none', rules: [tag('balance', 'gte', 5000)] }],
    ] as const) {
      await test.call('segments.save', { segment: { id, name: id, who: who as Rule } });
    }
    const { portraits, pairs } = await test.call('portraits.compare', { spec: { segments: ['rich', 'poor'] } });
    const [order, ...orders] = [...portraits, ...pairs.map(({ tags }) => tags)].map((tags) =>
      tags.map(({ tag, repeats = '' }) => [tag, repeats]),
    );
    for (const other of orders) expect(other).toEqual(order);
    const repeats = new Map(order as [string, string][]);
    expect(
      [...repeats]
        .filter(([, above]) => above !== '')
        .map(([id]) => id)
        .sort(),
    ).toHaveLength(3);
    expect(order?.findIndex(([id]) => id === 'luck')).toBeGreaterThan(2);
  });
});
