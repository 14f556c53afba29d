import { beforeAll, describe, expect, it } from 'vitest';
import { powerSpecSchema } from '#shared/model/power';
import { statsReady } from '#shared/stats/distributions';
import { powerOf } from '#shared/stats/experiment/powerOf';
import type { SizeQuestion } from '../../../../renderer/features/campaigns/size/sizeChoice';
import { askedSizes, isAskable, neededHoldout, placedSizes } from '../../../../renderer/features/campaigns/size/sizeSpecs';

/** power.prop.test(p1 = .1, p2 = .12, power = .8) of R 4.2.2 gives n = 3840.847 in each arm. */
const QUESTION: SizeQuestion = {
  ...{ kind: 'conversion', base: 0.1, sd: 0.3, list: 7682, holdout: 0.5, lift: 0.2, alpha: 0.05, power: 0.8 },
};

beforeAll(statsReady);

function answered(question: SizeQuestion) {
  const asked = askedSizes(question);
  return placedSizes(
    asked,
    asked.map(({ spec }) => powerOf(powerSpecSchema.parse(spec))),
    question.base,
  );
}

describe('sizes', () => {
  it('say the same whichever way they are asked for', () => {
    const { visible, needed, power, byHoldout, byLift } = answered(QUESTION);
    expect(needed).toMatchObject({ n: 3841, treatmentN: 3841 });
    expect(power?.power).toBeCloseTo(0.8, 3);
    expect(visible?.effect).toBeCloseTo(0.02, 4);
    expect(byHoldout.find(([share]) => share === 0.5)?.[1]).toBeCloseTo(0.2, 3);
    expect(byLift.find(([lift]) => lift === 0.2)?.[1]).toBeCloseTo(0.8, 3);
  });

  it('take less of a long list to be held out, and tell where no share is enough', () => {
    expect(neededHoldout(answered({ ...QUESTION, list: 100_000 }), 0.2)).toBeLessThan(0.05);
    expect(neededHoldout(answered({ ...QUESTION, list: 5000 }), 0.2)).toBeNull();
  });

  it('are not asked of rates beyond 100%, of nothing, or of arms without customers', () => {
    const asked = askedSizes({ ...QUESTION, base: 0.9, lift: 0.5 });
    expect(asked.map(({ of }) => of)).not.toContain('needed');
    for (const { spec } of asked) expect(powerSpecSchema.safeParse(spec).success).toBe(true);
    expect(isAskable({ ...QUESTION, base: 0 })).toBe(false);
    expect(isAskable({ ...QUESTION, kind: 'mean', base: 5, sd: 0 })).toBe(false);
    expect(askedSizes({ ...QUESTION, list: 5, holdout: 0.01 }).filter(({ of }) => of === 'visible')).toEqual([]);
  });
});
