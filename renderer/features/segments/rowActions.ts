import type { GroupKind, Rule } from '#shared/model/rule';
import type { Tag } from '#shared/model/tag';
import type { PaletteEntry } from './paletteEntries';
import { draftOf, nodeOf } from './ruleDraft';
import {
  type DraftCondition,
  type DraftGroup,
  type DraftNode,
  duplicateNode,
  indentNode,
  isDraftGroup,
  outdentNode,
  placeOf,
  replaceNode,
  stepNode,
  unwrapNode,
} from './ruleTree';
import { eachInTurn, insertNodes, outermost, removeNodes, toggleNodes, wrapNodes } from './ruleTreeMany';
import { additionPlace, newNodeId, type RowAction, type SegmentEditor } from './segmentEditor';
import { newCondition } from './tagDraft';

type Nodes = readonly DraftNode[];

/** Those that go down or out begin with the last, so that none is in another's way. */
const EDITS: Readonly<Record<Exclude<RowAction, 'delete' | 'wrap'>, (root: DraftGroup, nodes: Nodes) => DraftGroup>> = {
  duplicate: (root, nodes) => eachInTurn(root, nodes, (tree, id) => duplicateNode(tree, id, newNodeId)),
  unwrap: (root, nodes) => eachInTurn(root, nodes.filter(isDraftGroup), unwrapNode),
  indent: (root, nodes) => eachInTurn(root, nodes, indentNode),
  outdent: (root, nodes) => eachInTurn(root, nodes.toReversed(), outdentNode),
  moveUp: (root, nodes) => eachInTurn(root, nodes, (tree, id) => stepNode(tree, id, -1)),
  moveDown: (root, nodes) => eachInTurn(root, nodes.toReversed(), (tree, id) => stepNode(tree, id, 1)),
  toggle: toggleNodes,
};

/** What the menus and the keys of the tree do to all that is selected, as one step of undo. */
export function runRowAction(editor: SegmentEditor, action: RowAction): void {
  const nodes = selectedNodes(editor);
  if (nodes.length === 0) return;
  if (action === 'delete') deleteNodes(editor, nodes);
  else if (action === 'wrap') wrapSelected(editor, nodes);
  else {
    editor.edit((root) => EDITS[action](root, nodes));
    if (action === 'unwrap') selectFreed(editor, nodes);
    else expandAround(editor, nodes);
  }
  editor.say(action, nodes.length);
}

/** The selected blocks in reading order, without those inside of others. */
export function selectedNodes(editor: SegmentEditor): DraftNode[] {
  const { history, selection } = editor.useEditor.getState();
  return outermost(history.present.root, selection.ids);
}

function expandAround(editor: SegmentEditor, nodes: Nodes): void {
  const { root } = editor.useEditor.getState().history.present;
  for (const { id } of nodes) {
    const parent = placeOf(root, id)?.parent;
    if (parent) editor.expand(parent.id);
  }
}

/** One block stays selected, so that it can go deeper still; of several the group is. */
function wrapSelected(editor: SegmentEditor, nodes: Nodes): void {
  const id = newNodeId();
  editor.edit((root) => wrapNodes(root, nodes, { id, kind: 'any' }));
  if (nodes.length > 1) editor.select(id);
}

/** The focus stays where the first group was. */
function selectFreed(editor: SegmentEditor, nodes: Nodes): void {
  const freed = nodes.find(isDraftGroup)?.rules[0];
  if (freed) editor.select(freed.id);
}

/** Selects what comes next, so that pressing Delete again goes on. */
function deleteNodes(editor: SegmentEditor, nodes: Nodes): void {
  const { root } = editor.useEditor.getState().history.present;
  const place = placeOf(root, nodes.at(-1)?.id ?? '');
  if (!place) return;
  const { parent, index } = place;
  const stays = (node: DraftNode) => !nodes.includes(node);
  const next = parent.rules.slice(index + 1).find(stays) ?? parent.rules.slice(0, index).findLast(stays) ?? parent;
  editor.edit((tree) => removeNodes(tree, nodes));
  editor.select(next.id);
}

export function addTag(editor: SegmentEditor, tag: Tag): void {
  addNode(editor, newCondition(tag, newNodeId()));
}

/** Copies of rules one below the other, with ids of their own, as one step of undo. */
export function addRules(editor: SegmentEditor, rules: readonly Rule[]): void {
  addNodes(
    editor,
    rules.map((rule) => nodeOf(rule, newNodeId)),
  );
}

/** Puts a rule in the place of the whole one, as one step. */
export function replaceRule(editor: SegmentEditor, rule: Rule): void {
  const root = draftOf(rule, newNodeId);
  editor.edit(() => root);
  editor.select(root.id);
}

export function addQuery(editor: SegmentEditor, sql: string): void {
  addNode(editor, { id: newNodeId(), kind: 'query', sql });
}

export function addEntry(editor: SegmentEditor, entry: PaletteEntry): void {
  addNode(editor, entry.condition(newNodeId()));
}

export function addGroup(editor: SegmentEditor, parentId: string): void {
  editor.select(parentId);
  addNode(editor, { id: newNodeId(), kind: 'any', rules: [] });
}

function addNode(editor: SegmentEditor, node: DraftNode): void {
  addNodes(editor, [node]);
}

/** Adds where the selection is. A new group takes the selection, so the next tag goes into it. */
function addNodes(editor: SegmentEditor, nodes: Nodes): void {
  const { groupId, index } = additionPlace(editor.useEditor.getState());
  editor.expand(groupId);
  editor.edit((root) => insertNodes(root, groupId, index, nodes));
  const [only, ...others] = nodes;
  if (only && others.length === 0 && isDraftGroup(only)) editor.select(only.id);
}

export function setGroupKind(editor: SegmentEditor, id: string, kind: GroupKind): void {
  editor.edit((root) => replaceNode(root, id, (node) => (isDraftGroup(node) ? { ...node, kind } : node)));
}

/** `typing` merges the letters of one word into one step of undo. */
export function setCondition(editor: SegmentEditor, condition: DraftCondition, typing = false): void {
  const change = (root: DraftGroup) => replaceNode(root, condition.id, () => condition);
  if (typing) editor.edit(change, `values:${condition.id}`);
  else editor.edit(change);
}
