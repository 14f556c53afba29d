import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Truths } from '../../../shared/demo/truths';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Enough that the rarest planted value but one can be judged. */
const CUSTOMERS = 20_000;

/** Tags that say over again what the segment is defined by, and so differ more than what follows from it. */
const DEFINING: Readonly<Record<string, readonly string[]>> = {
  'young-digital': ['age_band', 'age', 'birth_date', 'app_user'],
  'wealthy-seniors': ['age_band', 'age', 'birth_date', 'aum', 'deposit_balance', 'fund_balance', 'wealth_balance'],
  'business-owners': ['occupation'],
  leaving: ['churn_score'],
};

/**
 * Planted, significant, and yet behind more than four tags that are neither planted nor defining: 1.4 times as many of the young hold
 * funds, but how long they are customers, when they logged in, their tier, income, limit and churn score all follow their age more closely.
 */
const BEHIND = ['young-digital fund_holder'];

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

  it('is found significant, in its direction and about as large as planned', async () => {
    expect(planted().flatMap(({ overIndex }) => overIndex)).toHaveLength(28);
    for (const { id, overIndex } of planted()) {
      const tags = await portrait(id);
      for (const { tag, value, ratio } of overIndex) {
        const known = tags.find((each) => each.tag === tag)?.known;
        const found = tags.find((each) => each.tag === tag)?.values.find((each) => each.value === value);
        const name = `${id} ${tag} ${value}`;
        if (!found || !known) throw new Error(`${name} is not in the portrait`);
        expect(found.pAdjusted, name).toBeLessThan(0.001);
        const seen = found.n / known.segment / (found.baseN / known.base);
        expect(seen > 1, name).toBe(ratio > 1);
        if (typeof found.tgi !== 'number') continue;
        expect(found.direction, name).toBe(ratio > 1 ? 'above' : 'below');
        expect(Math.abs(Math.log(seen / ratio)), name).toBeLessThan(Math.log(1.25));
      }
    }
  });

  it('is among the first five that are neither planted beside it nor what the segment is defined by', async () => {
    const behind: string[] = [];
    for (const { id, overIndex } of planted()) {
      const order = (await portrait(id)).map(({ tag }) => tag);
      const others = new Set([...(DEFINING[id] ?? []), ...overIndex.map(({ tag }) => tag)]);
      for (const tag of new Set(overIndex.map((each) => each.tag))) {
        expect(order).toContain(tag);
        const before = order.slice(0, order.indexOf(tag)).filter((each) => !others.has(each));
        if (before.length >= 5) behind.push(`${id} ${tag}`);
      }
    }
    expect(behind).toEqual(BEHIND);
  });

  it('leads the portrait where it is strongest: first of all tags that the segment is not defined by', async () => {
    const leaders: Record<string, string | undefined> = {};
    for (const { id } of planted()) {
      leaders[id] = (await portrait(id)).map(({ tag }) => tag).find((tag) => !DEFINING[id]?.includes(tag));
    }
    expect(leaders).toEqual({
      'young-digital': 'marital_status',
      'wealthy-seniors': 'vip_tier',
      'business-owners': 'loan_holder',
      leaving: 'app_user',
    });
  });
});
