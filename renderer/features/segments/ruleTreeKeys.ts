import type { KeyboardEvent } from 'react';
import { runRowAction } from './rowActions';
import { cutByKey } from './ruleClipboard';
import type { RuleRow } from './ruleRows';
import { isDraftGroup } from './ruleTree';
import type { RowAction, SegmentEditor } from './segmentEditor';
import { extended, selectionOf, toggled, withSiblings } from './selection';

const WITH_ALT: Readonly<Record<string, RowAction>> = {
  ArrowUp: 'moveUp',
  ArrowDown: 'moveDown',
  ArrowLeft: 'outdent',
  ArrowRight: 'indent',
};
const WITH_CONTROL: Readonly<Record<string, RowAction>> = { d: 'duplicate', e: 'toggle', g: 'wrap' };

/** Keys on a row itself; those typed into its fields are the fields' own. */
export function rowKeys(event: KeyboardEvent<HTMLElement>, editor: SegmentEditor, rows: readonly RuleRow[]): void {
  if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'treeitem') return;
  const at = rows.findIndex((row) => row.node.id === editor.useEditor.getState().selection.lead);
  const row = rows[at];
  if (!row) return;
  const action = actionOf(event);
  if (action) runRowAction(editor, action);
  else if (isCut(event)) void cutByKey(editor);
  else if (!selects(event, editor, rows, at)) {
    if (!folds(event, row)) return;
    editor.toggleCollapsed(row.node.id);
  }
  event.preventDefault();
  event.stopPropagation();
}

function actionOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): RowAction | undefined {
  if (altKey) return WITH_ALT[key];
  if (ctrlKey || metaKey) return shiftKey && key.toLowerCase() === 'g' ? 'unwrap' : WITH_CONTROL[key.toLowerCase()];
  return key === 'Delete' || key === 'Backspace' ? 'delete' : undefined;
}

function isCut({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && key.toLowerCase() === 'x';
}

/** Whether the key was one that selects. */
function selects(event: KeyboardEvent, editor: SegmentEditor, rows: readonly RuleRow[], at: number): boolean {
  const id = rows[at]?.node.id ?? '';
  const next = rowToSelect(event, rows, at);
  if (next && event.shiftKey) editor.selectBy((selection) => extended(selection, next.node.id, rows));
  else if (next) editor.select(next.node.id);
  else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') editor.selectBy(withSiblings);
  else if (event.key === 'Escape') editor.selectBy(() => selectionOf(id));
  else return false;
  return true;
}

function rowToSelect({ key, altKey, ctrlKey }: KeyboardEvent, rows: readonly RuleRow[], at: number): RuleRow | undefined {
  if (altKey || ctrlKey) return undefined;
  if (key === 'ArrowDown') return rows[at + 1];
  if (key === 'ArrowUp') return rows[at - 1];
  if (key === 'Home') return rows[0];
  if (key === 'End') return rows.at(-1);
  return key === 'ArrowLeft' && !opensLeft(rows[at]) ? rows.find((row) => row.node.id === rows[at]?.parentId) : undefined;
}

/** A press with Control, Command or Shift takes rows in or out; gives whether it was one. */
export function pressSelects(
  { ctrlKey, metaKey, shiftKey }: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean },
  editor: SegmentEditor,
  rows: readonly RuleRow[],
  id: string,
): boolean {
  if (shiftKey) editor.selectBy((selection) => extended(selection, id, rows));
  else if (ctrlKey || metaKey) editor.selectBy((selection) => toggled(selection, id, rows));
  else return false;
  return true;
}

/** Left on an open group folds it; elsewhere it goes to the group around. */
function opensLeft(row: RuleRow | undefined): boolean {
  return row !== undefined && isDraftGroup(row.node) && !row.collapsed;
}

function folds({ key }: KeyboardEvent, { node, collapsed }: RuleRow): boolean {
  return isDraftGroup(node) && ((key === 'ArrowLeft' && !collapsed) || (key === 'ArrowRight' && collapsed));
}
