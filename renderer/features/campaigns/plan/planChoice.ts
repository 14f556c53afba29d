import { create } from 'zustand';
import { type Campaign, type CampaignState, campaignSchema } from '#shared/model/campaign';
import { type History, record, redo, startHistory, undo } from '../../../ui/history';

export const PLAN_VIEWS = ['define', 'policy', 'split', 'release'] as const;
export type PlanView = (typeof PLAN_VIEWS)[number];

type Drafts = ReadonlyMap<string, History<Campaign>>;

interface PlanChoice {
  readonly chosen: string | null;
  readonly view: PlanView;
  /** What was changed, by campaign; it stays while other campaigns and pages are looked at. */
  readonly drafts: Drafts;
}

export const usePlanChoice = create<PlanChoice>(() => ({ chosen: null, view: 'define', drafts: new Map() }));

export function newCampaign(name: string): Campaign {
  return campaignSchema.parse({ id: crypto.randomUUID(), name });
}

/** A draft of its own, ready to be changed. */
export function copyOf(campaign: Campaign, name: string): Campaign {
  return { ...campaign, id: crypto.randomUUID(), name: name.slice(0, 200) };
}

/** Opens a campaign that is not saved yet. */
export function openNew(campaign: Campaign): void {
  usePlanChoice.setState(({ drafts }) => ({
    chosen: campaign.id,
    view: 'define',
    drafts: new Map(drafts).set(campaign.id, startHistory(campaign)),
  }));
}

/** Fields that are undefined are no longer said. */
export type CampaignChange = { readonly [K in keyof Campaign]?: Campaign[K] | undefined };

export function changeCampaign(campaign: Campaign, change: CampaignChange, mergeKey: string | null = null): void {
  const said = Object.entries({ ...campaign, ...change }).filter(([, value]) => value !== undefined);
  const next = Object.fromEntries(said) as Campaign;
  usePlanChoice.setState(({ drafts }) => {
    const history = drafts.get(campaign.id) ?? startHistory(campaign);
    return { drafts: new Map(drafts).set(campaign.id, record(history, next, mergeKey)) };
  });
}

export function undoCampaign(id: string): void {
  moveIn(id, undo);
}

export function redoCampaign(id: string): void {
  moveIn(id, redo);
}

function moveIn(id: string, move: (history: History<Campaign>) => History<Campaign>): void {
  usePlanChoice.setState(({ drafts }) => {
    const history = drafts.get(id);
    return history ? { drafts: new Map(drafts).set(id, move(history)) } : {};
  });
}

/** After it was removed. */
export function forgetDraft(id: string): void {
  usePlanChoice.setState(({ drafts, chosen }) => {
    const left = new Map(drafts);
    left.delete(id);
    return { drafts: left, chosen: chosen === id ? null : chosen };
  });
}

export interface EditedCampaign {
  readonly campaign: Campaign;
  /** As it is saved; absent of one that never was. */
  readonly state: CampaignState | undefined;
  readonly history: History<Campaign> | undefined;
  readonly isChanged: boolean;
  readonly isReleased: boolean;
}

/** A campaign as the page shows it: what was changed of it, else what is saved. */
export function editedCampaign(id: string, states: readonly CampaignState[], drafts: Drafts): EditedCampaign | null {
  const state = states.find(({ campaign }) => campaign.id === id);
  const history = drafts.get(id);
  const isReleased = state !== undefined && state.phase !== 'draft';
  const campaign = isReleased ? state.campaign : (history?.present ?? state?.campaign);
  if (!campaign) return null;
  const isChanged = !isReleased && history !== undefined && !isSame(campaign, state?.campaign);
  return { campaign, state, history, isChanged, isReleased };
}

function isSame(a: Campaign, b: Campaign | undefined): boolean {
  return b !== undefined && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Fields are said in whichever order they were filled in. */
function sorted(campaign: Campaign): unknown {
  return Object.entries(campaign).sort(([a], [b]) => (a < b ? -1 : 1));
}
