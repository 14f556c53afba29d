import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Truths } from '../../../shared/demo/truths';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Enough that every planted value can be judged: of the rarest, the most cautious among the young, 30 are there. */
const CUSTOMERS = 60_000;
const FIRST = 5;
const TAGS = 31;

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

  /** What the portrait puts first: the tags that the segment's rule does not set, each once whatever repeats it. */
  const found = async (segment: string) =>
    (await portrait(segment)).flatMap(({ tag, setByRule, repeats }) => (setByRule || repeats ? [] : [tag]));

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

  it('is among the first five that the rule does not set', async () => {
    for (const { id, overIndex } of planted()) {
      const first = (await found(id)).slice(0, FIRST);
      expect(first, id).toEqual(expect.arrayContaining([...new Set(overIndex.map(({ tag }) => tag))]));
    }
  });

  it('does not compete with what the rule compares, or says in other words: that is set apart', async () => {
    const set: Record<string, string[]> = {};
    for (const { id } of planted()) set[id] = (await portrait(id)).flatMap(({ tag, setByRule }) => (setByRule ? [tag] : []));
    expect(set).toEqual({
      'young-digital': ['age_band', 'age', 'birth_date', 'app_user'],
      'wealthy-seniors': ['vip_tier', 'aum', 'age_band', 'age', 'birth_date'],
      'business-owners': ['occupation'],
      leaving: ['churn_score'],
    });
  });

  it('takes one place whatever else says the same, and nothing is lost', async () => {
    for (const { id } of planted()) {
      const tags = await portrait(id);
      expect(tags).toHaveLength(TAGS);
      const heads = [...new Set(tags.flatMap(({ repeats }) => repeats ?? []))];
      const groups = heads.map((head) =>
        tags.flatMap(({ tag, repeats }) => (tag === head || repeats === head ? [tag] : [])).sort(),
      );
      expect(groups.sort(), id).toEqual([
        ['age', 'age_band', 'birth_date'],
        ['aum', 'vip_tier'],
        ['branch_id', 'city', 'manager_id', 'province'],
        ['fund_balance', 'fund_holder'],
        ['loan_balance', 'loan_holder'],
      ]);
    }
  });

  it('leads the portrait where it is strongest', async () => {
    const leaders: Record<string, string | undefined> = {};
    for (const { id } of planted()) [leaders[id]] = await found(id);
    expect(leaders).toEqual({
      'young-digital': 'marital_status',
      'wealthy-seniors': 'deposit_balance',
      'business-owners': 'loan_holder',
      leaving: 'app_user',
    });
  });
});
