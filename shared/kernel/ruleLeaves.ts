import { type Condition, isGroup, type Rule } from '../model/rule';
import { childPath } from './checkComparison';

/** A condition of a rule, and whether meeting it speaks for belonging: not under an odd number of `none`. */
export interface Leaf {
  readonly path: string;
  readonly condition: Condition;
  readonly speaksFor: boolean;
}

/** In reading order. */
export function leavesOf(rule: Rule, path = '', speaksFor = true): Leaf[] {
  if (!isGroup(rule)) return [{ path, condition: rule, speaksFor }];
  const child = rule.kind === 'none' ? !speaksFor : speaksFor;
  return rule.rules.flatMap((each, index) => leavesOf(each, childPath(path, index), child));
}
