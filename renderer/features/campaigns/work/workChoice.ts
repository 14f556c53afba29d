import { create } from 'zustand';
import type { Campaign } from '#shared/model/campaign';
import { type WorkPlan, type WorkState, workPlanSchema } from '#shared/model/workList';

interface OrderFilter {
  /** Null: those of nobody; undefined: those of all. */
  readonly manager: string | null | undefined;
  readonly state: WorkState | undefined;
  readonly overdue: boolean;
}

export const EVERY_ORDER: OrderFilter = { manager: undefined, state: undefined, overdue: false };

interface WorkChoice {
  readonly campaign: string | null;
  /** Plans that were not carried out yet, by campaign. */
  readonly plans: Readonly<Record<string, WorkPlan>>;
  readonly filter: OrderFilter;
}

/** It stays while other pages are looked at. */
export const useWorkChoice = create<WorkChoice>(() => ({ campaign: null, plans: {}, filter: EVERY_ORDER }));

export function changePlan(plan: WorkPlan, change: { readonly [K in keyof WorkPlan]?: WorkPlan[K] | undefined }): void {
  const said = Object.entries({ ...plan, ...change }).filter(([, value]) => value !== undefined);
  const next = Object.fromEntries(said) as WorkPlan;
  useWorkChoice.setState(({ plans }) => ({ plans: { ...plans, [plan.campaign]: next } }));
}

interface NamedTag {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

const OF_MANAGERS = /经理|manager|owner/i;
const OF_BRANCHES = /网点|支行|机构|branch/i;

/** What the names of the tags suggest; due by the end of the campaign. */
export function proposedPlan({ id, to }: Campaign, tags: readonly NamedTag[], asOf: string): WorkPlan {
  const find = (pattern: RegExp) =>
    tags.find(({ type, id: tag, name }) => type === 'category' && (pattern.test(name) || pattern.test(tag)))?.id;
  const [owner, branch] = [find(OF_MANAGERS), find(OF_BRANCHES)];
  return workPlanSchema.parse({ campaign: id, due: to ?? asOf, ...(owner ? { owner } : {}), ...(branch ? { branch } : {}) });
}
