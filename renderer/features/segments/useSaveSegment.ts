import { useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';
import { useText } from '../../text';
import { openPage, useNavigation } from '../../ui/navigation';
import { slugOf } from '../../ui/searchText';
import { moveEditor, tabOf, useEditorState, useSegmentEditor } from './openEditors';
import { isDirty, segmentOf } from './segmentEditor';

export interface SaveSegment {
  readonly run: () => void;
  readonly busy: boolean;
  /** Why it cannot be saved as it is. */
  readonly obstacle: string | undefined;
  /** There is something to save. */
  readonly worthwhile: boolean;
}

/** Saves what is in the editor as a new version; a new segment gets its id, and a tab of its own in place of the empty one. */
export function useSaveSegment(incomplete: number): SaveSegment {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const opened = useEditorState((state) => state.opened);
  const name = useEditorState((state) => state.history.present.name.trim());
  const worthwhile = useEditorState(isDirty);
  const action = useKernelAction('segments.save');
  const obstacle = incomplete > 0 ? t('incompleteBlocksSave', { n: incomplete }) : name === '' ? t('nameNeeded') : undefined;
  const save = async () => {
    const definition = editor.useEditor.getState().history.present;
    const id = opened?.segment.id ?? newSegmentId(name);
    const result = await action.run({ segment: segmentOf(definition, id) });
    if (!result.ok) return notifyError(result.error);
    editor.saved(result.value, definition);
    notify({ kind: 'success', text: 'saved' });
    if (opened) return;
    openPage({ page: 'segments', segment: id });
    moveEditor(editor, id);
    useNavigation.getState().close(tabOf(undefined));
  };
  const run = () => {
    if (obstacle === undefined && worthwhile && !action.busy) void save();
  };
  return { run, busy: action.busy, obstacle, worthwhile };
}

/** Readable, and unique also where names repeat. */
function newSegmentId(name: string): string {
  const random = crypto.randomUUID().slice(0, 8);
  const slug = slugOf(name);
  return slug === '' ? `segment-${random}` : `${slug}-${random}`;
}
