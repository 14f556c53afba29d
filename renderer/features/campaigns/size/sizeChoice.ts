import { create } from 'zustand';
import { dayBefore } from '#shared/model/calendar';
import type { Outcome } from '#shared/model/experiment';
import { proposedMetrics } from '#shared/model/experimentProposals';
import type { BaselineAnswer, BaselineSpec } from '#shared/model/experimentSource';
import { isInsufficient } from '#shared/model/findings';
import type { ConditionNames } from '../../../conditions/conditionNames';
import { isCompleteFilter } from '../../../conditions/eventFilters';

export type SizeKind = 'conversion' | 'mean';

/** What is asked; undefined is as proposed or as the data say. */
interface SizeChoice {
  readonly kind: SizeKind;
  readonly from: 'data' | 'typed';
  readonly who: string | undefined;
  readonly outcome: Outcome | undefined;
  /** Of the past, as long as one will wait after the contact. */
  readonly days: number;
  /** As typed; of a conversion the share. */
  readonly base: number;
  readonly sd: number;
  /** Customers of the list. */
  readonly list: number | undefined;
  /** Share of the list that is held out. */
  readonly holdout: number;
  /** Of the base, 0.1 is a tenth more. */
  readonly lift: number;
  readonly alpha: number;
  readonly power: number;
}

const PROPOSED_LIST = 10_000;

/** What is looked at; kept while another page is shown. */
export const useSizeChoice = create<SizeChoice>(() => ({
  kind: 'conversion',
  from: 'data',
  who: undefined,
  outcome: undefined,
  days: 14,
  base: 0.05,
  sd: 100,
  list: undefined,
  holdout: 0.2,
  lift: 0.2,
  alpha: 0.05,
  power: 0.8,
}));
export const choose = (change: Partial<SizeChoice>) => useSizeChoice.setState(change);

/** What customers buy; an amount of it where one is asked for. */
export function outcomeOf({ outcome, kind }: Pick<SizeChoice, 'outcome' | 'kind'>, names: ConditionNames): Outcome | undefined {
  if (outcome) return outcome;
  const proposed = proposedMetrics(names, false);
  return (proposed.find((metric) => metric.kind === kind) ?? proposed[0])?.of;
}

/** What is read of the data; null where nothing is, or not all is said. */
export function baselineOf(choice: SizeChoice, names: ConditionNames): BaselineSpec | null {
  const of = outcomeOf(choice, names);
  if (choice.from !== 'data' || !of) return null;
  if ('tag' in of ? of.tag === '' : !isCompleteFilter(of)) return null;
  const { kind, who, days } = choice;
  const rest = { label: 'base', role: 'primary', better: 'higher', of } as const;
  return {
    ...(who === undefined ? {} : { who }),
    metric: kind === 'mean' ? { kind, cap: false, ...rest } : { kind, ...rest },
    ...('tag' in of ? {} : { range: { from: dayBefore(names.asOf, { n: days - 1, unit: 'day' }), to: names.asOf } }),
  };
}

/** The sizes that are asked about. */
export interface SizeQuestion {
  readonly kind: SizeKind;
  readonly base: number;
  readonly sd: number;
  readonly list: number;
  readonly holdout: number;
  readonly lift: number;
  readonly alpha: number;
  readonly power: number;
}

/** Null while the base is not known. */
export function questionOf(choice: SizeChoice, found: BaselineAnswer | undefined): SizeQuestion | null {
  const { kind, from, holdout, lift, alpha, power } = choice;
  const list = choice.list ?? (from === 'data' ? found?.n : undefined) ?? PROPOSED_LIST;
  const asked = { kind, list, holdout, lift, alpha, power };
  if (from === 'typed') return { ...asked, base: choice.base, sd: choice.sd };
  if (!found || isInsufficient(found.value) || isInsufficient(found.sd)) return null;
  return { ...asked, base: found.value, sd: found.sd };
}
