import { useCallback } from 'react';
import { useText } from '../../text';
import { type DraftNode, isDraftGroup } from './ruleTree';
import { useSegmentContext } from './segmentContext';

/** What a row is called aloud: the tag's name, the group's kind, or SQL. */
export function useNodeLabel(): (node: DraftNode) => string {
  const t = useText('segments');
  const { tags } = useSegmentContext();
  return useCallback(
    (node) => {
      if (isDraftGroup(node)) return t(`group.${node.kind}.long`);
      return node.kind === 'sql' ? t('addSql') : (tags.get(node.tag)?.name ?? node.tag);
    },
    [t, tags],
  );
}
