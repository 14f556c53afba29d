import type { Bitset } from '../bits/bitStore';
import { attemptTimes, countSteps, countStepsByGroup } from '../bits/funnel/counts';
import { deadlineOf, neededPlaces } from '../bits/funnel/plan';
import type { RestsOn } from '../model/answers';
import type { FunnelDifference, FunnelSideAnswer, FunnelSpec } from '../model/funnel';
import { stableJson } from '../model/stableJson';
import { adjustedPs, holm } from '../stats/adjust';
import type { ShareCounts } from '../stats/groups';
import { insufficient } from '../stats/insufficient';
import { testShares } from '../stats/proportions';
import { shareDifference } from '../stats/shareDifference';
import type { EvaluationScope } from './evaluationScope';
import { type FunnelFound, searchFunnel } from './funnelSearch';
import { describeFunnel, neededBefore } from './funnelSteps';
import type { IndexedEvents } from './resident';

/** A funnel of some customers; `who` is null for everybody. */
export interface FunnelOf {
  readonly spec: FunnelSpec;
  readonly who: Bitset | null;
  readonly base: RestsOn['base'];
}

/** The funnel of each side, as it would be asked for alone. */
export function sideSpecs({ compare = [], by: _, trend: __, ...spec }: FunnelSpec): FunnelSpec[] {
  return compare.map((side) => ({ ...spec, ...side }));
}

/** Each side counted, and held against the first one. @throws Fault as `searchFunnel`. */
export async function compareSides(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  sides: readonly FunnelOf[],
): Promise<FunnelSideAnswer[]> {
  const counted: CountedSide[] = [];
  for (const side of sides) counted.push({ ...side, at: await searchFunnel(scope, indexed, side.spec, side.who) });
  const differences = differencesOf(counted);
  const [first] = counted;
  return counted.map(({ spec, base, at }, place) => {
    const { steps, dropped, times } = describeFunnel(indexed, spec, at);
    return {
      base,
      ...(spec.range ? { range: spec.range } : {}),
      steps,
      dropped,
      times,
      open: openAttempts(at, indexed),
      shared: place === 0 ? 0 : sharedCustomers(first?.at.found.customers, at.found.customers),
      differences: differences[place] ?? [],
    };
  });
}

interface CountedSide extends FunnelOf {
  readonly at: FunnelFound;
}

/** Those that are not finished though their time is not over. */
function openAttempts({ plan, found, until }: FunnelFound, { index }: IndexedEvents): number {
  const { first, last } = attemptTimes(found, neededPlaces(plan), index);
  let open = 0;
  for (let at = 0; at < first.length; at++) {
    if (last[at] === Number.POSITIVE_INFINITY && deadlineOf(plan, first[at] ?? 0) >= until) open++;
  }
  return open;
}

/** How many rows are in both of two ascending lists, each counted once. */
function sharedCustomers(first: Uint32Array = new Uint32Array(), second: Uint32Array): number {
  let shared = 0;
  let at = 0;
  for (const [place, row] of second.entries()) {
    if (place > 0 && second[place - 1] === row) continue;
    while (at < first.length && (first[at] ?? 0) < row) at++;
    if (first[at] === row) shared++;
  }
  return shared;
}

/** Per side its conversions against those of the first side. */
function differencesOf([first, ...others]: readonly CountedSide[]): FunnelDifference[][] {
  if (!first) return [];
  const compared = others.map((side) => comparedCounts(first, side));
  const tests = compared.flat().map(({ counts }) => testShares(counts));
  const adjusted = adjustedPs(tests, holm);
  let next = 0;
  const differenceOf = ({ step, from, counts }: ComparedCounts): FunnelDifference => {
    const [test, pHolm = insufficient(0, 1)] = [tests[next], adjusted[next]];
    next++;
    return { step, from, difference: shareDifference(counts), p: test && 'p' in test ? test.p : insufficient(0, 1), pHolm };
  };
  return [[], ...compared.map((each) => each.map(differenceOf))];
}

interface ComparedCounts extends Pick<FunnelDifference, 'step' | 'from'> {
  readonly counts: ShareCounts;
}

function comparedCounts(first: CountedSide, side: CountedSide): ComparedCounts[] {
  const all = { segment: countSteps(side.at.found), base: countSteps(first.at.found), both: countsInBoth(first, side) };
  return conversionsOf(side.spec.steps).map(({ step, from }) => {
    const group = (counts: readonly number[]) => ({ n: counts[step] ?? 0, known: counts[from] ?? 0 });
    return { step, from, counts: { segment: group(all.segment), base: group(all.base), both: group(all.both) } };
  });
}

/** Each step from the one before that must be done, and the last of these from the first of all. */
function conversionsOf(steps: FunnelSpec['steps']): Pick<FunnelDifference, 'step' | 'from'>[] {
  const each = steps.slice(1).map((_, at) => ({ step: at + 1, from: neededBefore(steps, at + 1) }));
  const last = steps.findLastIndex(({ optional }) => !optional);
  const isThere = last === 0 || each.some(({ step, from }) => step === last && from === 0);
  return isThere ? each : [...each, { step: last, from: 0 }];
}

/**
 * The first side's attempts of the customers of another side, which are that side's too where both are of the same days. Attempts of other
 * days are others, though they may be the same customers'.
 */
function countsInBoth(first: CountedSide, side: CountedSide): number[] {
  if (stableJson(first.spec.range ?? null) !== stableJson(side.spec.range ?? null)) return [];
  const { found } = first.at;
  const { customers, stepCount } = found;
  const words = side.who?.words();
  const isOutside = (row: number) => words !== undefined && (((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0;
  const counts = countStepsByGroup(found, 2, (attempt) => (isOutside(customers[attempt] ?? 0) ? 1 : 0));
  return [...counts.subarray(0, stepCount)];
}
