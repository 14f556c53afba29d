import type { ClipboardEvent } from 'react';
import { type Rule, ruleSchema } from '#shared/model/rule';
import { segmentSchema } from '#shared/model/segment';
import { addRules, runRowAction, selectedNodes } from './rowActions';
import { ruleOf } from './ruleDraft';
import type { SegmentEditor } from './segmentEditor';

/** The selected block as the JSON that a rule is written down in, several as a list; a field's own text stays the field's. */
export function copyRows(event: ClipboardEvent<HTMLElement>, editor: SegmentEditor): void {
  const n = putOnClipboard(event, editor);
  if (n > 0) editor.say('copy', n);
}

export function cutRows(event: ClipboardEvent<HTMLElement>, editor: SegmentEditor): void {
  const n = putOnClipboard(event, editor);
  if (n === 0) return;
  runRowAction(editor, 'delete');
  editor.say('cut', n);
}

/** By key: the browser offers no cut where nothing of the page's text is selected. */
export async function cutByKey(editor: SegmentEditor): Promise<void> {
  const rules = selectedNodes(editor).map(ruleOf);
  if (rules.length === 0) return;
  await navigator.clipboard.writeText(written(rules));
  runRowAction(editor, 'delete');
  editor.say('cut', rules.length);
}

/** Adds rules, or the rule of a segment, where the selection is; anything else is left alone. */
export function pasteRules(event: ClipboardEvent<HTMLElement>, editor: SegmentEditor): void {
  if (!isOnRow(event)) return;
  const rules = rulesFrom(event.clipboardData.getData('text/plain'));
  if (rules.length === 0) return;
  event.preventDefault();
  addRules(editor, rules);
}

/** Gives how many blocks were put there. */
function putOnClipboard(event: ClipboardEvent<HTMLElement>, editor: SegmentEditor): number {
  const rules = isOnRow(event) ? selectedNodes(editor).map(ruleOf) : [];
  if (rules.length === 0) return 0;
  event.clipboardData.setData('text/plain', written(rules));
  event.preventDefault();
  return rules.length;
}

function written(rules: readonly Rule[]): string {
  return JSON.stringify(rules.length === 1 ? rules[0] : rules, null, 2);
}

function isOnRow({ target, currentTarget }: ClipboardEvent<HTMLElement>): boolean {
  return target === currentTarget || (target instanceof HTMLElement && target.getAttribute('role') === 'treeitem');
}

/** None where the text is no rule and no list of rules. */
export function rulesFrom(text: string): Rule[] {
  try {
    const json: unknown = JSON.parse(text);
    const rules = ruleSchema.array().safeParse(Array.isArray(json) ? json : [json]);
    if (rules.success) return rules.data;
    const segment = segmentSchema.safeParse(json);
    return segment.success ? [segment.data.who] : [];
  } catch {
    return [];
  }
}
