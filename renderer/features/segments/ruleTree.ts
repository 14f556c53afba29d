import type {
  EventCondition,
  GroupKind,
  ListCondition,
  QueryCondition,
  SegmentCondition,
  SequenceCondition,
  SqlCondition,
  TagCondition,
} from '#shared/model/rule';

/** A rule being edited: the tree of `Rule` with an id on every node, which stays the same while the node moves. */
export interface DraftGroup {
  readonly id: string;
  readonly kind: GroupKind;
  readonly rules: readonly DraftNode[];
  readonly disabled?: true | undefined;
}
type Draft<T> = Readonly<T> & { readonly id: string };
export type DraftTag = Draft<TagCondition>;
export type DraftEvent = Draft<EventCondition>;
export type DraftSequence = Draft<SequenceCondition>;
export type DraftSegment = Draft<SegmentCondition>;
export type DraftList = Draft<ListCondition>;
export type DraftSql = Draft<SqlCondition>;
export type DraftQuery = Draft<QueryCondition>;
export type DraftCondition = DraftTag | DraftEvent | DraftSequence | DraftSegment | DraftList | DraftQuery | DraftSql;
export type DraftNode = DraftGroup | DraftCondition;

export interface Place {
  readonly parent: DraftGroup;
  readonly index: number;
}

export function isDraftGroup(node: DraftNode): node is DraftGroup {
  return node.kind === 'all' || node.kind === 'any' || node.kind === 'none';
}

export function findNode(root: DraftNode, id: string): DraftNode | undefined {
  if (root.id === id) return root;
  if (!isDraftGroup(root)) return undefined;
  for (const child of root.rules) {
    const found = findNode(child, id);
    if (found) return found;
  }
  return undefined;
}

/** The group that holds the node and its position there; undefined for the root and for strangers. */
export function placeOf(root: DraftGroup, id: string): Place | undefined {
  const index = root.rules.findIndex((child) => child.id === id);
  if (index >= 0) return { parent: root, index };
  for (const child of root.rules) {
    const found = isDraftGroup(child) ? placeOf(child, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Puts a node into a group; an index past the end appends. Unchanged when there is no such group. */
export function insertNode(root: DraftGroup, groupId: string, index: number, node: DraftNode): DraftGroup {
  return changeGroup(root, groupId, (rules) => [...rules.slice(0, index), node, ...rules.slice(index)]);
}

export function removeNode(root: DraftGroup, id: string): DraftGroup {
  const place = placeOf(root, id);
  if (!place) return root;
  return changeGroup(root, place.parent.id, (rules) => rules.filter((rule) => rule.id !== id));
}

/** `index` counts the group's children without the moved node. Unchanged when a group would go into itself. */
export function moveNode(root: DraftGroup, id: string, groupId: string, index: number): DraftGroup {
  const node = findNode(root, id);
  const target = findNode(root, groupId);
  if (!node || node === root || !target || !isDraftGroup(target) || findNode(node, groupId)) return root;
  const place = placeOf(root, id);
  if (place?.parent.id === groupId && place.index === Math.min(index, place.parent.rules.length - 1)) return root;
  return insertNode(removeNode(root, id), groupId, index, node);
}

/** Puts another node in a node's place; the new one may hold the old one. The root stays a group. */
export function replaceNode(root: DraftGroup, id: string, change: (node: DraftNode) => DraftNode): DraftGroup {
  if (root.id === id) {
    const changed = change(root);
    return isDraftGroup(changed) ? changed : root;
  }
  return mapRules(root, (child) => replaceIn(child, id, change));
}

/** Whether a block or a group around it is switched off. */
export function isSwitchedOff(root: DraftGroup, id: string): boolean {
  if (findNode(root, id)?.disabled) return true;
  const parent = placeOf(root, id)?.parent;
  return parent !== undefined && isSwitchedOff(root, parent.id);
}

/** Switches a block off, or on again. */
export function toggleDisabled(root: DraftGroup, id: string): DraftGroup {
  if (id === root.id) return root;
  return replaceNode(root, id, ({ disabled, ...node }) => (disabled ? node : { ...node, disabled: true }) as DraftNode);
}

/** Lets a group's children take its place. */
export function unwrapNode(root: DraftGroup, id: string): DraftGroup {
  const node = findNode(root, id);
  const place = placeOf(root, id);
  if (!place || !node || !isDraftGroup(node)) return root;
  return changeGroup(root, place.parent.id, (rules) => rules.flatMap((rule) => (rule === node ? node.rules : [rule])));
}

/** Adds a copy with new ids right after the node. */
export function duplicateNode(root: DraftGroup, id: string, newId: () => string): DraftGroup {
  const node = findNode(root, id);
  const place = placeOf(root, id);
  return place && node ? insertNode(root, place.parent.id, place.index + 1, copyNode(node, newId)) : root;
}

function copyNode(node: DraftNode, newId: () => string): DraftNode {
  const id = newId();
  return isDraftGroup(node) ? { ...node, id, rules: node.rules.map((rule) => copyNode(rule, newId)) } : { ...node, id };
}

/** Moves a node to the end of the group right before it. */
export function indentNode(root: DraftGroup, id: string): DraftGroup {
  const place = placeOf(root, id);
  const before = place?.parent.rules[place.index - 1];
  return before && isDraftGroup(before) ? moveNode(root, id, before.id, before.rules.length) : root;
}

/** Moves a node out of its group, to right after it. */
export function outdentNode(root: DraftGroup, id: string): DraftGroup {
  const place = placeOf(root, id);
  const outer = place && placeOf(root, place.parent.id);
  return outer ? moveNode(root, id, outer.parent.id, outer.index + 1) : root;
}

/** One step up or down in reading order: into an adjoining group, past a sibling, or out of the group at its end. */
export function stepNode(root: DraftGroup, id: string, direction: -1 | 1): DraftGroup {
  const place = placeOf(root, id);
  if (!place) return root;
  const neighbour = place.parent.rules[place.index + direction];
  if (neighbour && isDraftGroup(neighbour)) return moveNode(root, id, neighbour.id, direction < 0 ? neighbour.rules.length : 0);
  if (neighbour) return moveNode(root, id, place.parent.id, place.index + direction);
  const outer = placeOf(root, place.parent.id);
  return outer ? moveNode(root, id, outer.parent.id, direction < 0 ? outer.index : outer.index + 1) : root;
}

function changeGroup(
  root: DraftGroup,
  groupId: string,
  change: (rules: readonly DraftNode[]) => readonly DraftNode[],
): DraftGroup {
  return replaceNode(root, groupId, (node) => (isDraftGroup(node) ? { ...node, rules: change(node.rules) } : node));
}

function replaceIn(node: DraftNode, id: string, change: (node: DraftNode) => DraftNode): DraftNode {
  if (node.id === id) return change(node);
  return isDraftGroup(node) ? mapRules(node, (child) => replaceIn(child, id, change)) : node;
}

/** Keeps the group itself when no child changed, so equal trees stay identical. */
function mapRules(group: DraftGroup, change: (node: DraftNode) => DraftNode): DraftGroup {
  let changed = false;
  const rules = group.rules.map((child) => {
    const next = change(child);
    changed ||= next !== child;
    return next;
  });
  return changed ? { ...group, rules } : group;
}
