import { beforeEach, describe, expect, test } from 'vitest';
import type { SegmentVersion } from '#shared/model/segment';
import type { Tag } from '#shared/model/tag';
import { applyDrop, dropTarget, paletteSubject, rowSubject } from '../../../../renderer/features/segments/drops';
import { paletteEntries, sqlEntry } from '../../../../renderer/features/segments/paletteEntries';
import {
  addEntry,
  addGroup,
  addRules,
  addTag,
  runRowAction,
  setCondition,
} from '../../../../renderer/features/segments/rowActions';
import { flattenRules } from '../../../../renderer/features/segments/ruleRows';
import {
  createSegmentEditor,
  isDirty,
  type SegmentEditor,
  segmentOf,
} from '../../../../renderer/features/segments/segmentEditor';
import { withSiblings } from '../../../../renderer/features/segments/selection';

const age: Tag = {
  id: 'age',
  name: '年龄',
  category: '',
  description: '',
  owner: '',
  sensitivity: 'C2',
  status: 'published',
  type: 'number',
  labels: [],
  refresh: 'onImport',
  source: { kind: 'column', table: 'c', column: 'age' },
  tables: ['c'],
  coverage: 1,
  distinct: 77,
  version: null,
  refreshedAt: null,
};

const ageEntry = only(paletteEntries({ tags: new Map([['age', age]]), events: [], segments: [], lists: [] }).tag);
const saved: SegmentVersion = {
  segment: {
    id: 's1',
    name: '年轻',
    description: '',
    who: {
      kind: 'any',
      rules: [
        { kind: 'sql', predicate: 'a' },
        { kind: 'all', rules: [] },
      ],
    },
  },
  version: 3,
  author: 'me',
  savedAt: '2026-01-01T00:00:00Z',
};

let editor: SegmentEditor;
const state = () => editor.useEditor.getState();
const root = () => state().history.present.root;
const idAt = (path: string) => flattenRules(root(), new Set()).find((row) => row.path === path)?.node.id ?? '';

beforeEach(() => {
  editor = createSegmentEditor();
});

describe('a segment in hand', () => {
  test('is clean when opened, dirty when changed, clean when the change is undone', () => {
    editor.open(saved);
    expect(isDirty(state())).toBe(false);
    addTag(editor, age);
    expect(isDirty(state())).toBe(true);
    editor.undo();
    expect(isDirty(state())).toBe(false);
    expect(segmentOf(state().history.present, 's1')).toEqual(saved.segment);
  });

  test('stays dirty when it changed while it was being saved', () => {
    editor.open(saved);
    editor.rename('a');
    const sent = state().history.present;
    editor.describe('later');
    editor.saved({ ...saved, version: 4 }, sent);
    expect(isDirty(state())).toBe(true);
    editor.undo();
    expect(isDirty(state())).toBe(false);
  });

  test('takes back a typed name in one step', () => {
    for (const name of ['y', 'yo', 'you']) editor.rename(name);
    editor.undo();
    expect(state().history.present.name).toBe('');
  });

  test('is not opened again over changes', () => {
    editor.openOnce(saved);
    editor.rename('changed');
    editor.openOnce({ ...saved, version: 4 });
    expect(state().history.present.name).toBe('changed');
  });
});

describe('adding', () => {
  test('goes to the end of the selected group, or after the selected condition', () => {
    editor.open(saved);
    editor.select(idAt('1'));
    addTag(editor, age);
    expect(flattenRules(root(), new Set()).map((row) => row.path)).toEqual(['0', '1', '1.0']);
    editor.select(idAt('0'));
    addEntry(editor, sqlEntry('SQL'));
    expect(flattenRules(root(), new Set()).map((row) => row.node.kind)).toEqual(['sql', 'sql', 'all', 'tag']);
  });

  test('a new group takes the selection, so the next tag goes into it', () => {
    addGroup(editor, root().id);
    addTag(editor, age);
    expect(flattenRules(root(), new Set()).map((row) => [row.path, row.node.kind])).toEqual([
      ['0', 'any'],
      ['0.0', 'tag'],
    ]);
  });
});

