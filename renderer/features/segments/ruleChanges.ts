import { type Condition, isGroup, type Rule } from '#shared/model/rule';

/** A block of one rule beside that of the other. A group that is in both has its blocks in the rows below it. */
export interface RuleChange {
  readonly mark: 'same' | 'added' | 'removed' | 'changed';
  /** Where it stands among the rows: `0.2` is the third row below the first. */
  readonly place: string;
  readonly from?: Rule;
  readonly to?: Rule;
}

interface Pair {
  readonly from?: Rule;
  readonly to?: Rule;
}

/** Two rules side by side, row by row in reading order; the first row has the place `0`. */
export function ruleChanges(from: Rule, to: Rule): RuleChange[] {
  return rowsOf({ from, to }, '0');
}

function rowsOf(pair: Pair, place: string): RuleChange[] {
  return [{ mark: markOf(pair), place, ...pair }, ...pairsIn(pair).flatMap((each, index) => rowsOf(each, `${place}.${index}`))];
}

/** A group is the same when it combines in the same way, whatever is in it. */
function markOf({ from, to }: Pair): RuleChange['mark'] {
  if (!from || !to) return from ? 'removed' : 'added';
  if (!isGroup(from) || !isGroup(to)) return isSame(from, to) ? 'same' : 'changed';
  return from.kind === to.kind && from.disabled === to.disabled ? 'same' : 'changed';
}

function pairsIn({ from, to }: Pair): Pair[] {
  return pairs(from && isGroup(from) ? from.rules : [], to && isGroup(to) ? to.rules : []);
}

/** Blocks that are equal belong together; of the others those that ask of the same thing, wherever they stand in the group. */
function pairs(from: readonly Rule[], to: readonly Rule[]): Pair[] {
  const left = new Set(to);
  const take = (fits: (rule: Rule) => boolean) => {
    const found = [...left].find(fits);
    if (found) left.delete(found);
    return found;
  };
  const equal = new Map(from.map((rule) => [rule, take((other) => isSame(rule, other))]));
  const partners = new Map(from.map((rule) => [rule, equal.get(rule) ?? take((other) => subjectOf(rule) === subjectOf(other))]));
  const kept = from.map((rule): Pair => {
    const partner = partners.get(rule);
    return partner ? { from: rule, to: partner } : { from: rule };
  });
  return [...kept, ...[...left].map((rule): Pair => ({ to: rule }))];
}

/** What a block asks of. */
function subjectOf(rule: Rule): string {
  return isGroup(rule) ? 'group' : `${rule.kind} ${thingOf(rule)}`;
}

function thingOf(condition: Condition): string {
  switch (condition.kind) {
    case 'tag':
      return condition.tag;
    case 'event':
      return condition.event;
    case 'segment':
      return condition.segment;
    case 'list':
      return condition.list;
    case 'sequence':
    case 'query':
    case 'sql':
      return '';
  }
}

function isSame(a: Rule, b: Rule): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
