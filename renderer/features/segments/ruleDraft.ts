import { wantsProp } from '#shared/model/event';
import { isGroup, type Rule } from '#shared/model/rule';
import { hasValues } from '../../conditions/conditionValues';
import { isCompleteFilter } from '../../conditions/eventFilters';
import { type DraftCondition, type DraftEvent, type DraftGroup, type DraftNode, isDraftGroup } from './ruleTree';

/** Gives every node an id. A lone condition is put into an `all` group, so there is always a group to drop into. */
export function draftOf(rule: Rule, newId: () => string): DraftGroup {
  const node = nodeOf(rule, newId);
  return isDraftGroup(node) ? node : { id: newId(), kind: 'all', rules: [node] };
}

/** A rule with an id on every node. */
export function nodeOf(rule: Rule, newId: () => string): DraftNode {
  const id = newId();
  return isGroup(rule) ? { ...rule, id, rules: rule.rules.map((child) => nodeOf(child, newId)) } : { ...rule, id };
}

/** The definition as it is written down: every node, ids left out. */
export function ruleOf(node: DraftNode): Rule {
  if (!isDraftGroup(node)) return conditionOf(node);
  return { kind: node.kind, rules: node.rules.map(ruleOf), ...(node.disabled ? { disabled: true } : {}) };
}

export interface CountableRule {
  /** The tree without its incomplete blocks. */
  readonly rule: Rule;
  /** Where each block that is counted sits in `rule`: node id to path, `""` for the root. */
  readonly pathOf: ReadonlyMap<string, string>;
  /** Ids of the blocks that are left out, outermost only. */
  readonly incomplete: ReadonlySet<string>;
}

/** What can be counted of a draft: conditions without values and groups without conditions are left out. */
export function countableRule(root: DraftGroup): CountableRule {
  const pathOf = new Map<string, string>();
  const incomplete = new Set<string>();
  return { rule: countable(root, '', pathOf, incomplete), pathOf, incomplete };
}

function countable(node: DraftNode, path: string, pathOf: Map<string, string>, incomplete: Set<string>): Rule {
  pathOf.set(node.id, path);
  if (!isDraftGroup(node)) return conditionOf(node);
  const rules: Rule[] = [];
  for (const child of node.rules) {
    if (child.disabled) continue;
    if (isComplete(child))
      rules.push(countable(child, path === '' ? `${rules.length}` : `${path}.${rules.length}`, pathOf, incomplete));
    else addIncomplete(child, incomplete);
  }
  return { kind: node.kind, rules };
}

/** What can be written of a draft: what is complete, also where it is switched off. */
export function writableRule(node: DraftNode): Rule {
  if (!isDraftGroup(node)) return conditionOf(node);
  return { ...ruleOf({ ...node, rules: [] }), kind: node.kind, rules: node.rules.filter(isWritable).map(writableRule) };
}

/** A group is as incomplete as all that is in it; the hint then belongs at the conditions, or at the empty group itself. */
function addIncomplete(node: DraftNode, incomplete: Set<string>): void {
  if (!isDraftGroup(node) || node.rules.length === 0) incomplete.add(node.id);
  else for (const child of node.rules) if (!child.disabled) addIncomplete(child, incomplete);
}

function isComplete(node: DraftNode): boolean {
  return !node.disabled && isFilled(node, isComplete);
}

function isWritable(node: DraftNode): boolean {
  return isFilled(node, isWritable);
}

function isFilled(node: DraftNode, isChildFilled: (child: DraftNode) => boolean): boolean {
  if (isDraftGroup(node)) return node.rules.some(isChildFilled);
  switch (node.kind) {
    case 'query':
      return node.sql.trim() !== '';
    case 'sql':
      return node.predicate.trim() !== '';
    case 'tag':
      return hasValues(node);
    case 'event':
      return isCompleteEvent(node);
    case 'sequence':
      return [...node.steps, ...node.exclude].every(isCompleteFilter);
    case 'segment':
      return node.segment !== '';
    case 'list':
      return node.list !== '';
  }
}

function isCompleteEvent(event: DraftEvent): boolean {
  return isMeasurable(event) && hasValues(event);
}

/** Whether all is said of what is measured, whatever it is compared with. */
export function isMeasurable(event: DraftEvent): boolean {
  return (!wantsProp(event.measure) || event.prop !== undefined) && isCompleteFilter(event);
}

function conditionOf(node: DraftCondition): Rule {
  const { id: _, ...condition } = node;
  return condition;
}

/** The node an error points at: `at.path` is a block's path (`0.2`) or a place in the rule's JSON (`rule.rules.0.rules.2.values`). */
export function nodeAtErrorPath(errorPath: string, { pathOf }: CountableRule): string | undefined {
  const path = /^(\d+(\.\d+)*)?$/.test(errorPath)
    ? errorPath
    : [...errorPath.matchAll(/rules\.(\d+)/g)].map((match) => match[1]).join('.');
  for (const [id, place] of pathOf) if (place === path) return id;
  return undefined;
}
