import { useCallback } from 'react';
import type { TagDefinition } from '#shared/model/tag';
import { useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';

/** Saves a definition and tells how it went; answers whether it is saved. */
export function useSaveTag() {
  const { run, busy, progress, cancel } = useKernelAction('tags.save');
  const save = useCallback(
    async (definition: TagDefinition): Promise<boolean> => {
      const result = await run({ definition });
      if (result.ok) notify({ kind: 'success', text: 'saved' });
      else notifyError(result.error);
      return result.ok;
    },
    [run],
  );
  return { save, busy, progress, cancel };
}
