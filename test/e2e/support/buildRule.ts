import type { Page } from 'playwright-core';
import { type Condition, isGroup, type Rule, type RuleGroup, type SqlCondition, type TagCondition } from '#shared/model/rule';
import type { TagOperator } from '#shared/model/value';
import { byId, dragTo } from './hand';
import { ruleHands } from './rule';

/** What the list of operators calls them. */
const OPERATOR_NAMES: Readonly<Record<TagOperator, string>> = {
  is: 'is',
  isNot: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  lt: 'below',
  lte: 'at most',
  gt: 'above',
  gte: 'at least',
  between: 'between',
  contains: 'contains',
  startsWith: 'starts with',
  isNull: 'is unknown',
  isNotNull: 'is known',
  inLast: 'in the last',
  notInLast: 'not in the last',
};

/** Indent of a level, and how far inside its column a hand aims. */
const INDENT_PIXELS = 26;
const INSIDE_PIXELS = 6;

/** The canvas always has an outermost group: that of a lone condition asks for all of it. */
export function groupOf(rule: Rule): RuleGroup {
  return isGroup(rule) ? rule : { kind: 'all', rules: [rule] };
}

/** Builds a rule over tags and SQL on an empty canvas: tags dragged from the palette to their places, values filled in. */
export async function buildRule(page: Page, rule: RuleGroup): Promise<void> {
  const at = (id: string) => byId(page, id);
  const hands = ruleHands(page);

  async function buildGroup({ kind, rules }: RuleGroup, path: string): Promise<string> {
    if (kind !== (path === '' ? 'all' : 'any')) await at(`rule-kind-${path}-${kind}`).click();
    let last = path;
    for (const [index, child] of rules.entries()) last = await buildBlock(child, path, index, last);
    return last;
  }

  /** Gives the path of the lowest row of the block; `above` is that of the row that it comes below. */
  async function buildBlock(block: Rule, group: string, index: number, above: string): Promise<string> {
    const path = group === '' ? `${index}` : `${group}.${index}`;
    if (isGroup(block)) {
      await at(group === '' ? 'rule-add-group' : `rule-add-group-${group}`).click();
      return await buildGroup(block, path);
    }
    await buildCondition(block, group, path, above);
    return path;
  }

  async function buildCondition(condition: Condition, group: string, path: string, above: string): Promise<void> {
    if (condition.kind === 'sql') return await buildSql(condition, group, path);
    if (condition.kind !== 'tag') throw new Error(`no hand builds ${condition.kind} yet`);
    const item = at(`tag-palette-item-${condition.tag}`);
    if (above === group) await dragTo(page, item, at(group === '' ? 'rule-tree' : `rule-node-${group}`));
    else await dragTo(page, item, at(`rule-node-${above}`), { left: columnFrom(above, path), y: 0.8 });
    await page.locator(`[data-testid="rule-node-${path}"][data-what="${condition.tag}"]`).waitFor();
    await compare(condition, path);
  }

  async function buildSql({ predicate }: SqlCondition, group: string, path: string): Promise<void> {
    await (group === '' ? at('rule-root-title') : at(`rule-node-${group}`)).click({ position: { x: 60, y: 1 } });
    await at('palette-add-sql').click();
    await hands.type(`rule-sql-${path}`, predicate);
  }

  async function compare({ op, values }: TagCondition, path: string): Promise<void> {
    await hands.chooseOperator(path, OPERATOR_NAMES[op]);
    const texts = values.map(String);
    if (op === 'between') {
      await hands.type(`rule-from-${path}`, texts[0] ?? '');
      await hands.type(`rule-to-${path}`, texts[1] ?? '');
    } else if (typeof values[0] === 'number' || op === 'contains' || op === 'startsWith') {
      await hands.type(`rule-value-${path}`, texts[0] ?? '');
    } else if (values.length > 0) await hands.chooseValues(path, ...texts);
  }

  await buildGroup(rule, '');
}

/** Where the indent of a row at `path` is, in pixels from the left edge of the row at `above`. */
function columnFrom(above: string, path: string): number {
  return (path.split('.').length - above.split('.').length) * INDENT_PIXELS + INSIDE_PIXELS;
}
