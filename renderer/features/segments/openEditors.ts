import { createContext, useContext } from 'react';
import { useNavigation } from '../../ui/navigation';
import { createSegmentEditor, type EditorState, type SegmentEditor } from './segmentEditor';

const editors = new Map<string, SegmentEditor>();

/** The editor of a tab. It outlives the page, so a draft survives a look at another page, and ends with its tab. */
export function editorOfTab(segment: string | undefined): SegmentEditor {
  const tab = tabOf(segment);
  const open = editors.get(tab) ?? createSegmentEditor();
  editors.set(tab, open);
  return open;
}

/** A new segment that was saved goes on in the tab of its id. */
export function moveEditor(editor: SegmentEditor, segment: string): void {
  for (const [tab, open] of editors) if (open === editor) editors.delete(tab);
  editors.set(tabOf(segment), editor);
}

export function tabOf(segment: string | undefined): string {
  return segment === undefined ? 'segments' : `segments:${segment}`;
}

useNavigation.subscribe(({ tabs }) => {
  for (const tab of editors.keys()) if (!tabs.some(({ id }) => id === tab)) editors.delete(tab);
});

const EditorContext = createContext<SegmentEditor | null>(null);
export const EditorProvider = EditorContext.Provider;

export function useSegmentEditor(): SegmentEditor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('a part of the segment page is drawn outside of it');
  return editor;
}

export function useEditorState<T>(select: (state: EditorState) => T): T {
  return useSegmentEditor().useEditor(select);
}
