import type { Tag } from '#shared/model/tag';
import { newComparison } from '../../conditions/conditionValues';
import type { DraftTag } from './ruleTree';

/** A condition as it is first dropped: the type's first operator, waiting for its values. */
export function newCondition({ id: tag, type }: Pick<Tag, 'id' | 'type'>, id: string): DraftTag {
  return { id, kind: 'tag', tag, ...newComparison(type) };
}
