import { dayBefore } from './calendar';
import type { EventProp } from './entities';
import type { EventKind } from './event';
import type { ExperimentMetric, ExperimentSpec } from './experiment';
import type { CampaignExposures } from './experimentSource';
import type { Tag } from './tag';

/** What customers do, as the data call it. */
export interface EventWords {
  readonly events: readonly EventKind[];
  readonly props: ReadonlyMap<string, EventProp>;
}

const CONTROL = /control|hold.?out|baseline|placebo|^(none|no)\b|untreated|^a$|对照|空白|不触达|未触达|留白/i;
const TREATED =
  /^(treat(ment|ed)?|test|variant|exposed|contacted|campaign|[b-z]|实验组?|试验组?|处理组?|触达组?|干预组?|活动组?)$/i;
const BUYING = /purchase|buy|order|subscri|购买|申购|认购|下单|成交|支用/i;
const LEAVING = /redeem|complain|unsubscri|close|赎回|投诉|退订|销户/i;
const AMOUNT = /amount|value|金额|交易额/i;
/** Where a list is worked on, and so where a split leaks. */
const PLACES = [/branch|outlet|网点|支行|分行|机构/i, /channel|渠道/i, /city|城市/i, /province|region|省|地区/i, /manager|经理/i];
const MOST_SPLITS = 5;
const MOST_PLACES = 300;
export const PROPOSED_DAYS = 14;
/** A bank keeps so much of what is bought; it is shown, and to be set right. */
export const PROPOSED_MARGIN = 0.01;

/** Whether a variant is called as those are that nothing was done to. */
export function isControlName(variant: string): boolean {
  return CONTROL.test(variant);
}

/** The arm that is called as a control is; else the smallest one. */
export function proposedControl(arms: readonly { readonly variant: string; readonly n: number }[]): string | undefined {
  const named = arms.find(({ variant }) => isControlName(variant));
  return (named ?? arms.toSorted((a, b) => a.n - b.n)[0])?.variant;
}

/** What an arm of a campaign offered: its name, unless that only says that it is no control. */
export function proposedOffer(campaign: string, variant: string): string {
  return TREATED.test(variant.trim()) ? campaign : variant;
}

/** The latest campaign that has something to compare. */
export function proposedCampaign(campaigns: readonly CampaignExposures[]): CampaignExposures | undefined {
  return campaigns.find(({ arms }) => arms.length > 1) ?? campaigns[0];
}

/** What customers buy, how much of it, and whether they leave; nothing of days after the exposure where it has no time. */
export function proposedMetrics({ events, props }: EventWords, timed: boolean): (ExperimentMetric & { readonly id: string })[] {
  const bought = events.find(({ event }) => BUYING.test(event)) ?? events[0];
  if (!bought) return [];
  const wait = timed ? { within: { n: PROPOSED_DAYS, unit: 'day' as const } } : {};
  const amount = numbersOf(bought, props).find((prop) => AMOUNT.test(prop));
  const left = events.find(({ event }) => LEAVING.test(event) && event !== bought.event);
  const of = { event: bought.event, where: [] };
  return [
    { id: 'bought', kind: 'conversion', of, role: 'primary', better: 'higher', label: '', ...wait },
    ...(amount === undefined
      ? []
      : [
          {
            ...{ id: 'amount', kind: 'mean' as const, of: { ...of, prop: amount }, cap: false, label: '' },
            ...{ role: 'secondary' as const, better: 'higher' as const, ...wait },
          },
        ]),
    ...(left
      ? [
          {
            ...{ id: 'left', kind: 'conversion' as const, of: { event: left.event, where: [] }, label: '' },
            ...{ role: 'guardrail' as const, better: 'lower' as const, ...wait },
          },
        ]
      : []),
  ];
}

export function numbersOf({ props: own }: Pick<EventKind, 'props'>, props: EventWords['props']): string[] {
  return own.filter((id) => ['number', 'integer'].includes(props.get(id)?.type ?? ''));
}

/** Tags of the places where lists are worked on: one of each kind, branches first. */
export function proposedSplits(tags: Iterable<Tag>): string[] {
  const fit = [...tags].filter(({ type, distinct }) => type === 'category' && distinct > 1 && distinct <= MOST_PLACES);
  const found = PLACES.flatMap((place) => fit.find(({ id, name }) => place.test(name) || place.test(id))?.id ?? []);
  return [...new Set(found)].slice(0, MOST_SPLITS);
}

/** The last month, where no exposure says when. */
export function proposedRange(asOf: string): NonNullable<ExperimentSpec['range']> {
  return { from: dayBefore(asOf, { n: 29, unit: 'day' }), to: asOf };
}
