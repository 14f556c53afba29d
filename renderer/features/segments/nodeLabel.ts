import { useCallback } from 'react';
import { useText } from '../../text';
import { type DraftCondition, type DraftNode, isDraftGroup } from './ruleTree';
import { useSegmentContext } from './segmentContext';

/** What a row is called aloud: the group's kind, or the name of what a condition asks of. */
export function useNodeLabel(): (node: DraftNode) => string {
  const t = useText('segments');
  const { tags, segments, lists } = useSegmentContext();
  const conditionLabel = useCallback(
    (condition: DraftCondition) => {
      switch (condition.kind) {
        case 'tag':
          return tags.get(condition.tag)?.name ?? condition.tag;
        case 'event':
          return condition.event;
        case 'sequence':
          return condition.steps.map(({ event }) => event).join(' → ');
        case 'segment':
          return segments.find(({ segment }) => segment.id === condition.segment)?.segment.name ?? condition.segment;
        case 'list':
          return lists.find(({ list }) => list.id === condition.list)?.list.name ?? condition.list;
        case 'query':
          return t('inQuery');
        case 'sql':
          return t('addSql');
      }
    },
    [t, tags, segments, lists],
  );
  return useCallback(
    (node) => {
      if (isDraftGroup(node)) return t(`group.${node.kind}.long`);
      return conditionLabel(node);
    },
    [t, conditionLabel],
  );
}
