import { type RefObject, useEffect } from 'react';
import { type Rule, ruleSchema } from '#shared/model/rule';
import { segmentSchema } from '#shared/model/segment';
import { addRules, runRowAction, selectedNodes } from './rowActions';
import { ruleOf } from './ruleDraft';
import type { SegmentEditor } from './segmentEditor';

/**
 * Copies, cuts and pastes blocks while a row or the empty tree inside `tree` has the focus; a field's own text stays the
 * field's. The browser tells of it where its text cursor is, which need not be in the tree: so the whole document listens.
 */
export function useRuleClipboard(tree: RefObject<HTMLElement | null>, editor: SegmentEditor): void {
  useEffect(() => {
    const whenOnRow = (handle: typeof copyRows) => (event: ClipboardEvent) => {
      if (isOnRow(tree.current)) handle(event, editor);
    };
    const handlers = { copy: whenOnRow(copyRows), cut: whenOnRow(cutRows), paste: whenOnRow(pasteRules) };
    const kinds = ['copy', 'cut', 'paste'] as const;
    for (const kind of kinds) document.addEventListener(kind, handlers[kind]);
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, handlers[kind]);
    };
  }, [tree, editor]);
}

/** The selected block as the JSON that a rule is written down in, several as a list. */
function copyRows(event: ClipboardEvent, editor: SegmentEditor): void {
  const n = putOnClipboard(event, editor);
  if (n > 0) editor.say('copy', n);
}

function cutRows(event: ClipboardEvent, editor: SegmentEditor): void {
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
function pasteRules(event: ClipboardEvent, editor: SegmentEditor): void {
  const rules = rulesFrom(event.clipboardData?.getData('text/plain') ?? '');
  if (rules.length === 0) return;
  event.preventDefault();
  addRules(editor, rules);
}

/** Gives how many blocks were put there: none while text is marked, which is what is copied then. */
function putOnClipboard(event: ClipboardEvent, editor: SegmentEditor): number {
  const isTextMarked = document.getSelection()?.isCollapsed === false;
  const rules = isTextMarked ? [] : selectedNodes(editor).map(ruleOf);
  if (rules.length === 0) return 0;
  event.clipboardData?.setData('text/plain', written(rules));
  event.preventDefault();
  return rules.length;
}

function written(rules: readonly Rule[]): string {
  return JSON.stringify(rules.length === 1 ? rules[0] : rules, null, 2);
}

function isOnRow(tree: HTMLElement | null): boolean {
  const focused = document.activeElement;
  const role = focused?.getAttribute('role');
  return Boolean(tree?.contains(focused)) && (role === 'tree' || role === 'treeitem');
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
