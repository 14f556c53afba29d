import { useMemo } from 'react';
import { useText } from '../../text';
import type { TreeDragTexts } from '../../ui/dnd/TreeDragArea';
import type { DragSubject } from '../../ui/dnd/treeCollision';
import type { DropWish } from '../../ui/dnd/treeDragContext';
import { dropTarget } from './drops';
import { findNode, isDraftGroup } from './ruleTree';
import type { SegmentEditor } from './segmentEditor';

/** What dragging says aloud: the thing, and the place it would go to or went to. */
export function useDragTexts(editor: SegmentEditor): TreeDragTexts {
  const t = useText('segments');
  return useMemo(() => {
    const place = (subject: DragSubject, wish: DropWish) => {
      const { history, collapsed } = editor.useEditor.getState();
      const { root } = history.present;
      const { groupId, index } = dropTarget(root, collapsed, subject, wish);
      const group = findNode(root, groupId);
      if (!group || !isDraftGroup(group) || group === root) return t('drag.rootPlace', { n: index + 1 });
      return t('drag.place', { group: t(`group.${group.kind}.long`), n: index + 1 });
    };
    return {
      instructions: t('drag.instructions'),
      pickedUp: ({ label: name }) => t('drag.pickedUp', { name }),
      moved: (subject, wish) =>
        wish ? t('drag.over', { name: subject.label, place: place(subject, wish) }) : t('drag.outside', { name: subject.label }),
      dropped: (subject, wish) =>
        wish
          ? t('drag.dropped', { name: subject.label, place: place(subject, wish) })
          : t('drag.cancelled', { name: subject.label }),
      cancelled: ({ label: name }) => t('drag.cancelled', { name }),
    };
  }, [editor, t]);
}
