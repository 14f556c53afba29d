import { type DraftGroup, type DraftNode, isDraftGroup } from './ruleTree';

/** One line of the tree on screen. Children of the root have depth 0; the root itself is no row. */
export interface RuleRow {
  readonly node: DraftNode;
  readonly depth: number;
  readonly parentId: string;
  readonly index: number;
  /** Position in the draft, as on screen: `0.2`. */
  readonly path: string;
  readonly collapsed: boolean;
}

export function flattenRules(root: DraftGroup, collapsed: ReadonlySet<string>): RuleRow[] {
  const rows: RuleRow[] = [];
  addRows(root, 0, '', collapsed, rows);
  return rows;
}

function addRows(group: DraftGroup, depth: number, path: string, collapsed: ReadonlySet<string>, rows: RuleRow[]): void {
  for (const [index, node] of group.rules.entries()) {
    const folded = isDraftGroup(node) && collapsed.has(node.id);
    const place = path === '' ? `${index}` : `${path}.${index}`;
    rows.push({ node, depth, parentId: group.id, index, path: place, collapsed: folded });
    if (isDraftGroup(node) && !folded) addRows(node, depth + 1, place, collapsed, rows);
  }
}

/** The rows that a drag may fall between: all but the dragged nodes and what they hold. */
export function rowsWithout(rows: readonly RuleRow[], block: readonly string[]): RuleRow[] {
  return rows.filter(({ node }) => !block.includes(node.id));
}

export interface Projection {
  readonly groupId: string;
  /** Position among the group's children, the dragged nodes not counted. */
  readonly index: number;
  readonly depth: number;
}

/**
 * Where a drop at a gap lands. Gap k lies before row k of `rows` (the dragged block taken out); the wished depth is
 * clamped by the neighbours: at most one deeper than a group above, at least as deep as the row below.
 */
export function projectDrop(rows: readonly RuleRow[], rootId: string, gap: number, wishedDepth: number): Projection {
  const above = rows[gap - 1];
  const below = rows[gap];
  if (!above) return { groupId: rootId, index: 0, depth: 0 };
  const deepest = isDraftGroup(above.node) ? above.depth + 1 : above.depth;
  const depth = Math.max(below?.depth ?? 0, Math.min(wishedDepth, deepest));
  if (depth === above.depth + 1) return { groupId: above.node.id, index: above.collapsed ? childCount(above.node) : 0, depth };
  const sibling = lastAtDepth(rows, gap, depth);
  return sibling
    ? { groupId: sibling.parentId, index: siblingsBefore(rows, sibling) + 1, depth }
    : { groupId: rootId, index: 0, depth: 0 };
}

function childCount(node: DraftNode): number {
  return isDraftGroup(node) ? node.rules.length : 0;
}

function lastAtDepth(rows: readonly RuleRow[], gap: number, depth: number): RuleRow | undefined {
  return rows.slice(0, gap).findLast((row) => row.depth === depth);
}

/** Row indices were taken with the dragged node in place, so siblings are counted anew. */
function siblingsBefore(rows: readonly RuleRow[], row: RuleRow): number {
  return rows.filter((other) => other.parentId === row.parentId && other.index < row.index).length;
}