describe('row actions', () => {
  test('delete selects what comes next, then the group', () => {
    editor.open(saved);
    editor.select(idAt('0'));
    runRowAction(editor, 'delete');
    expect(state().selection.lead).toBe(idAt('0'));
    runRowAction(editor, 'delete');
    expect(state().selection.lead).toBe(root().id);
  });

  test('moving into a folded group unfolds it', () => {
    editor.open(saved);
    editor.toggleCollapsed(idAt('1'));
    editor.select(idAt('0'));
    runRowAction(editor, 'moveDown');
    expect(state().collapsed.size).toBe(0);
    expect(idAt('0.0')).not.toBe('');
  });

  test('what is done to several blocks is one step of undo, and is said', () => {
    editor.open(saved);
    const before = root();
    for (const action of ['wrap', 'duplicate', 'toggle', 'delete'] as const) {
      editor.select(idAt('0'));
      editor.selectBy(withSiblings);
      runRowAction(editor, action);
      expect(state().done).toEqual({ action, n: 2 });
      expect(root()).not.toBe(before);
      editor.undo();
      expect(root()).toBe(before);
    }
  });

  test('several blocks wrapped are one group, which is selected; deleted they leave the outermost group selected', () => {
    editor.open(saved);
    editor.select(idAt('1'));
    editor.selectBy(withSiblings);
    runRowAction(editor, 'wrap');
    expect(flattenRules(root(), new Set()).map((row) => row.path)).toEqual(['0', '0.0', '0.1']);
    expect(state().selection.lead).toBe(idAt('0'));
    runRowAction(editor, 'delete');
    expect(state().selection.lead).toBe(root().id);
  });

  test('rules that are pasted together stand one below the other and go by one undo', () => {
    editor.open(saved);
    editor.select(idAt('0'));
    const predicates = ['x', 'y'].map((predicate) => ({ kind: 'sql' as const, predicate }));
    addRules(editor, predicates);
    expect(root().rules.map((node) => (node.kind === 'sql' ? node.predicate : node.kind))).toEqual(['a', 'x', 'y', 'all']);
    editor.undo();
    expect(root().rules).toHaveLength(2);
  });

  test('typing values is one step of undo for each condition', () => {
    addTag(editor, age);
    const condition = root().rules[0];
    if (condition?.kind !== 'tag') throw new Error('no condition');
    setCondition(editor, { ...condition, values: [2, ''] }, true);
    setCondition(editor, { ...condition, values: [25, ''] }, true);
    editor.undo();
    expect(root().rules[0]).toBe(condition);
  });
});

describe('drops', () => {
  test('a tag dropped into a nested group becomes a condition there', () => {
    editor.open(saved);
    const target = dropTarget(root(), new Set(), paletteSubject(ageEntry), { gap: 2, wishedDepth: 1 });
    expect(target.beforeId).toBe(null);
    const dropped = applyDrop(root(), paletteSubject(ageEntry), target, () => ageEntry);
    const row = flattenRules(dropped.root, new Set()).find(({ node }) => node.id === dropped.id);
    expect(row?.path).toBe('1.0');
    expect(row?.node).toMatchObject({ kind: 'tag', tag: 'age', op: 'between', values: [] });
  });

  test('a row dropped elsewhere keeps its id, and the line stands before the row below', () => {
    editor.open(saved);
    const row = flattenRules(root(), new Set())[1];
    if (!row) throw new Error('no row');
    const subject = rowSubject(row, [row.node], 'group');
    const target = dropTarget(root(), new Set(), subject, { gap: 0, wishedDepth: 0 });
    expect(target.beforeId).toBe(idAt('0'));
    expect(applyDrop(root(), subject, target, () => undefined)).toMatchObject({ id: row.node.id });
    expect(applyDrop(root(), subject, target, () => undefined).root.rules[0]).toBe(row.node);
  });

  test('selected rows are dropped together', () => {
    editor.open(saved);
    addTag(editor, age);
    const rows = flattenRules(root(), new Set());
    const [first, , last] = rows;
    if (!first || !last) throw new Error('no rows');
    const subject = rowSubject(first, [first.node, last.node], '2');
    const target = dropTarget(root(), new Set(), subject, { gap: 1, wishedDepth: 1 });
    const { rules } = applyDrop(root(), subject, target, () => undefined).root;
    expect(rules).toMatchObject([{ kind: 'all', rules: [first.node, last.node] }]);
  });

  test('a tag that is gone meanwhile changes nothing', () => {
    const target = dropTarget(root(), new Set(), paletteSubject(ageEntry), { gap: 0, wishedDepth: 0 });
    expect(applyDrop(root(), paletteSubject(ageEntry), target, () => undefined).root).toBe(root());
  });
});

function only<T>(list: readonly T[]): T {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0) throw new Error(`${list.length} instead of one`);
  return first;
}
