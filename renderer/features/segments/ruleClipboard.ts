import type { ClipboardEvent } from 'react';
import { type Rule, ruleSchema } from '#shared/model/rule';
import { segmentSchema } from '#shared/model/segment';
import { addRule } from './rowActions';
import { ruleOf } from './ruleDraft';
import { findNode } from './ruleTree';
import type { SegmentEditor } from './segmentEditor';

/** The selected block as the JSON that a rule is written down in; a field's own text stays the field's. */
export function copyRow(event: ClipboardEvent<HTMLElement>, editor: SegmentEditor): void {
  if (!isOnRow(event)) return;
  const { history, selectedId } = editor.useEditor.getState();
  const node = findNode(history.present.root, selectedId);
  if (!node) return;
  event.clipboardData.setData('text/plain', JSON.stringify(ruleOf(node), null, 2));
  event.preventDefault();
}

/** Adds a rule, or the rule of a segment, where the selection is; anything else is left alone. */
export function pasteRule(event: ClipboardEvent<HTMLElement>, editor: SegmentEditor): void {
  if (!isOnRow(event)) return;
  const rule = ruleFrom(event.clipboardData.getData('text/plain'));
  if (!rule) return;
  event.preventDefault();
  addRule(editor, rule);
}

function isOnRow({ target, currentTarget }: ClipboardEvent<HTMLElement>): boolean {
  return target === currentTarget || (target instanceof HTMLElement && target.getAttribute('role') === 'treeitem');
}

/** Null where the text is no rule. */
export function ruleFrom(text: string): Rule | null {
  try {
    const json: unknown = JSON.parse(text);
    const rule = ruleSchema.safeParse(json);
    if (rule.success) return rule.data;
    const segment = segmentSchema.safeParse(json);
    return segment.success ? segment.data.who : null;
  } catch {
    return null;
  }
}
