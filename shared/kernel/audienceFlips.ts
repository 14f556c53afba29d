import type { LeafFlips } from '../model/audience';
import type { Rule } from '../model/rule';
import { leavesOf } from './ruleLeaves';

/** Customers who joined or left with the same answers before and the same after: a digit per condition, 1 where it was met. */
export interface TurnedAnswers {
  readonly joined: boolean;
  readonly before: string;
  readonly after: string;
  readonly n: number;
}

/** A rule is monotone in what speaks for belonging, so whoever goes without a limit has turned at one condition at least. */
export function flipsOf(rule: Rule, turned: readonly TurnedAnswers[]): LeafFlips[] {
  const leaves = leavesOf(rule);
  const turns = leaves.map(({ speaksFor }, at) => turned.filter((answers) => turnsAt(answers, at, speaksFor)));
  const without = turned.filter((answers) => !turns.some((each) => each.includes(answers)));
  const rows = leaves.map(({ path }, at) => ({ path, ...sums(turns[at] ?? []) }));
  return without.length === 0 ? rows : [...rows, { path: null, ...sums(without) }];
}

/** Whether the condition turned the way the customers went. */
function turnsAt({ joined, before, after }: TurnedAnswers, at: number, speaksFor: boolean): boolean {
  return before[at] !== after[at] && (after[at] === '1') === (joined === speaksFor);
}

function sums(turned: readonly TurnedAnswers[]): { left: number; joined: number } {
  const sum = (joined: boolean) => turned.reduce((total, each) => total + (each.joined === joined ? each.n : 0), 0);
  return { left: sum(false), joined: sum(true) };
}
