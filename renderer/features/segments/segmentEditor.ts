import { create } from 'zustand';
import type { Limit, Segment, SegmentVersion } from '#shared/model/segment';
import { type History, record, redo, startHistory, undo } from '../../ui/history';
import { draftOf, ruleOf } from './ruleDraft';
import { type DraftGroup, findNode, isDraftGroup, placeOf } from './ruleTree';
import { type Selection, selectionOf, withLead } from './selection';

/** What one step of undo restores. */
export interface SegmentDefinition {
  readonly name: string;
  readonly description: string;
  readonly root: DraftGroup;
  readonly limit?: Limit;
}

export interface EditorState {
  readonly history: History<SegmentDefinition>;
  /** The saved version that is being edited; null for a new segment. */
  readonly opened: SegmentVersion | null;
  /** The definition as it was opened or last saved. */
  readonly clean: SegmentDefinition;
  readonly selection: Selection;
  /** What was last done to how many blocks, for those who cannot see it. */
  readonly done: Done | null;
  readonly collapsed: ReadonlySet<string>;
  readonly isWaterfallOpen: boolean;
}

export type RowAction = 'duplicate' | 'wrap' | 'unwrap' | 'indent' | 'outdent' | 'moveUp' | 'moveDown' | 'toggle' | 'delete';

/** What the tree says aloud of an action on the selection. */
export interface Done {
  readonly action: RowAction | 'copy' | 'cut';
  readonly n: number;
}

let lastNodeId = 0;
export function newNodeId(): string {
  lastNodeId += 1;
  return `node-${lastNodeId}`;
}

export type SegmentEditor = ReturnType<typeof createSegmentEditor>;

/** One segment being edited: its state and everything that changes it. */
export function createSegmentEditor() {
  const useEditor = create<EditorState>()(() => editing(emptyDefinition(), null));
  const set = useEditor.setState;
  const define = (change: (old: SegmentDefinition) => SegmentDefinition, mergeKey?: string) =>
    set(({ history }) => ({ history: record(history, change(history.present), mergeKey ?? null) }));
  return {
    useEditor,
    startNew: () => set(editing(emptyDefinition(), null)),
    open: (version: SegmentVersion) => set(editing(definitionOf(version), version)),
    /** Opens it unless the tab holds it already, perhaps with changes. */
    openOnce: (version: SegmentVersion) =>
      set(({ opened }) => (opened?.segment.id === version.segment.id ? {} : editing(definitionOf(version), version))),
    /** An older version's definition becomes the next step of this one, so saving restores it. */
    restore: (version: SegmentVersion) => define(() => definitionOf(version)),
    /** Changes of one merge key in a row are one step of undo. */
    edit: (change: (root: DraftGroup) => DraftGroup, mergeKey?: string) =>
      define((old) => withRoot(old, change(old.root)), mergeKey),
    rename: (name: string) => define((old) => ({ ...old, name }), 'name'),
    limit: (limit: Limit | undefined) =>
      define(({ limit: _, ...rest }) => (limit === undefined ? rest : { ...rest, limit }), 'limit'),
    describe: (description: string) => define((old) => ({ ...old, description }), 'description'),
    undo: () => set(({ history }) => ({ history: undo(history) })),
    redo: () => set(({ history }) => ({ history: redo(history) })),
    select: (id: string) => set({ selection: selectionOf(id), done: null }),
    /** The focus came to a block or into it. */
    lead: (id: string) => set(({ selection }) => ({ selection: withLead(selection, id) })),
    selectBy: (change: (selection: Selection, root: DraftGroup) => Selection) =>
      set(({ selection, history }) => ({ selection: change(selection, history.present.root), done: null })),
    say: (action: Done['action'], n: number) => set({ done: { action, n } }),
    toggleCollapsed: (id: string) =>
      set(({ collapsed }) => ({ collapsed: new Set(collapsed.has(id) ? without(collapsed, id) : [...collapsed, id]) })),
    toggleWaterfall: () => set(({ isWaterfallOpen }) => ({ isWaterfallOpen: !isWaterfallOpen })),
    expand: (id: string) => set(({ collapsed }) => (collapsed.has(id) ? { collapsed: new Set(without(collapsed, id)) } : {})),
    /** The definition that was sent is clean now; edits made while saving stay dirty. */
    saved: (opened: SegmentVersion, clean: SegmentDefinition) => set({ opened, clean }),
  };
}

export function isDirty({ history, clean }: Pick<EditorState, 'history' | 'clean'>): boolean {
  return history.present !== clean;
}

/** The group that a tag is added to, and where: the selected group's end, or right after the selected condition. */
export function additionPlace({ history, selection }: Pick<EditorState, 'history' | 'selection'>): {
  groupId: string;
  index: number;
} {
  const { root } = history.present;
  const selected = findNode(root, selection.lead) ?? root;
  if (isDraftGroup(selected)) return { groupId: selected.id, index: selected.rules.length };
  const place = placeOf(root, selected.id);
  return place ? { groupId: place.parent.id, index: place.index + 1 } : { groupId: root.id, index: root.rules.length };
}

/** The segment as it is written down, under the id it has or is to get. */
export function segmentOf({ name, description, root, limit }: SegmentDefinition, id: string): Segment {
  return { id, name: name.trim(), description: description.trim(), who: ruleOf(root), ...(limit ? { limit } : {}) };
}

function withRoot(definition: SegmentDefinition, root: DraftGroup): SegmentDefinition {
  return root === definition.root ? definition : { ...definition, root };
}

function editing(definition: SegmentDefinition, opened: SegmentVersion | null): EditorState {
  return {
    history: startHistory(definition),
    opened,
    clean: definition,
    selection: selectionOf(definition.root.id),
    done: null,
    collapsed: new Set(),
    isWaterfallOpen: false,
  };
}

function emptyDefinition(): SegmentDefinition {
  return { name: '', description: '', root: { id: newNodeId(), kind: 'all', rules: [] } };
}

function definitionOf({ segment }: SegmentVersion): SegmentDefinition {
  const { name, description, who, limit } = segment;
  return { name, description, root: draftOf(who, newNodeId), ...(limit ? { limit } : {}) };
}

function without(set: ReadonlySet<string>, id: string): string[] {
  return [...set].filter((other) => other !== id);
}
