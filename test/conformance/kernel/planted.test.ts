import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Truths } from '../../../shared/demo/truths';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Enough that every planted value can be judged: of the rarest, the platinum tier among all, 30 have to be expected among wealthy seniors. */
const CUSTOMERS = 35_000;

/**
 * Planted tags that stand further down than fifth, or than as many as are planted in the segment, and at which place. Before them stand
 * planted ones, columns that say one thing again which nothing in the file tells to be one (age, age band and birth date; a balance and who
 * has any; assets and what they are the sum of), and what truly follows the segment more closely: of the young, how long they are
 * customers, when they logged in, their churn score, tier, income and limit all differ more than how many hold funds (1.4 times as many).
 */
const FURTHER_DOWN: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'young-digital': { education: 7, preferred_channel: 8, fund_holder: 14 },
  'wealthy-seniors': { income_band: 7, risk_level: 9, app_user: 11, preferred_channel: 13 },
  'business-owners': { vip_tier: 6, education: 7 },
  leaving: { occupation: 7, education: 8, fund_holder: 9 },
};

describeEngines('what is planted in the demo bank', (engine) => {
  let test: TestKernel;
  let truths: Truths;

  beforeAll(async () => {
    test = startKernel(engine);
    const folder = join(engine.folder, 'planted');
    mkdirSync(folder);
    await test.call('demo.create', { folder: test.grant(folder), customers: CUSTOMERS, events: 20_000, language: 'en' });
    truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
  }, 240_000);

  afterAll(() => test.kernel.close());

  const planted = () => truths.segments.filter(({ overIndex }) => overIndex.length > 0);

  const portrait = async (segment: string) => (await test.call('portraits.compute', { spec: { segment } })).tags;

  /** What the portrait puts first: the tags that the segment's rule does not set. */
  const found = async (segment: string) => (await portrait(segment)).flatMap(({ tag, setByRule }) => (setByRule ? [] : [tag]));

  it('is found significant, in its direction and about as large as planned', async () => {
    expect(planted().flatMap(({ overIndex }) => overIndex)).toHaveLength(28);
    for (const { id, overIndex } of planted()) {
      const tags = await portrait(id);
      for (const { tag, value, ratio } of overIndex) {
        const known = tags.find((each) => each.tag === tag)?.known;
        const level = tags.find((each) => each.tag === tag)?.values.find((each) => each.value === value);
        const name = `${id} ${tag} ${value}`;
        if (!level || !known) throw new Error(`${name} is not in the portrait`);
        expect(level.pAdjusted, name).toBeLessThan(0.001);
        const seen = level.n / known.segment / (level.baseN / known.base);
        expect(seen > 1, name).toBe(ratio > 1);
        expect(level.tgi, name).toEqual(expect.any(Number));
        expect(level.direction, name).toBe(ratio > 1 ? 'above' : 'below');
        expect(Math.abs(Math.log(seen / ratio)), name).toBeLessThan(Math.log(1.25));
      }
    }
  });

  it('is among the first five that the rule does not set, or as many as are planted, but for those known to be further down', async () => {
    const furtherDown: Record<string, Record<string, number>> = {};
    for (const { id, overIndex } of planted()) {
      const order = await found(id);
      const tags = [...new Set(overIndex.map(({ tag }) => tag))];
      expect(order).toEqual(expect.arrayContaining(tags));
      const places = tags.map((tag) => [tag, order.indexOf(tag) + 1] as const);
      furtherDown[id] = Object.fromEntries(places.filter(([, place]) => place > Math.max(5, tags.length)));
    }
    expect(furtherDown).toEqual(FURTHER_DOWN);
  });

  it('does not compete with what the rule compares: that is set apart', async () => {
    const set: Record<string, string[]> = {};
    for (const { id } of planted()) set[id] = (await portrait(id)).flatMap(({ tag, setByRule }) => (setByRule ? [tag] : []));
    expect(set).toEqual({
      'young-digital': ['age_band', 'app_user'],
      'wealthy-seniors': ['aum', 'age'],
      'business-owners': ['occupation'],
      leaving: ['churn_score'],
    });
  });

  it('leads the portrait where it is strongest, but for the age of those who are in by their age band', async () => {
    const leaders: Record<string, string | undefined> = {};
    for (const { id } of planted()) [leaders[id]] = await found(id);
    expect(leaders).toEqual({
      'young-digital': 'age',
      'wealthy-seniors': 'vip_tier',
      'business-owners': 'loan_holder',
      leaving: 'app_user',
    });
  });
});
