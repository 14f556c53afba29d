import type { GroupKind } from '#shared/model/rule';
import {
  type DraftGroup,
  type DraftNode,
  findNode,
  insertNode,
  isDraftGroup,
  placeOf,
  removeNode,
  toggleDisabled,
} from './ruleTree';

/** The nodes of these ids in reading order, without those inside of others; the root is none of them. */
export function outermost(root: DraftGroup, ids: ReadonlySet<string>): DraftNode[] {
  return root.rules.flatMap((node) => {
    if (ids.has(node.id)) return [node];
    return isDraftGroup(node) ? outermost(node, ids) : [];
  });
}

export function removeNodes(root: DraftGroup, nodes: readonly DraftNode[]): DraftGroup {
  return nodes.reduce<DraftGroup>((tree, { id }) => removeNode(tree, id), root);
}

/**
 * Puts nodes side by side into a group; `index` counts the group's children without them. Unchanged when a group would go
 * into itself, and when they stand there already.
 */
export function moveNodes(root: DraftGroup, nodes: readonly DraftNode[], groupId: string, index: number): DraftGroup {
  const target = findNode(root, groupId);
  if (!target || !isDraftGroup(target) || nodes.some((node) => findNode(node, groupId))) return root;
  const moved = insertNodes(removeNodes(root, nodes), groupId, index, nodes);
  const after = findNode(moved, groupId);
  const stayed = after && isDraftGroup(after) && after.rules.length === target.rules.length;
  return stayed && after.rules.every((node, place) => node.id === target.rules[place]?.id) ? root : moved;
}

/** Side by side; an index past the end appends. */
export function insertNodes(root: DraftGroup, groupId: string, index: number, nodes: readonly DraftNode[]): DraftGroup {
  return nodes.reduce<DraftGroup>((tree, node, offset) => insertNode(tree, groupId, index + offset, node), root);
}

/** Puts nodes into a new group at the place of the first. */
export function wrapNodes(
  root: DraftGroup,
  nodes: readonly DraftNode[],
  group: { readonly id: string; readonly kind: GroupKind },
): DraftGroup {
  const [first] = nodes;
  const place = first && placeOf(root, first.id);
  if (!place) return root;
  return insertNode(removeNodes(root, nodes), place.parent.id, place.index, { ...group, rules: nodes });
}

/** Switches all of them off; on again where all are off. */
export function toggleNodes(root: DraftGroup, nodes: readonly DraftNode[]): DraftGroup {
  const isOff = nodes.every(({ disabled }) => disabled);
  return nodes.filter(({ disabled }) => isOff || !disabled).reduce<DraftGroup>((tree, { id }) => toggleDisabled(tree, id), root);
}

/** Does to each in turn what is done to one, as long as it can be: a row that is at the end holds up those behind it. */
export function eachInTurn(
  root: DraftGroup,
  nodes: readonly DraftNode[],
  change: (root: DraftGroup, id: string) => DraftGroup,
): DraftGroup {
  let tree = root;
  for (const { id } of nodes) {
    const changed = change(tree, id);
    if (changed === tree) return tree;
    tree = changed;
  }
  return tree;
}
