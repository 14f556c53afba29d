import { expect, test } from 'vitest';
import { type FunnelSpec, funnelSpecSchema } from '../../../shared/model/funnel';
import type { FunnelMark } from '../../../shared/model/funnelMark';
import { funnelRule, type Unsaid, unsaidBy } from '../../../shared/model/funnelRule';

const STEPS = [{ event: 'open' }, { event: 'buy' }];
const BOUGHT: FunnelMark = { kind: 'reached', step: 1 };
const DAY = { n: 1, unit: 'day' as const };

test.each<[Unsaid | null, object, FunnelMark]>([
  [null, {}, BOUGHT],
  [null, {}, { kind: 'dropped', step: 1 }],
  [null, { within: null }, { kind: 'reached', step: 0 }],
  ['level', {}, { ...BOUGHT, level: null }],
  ['level', { by: { prop: 'channel' } }, { ...BOUGHT, place: 0 }],
  ['time', {}, { kind: 'finished', step: 1, took: { moreThan: 60 } }],
  ['time', {}, { kind: 'took', step: 1, took: { from: 0, below: 60 } }],
  ['attempts', { count: 'attempts' }, BOUGHT],
  ['order', { order: 'any' }, BOUGHT],
  ['order', { order: 'strict' }, BOUGHT],
  ['first', { anchor: 'first' }, BOUGHT],
  ['sameTime', { sameTime: 'later' }, BOUGHT],
  ['hold', { hold: 'product' }, BOUGHT],
  ['drops', { exclude: [{ event: 'leave', effect: 'dropsCustomer' }] }, BOUGHT],
  ['or', { steps: [{ event: 'open', or: [{ event: 'visit' }] }, { event: 'buy' }] }, BOUGHT],
  ['optional', { steps: [...STEPS, { event: 'rate', optional: true }] }, BOUGHT],
  ['ownTime', { steps: [{ event: 'open' }, { event: 'buy', within: DAY }] }, BOUGHT],
  ['ownTime', { steps: [{ event: 'open' }, { event: 'buy', notBefore: DAY }] }, BOUGHT],
  ['noLimit', { within: null }, BOUGHT],
  ['dayEnd', { within: { n: 2, unit: 'businessDay' } }, BOUGHT],
])('of a funnel a rule cannot say: %s', (unsaid, change, mark) => {
  const spec: FunnelSpec = funnelSpecSchema.parse({ steps: STEPS, ...change });
  expect(unsaidBy(spec, mark)).toBe(unsaid);
  expect(funnelRule(spec, mark, '2026-06-30') === null).toBe(unsaid !== null);
});
