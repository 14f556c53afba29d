import type { DragSubject } from '../../ui/dnd/treeCollision';
import type { DropWish } from '../../ui/dnd/treeDragContext';
import type { PaletteEntry } from './paletteEntries';
import { flattenRules, type Projection, projectDrop, type RuleRow, rowsWithout } from './ruleRows';
import { type DraftGroup, type DraftNode, insertNode, isDraftGroup } from './ruleTree';
import { moveNodes, outermost } from './ruleTreeMany';
import { newNodeId } from './segmentEditor';

const PALETTE_PREFIX = 'palette:';

/** Something as it is dragged out of the palette. */
export function paletteSubject({ id, name }: Pick<PaletteEntry, 'id' | 'name'>): DragSubject {
  return { id: `${PALETTE_PREFIX}${id}`, label: name, depth: null, block: [] };
}

/** A row as it is dragged within the tree, with all that goes along: what it holds, and the other selected blocks. */
export function rowSubject({ node, depth }: RuleRow, along: readonly DraftNode[], label: string): DragSubject {
  return { id: node.id, label, depth, block: along.flatMap(idsOf) };
}

export interface DropTarget extends Projection {
  /** The row that the insertion line is drawn above; null = below the last. */
  readonly beforeId: string | null;
}

/** Where a wish lands in the tree as it is shown. */
export function dropTarget(
  root: DraftGroup,
  collapsed: ReadonlySet<string>,
  subject: DragSubject,
  { gap, wishedDepth }: DropWish,
): DropTarget {
  const rows = rowsWithout(flattenRules(root, collapsed), subject.block);
  return { ...projectDrop(rows, root.id, gap, wishedDepth), beforeId: rows[gap]?.node.id ?? null };
}

/** The tree after a drop, and the node that was dropped or that led the others. */
export function applyDrop(
  root: DraftGroup,
  subject: DragSubject,
  { groupId, index }: Projection,
  entryOf: (id: string) => PaletteEntry | undefined,
): { readonly root: DraftGroup; readonly id: string } {
  if (!subject.id.startsWith(PALETTE_PREFIX)) {
    return { root: moveNodes(root, outermost(root, new Set(subject.block)), groupId, index), id: subject.id };
  }
  const entry = entryOf(subject.id.slice(PALETTE_PREFIX.length));
  if (!entry) return { root, id: root.id };
  const node = entry.condition(newNodeId());
  return { root: insertNode(root, groupId, index, node), id: node.id };
}

function idsOf(node: DraftNode): string[] {
  return isDraftGroup(node) ? [node.id, ...node.rules.flatMap(idsOf)] : [node.id];
}
