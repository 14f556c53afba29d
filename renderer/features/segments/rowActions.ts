import type { GroupKind, Rule } from '#shared/model/rule';
import type { Tag } from '#shared/model/tag';
import { newCondition } from './conditionValues';
import type { PaletteEntry } from './paletteEntries';
import { draftOf, nodeOf } from './ruleDraft';
import {
  type DraftCondition,
  type DraftGroup,
  type DraftNode,
  duplicateNode,
  indentNode,
  insertNode,
  isDraftGroup,
  outdentNode,
  placeOf,
  removeNode,
  replaceNode,
  stepNode,
  toggleDisabled,
  unwrapNode,
  wrapNode,
} from './ruleTree';
import { additionPlace, newNodeId, type SegmentEditor } from './segmentEditor';

export type RowAction = 'duplicate' | 'wrap' | 'unwrap' | 'indent' | 'outdent' | 'moveUp' | 'moveDown' | 'toggle' | 'delete';

const EDITS: Readonly<Record<Exclude<RowAction, 'delete'>, (root: DraftGroup, id: string) => DraftGroup>> = {
  duplicate: (root, id) => duplicateNode(root, id, newNodeId),
  wrap: (root, id) => wrapNode(root, id, { id: newNodeId(), kind: 'any' }),
  unwrap: unwrapNode,
  indent: indentNode,
  outdent: outdentNode,
  moveUp: (root, id) => stepNode(root, id, -1),
  moveDown: (root, id) => stepNode(root, id, 1),
  toggle: toggleDisabled,
};

/** What the menu and the keys of a row do. */
export function runRowAction(editor: SegmentEditor, action: RowAction, id: string): void {
  if (action === 'delete') deleteRow(editor, id);
  else {
    editor.edit((root) => EDITS[action](root, id));
    const parent = placeOf(editor.useEditor.getState().history.present.root, id)?.parent;
    if (parent) editor.expand(parent.id);
  }
}

/** Selects the next sibling, so that pressing Delete again goes on. */
function deleteRow(editor: SegmentEditor, id: string): void {
  const place = placeOf(editor.useEditor.getState().history.present.root, id);
  if (!place) return;
  const { parent, index } = place;
  editor.edit((root) => removeNode(root, id));
  editor.select((parent.rules[index + 1] ?? parent.rules[index - 1] ?? parent).id);
}

export function addTag(editor: SegmentEditor, tag: Tag): void {
  addNode(editor, newCondition(tag, newNodeId()));
}

/** A copy of a rule, with ids of its own. */
export function addRule(editor: SegmentEditor, rule: Rule): void {
  addNode(editor, nodeOf(rule, newNodeId));
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

/** Adds where the selection is. A new group takes the selection, so the next tag goes into it. */
function addNode(editor: SegmentEditor, node: DraftNode): void {
  const { groupId, index } = additionPlace(editor.useEditor.getState());
  editor.expand(groupId);
  editor.edit((root) => insertNode(root, groupId, index, node));
  if (isDraftGroup(node)) editor.select(node.id);
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
