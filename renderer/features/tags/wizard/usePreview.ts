import { useMemo } from 'react';
import type { TagDefinition } from '#shared/model/tag';
import type { TagPreview } from '#shared/model/tagAnswers';
import { type KernelAnswer, useKernel } from '../../../engine/kernel';
import { useSettled } from '../../../ui/useSettled';
import { isComplete } from './sourceDraft';

/** Long enough that typing a number asks once. */
const SETTLE_MS = 350;

/** What a definition would give, asked anew as its source changes; absent while something is missing in it. */
export function usePreview({ id, source }: TagDefinition): KernelAnswer<TagPreview> & { readonly complete: boolean } {
  const asked = useMemo(() => {
    const words = { name: id, category: '', description: '', owner: '', status: 'draft' } as const;
    return { id, ...words, labels: [], refresh: 'manual' as const, source };
  }, [id, source]);
  const definition = useSettled(asked, SETTLE_MS);
  const complete = isComplete(definition.source) && isComplete(source);
  const answer = useKernel('tags.preview', { definition }, { enabled: complete, keep: true, background: true });
  return { ...answer, complete };
}
