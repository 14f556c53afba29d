import { type ClassificationAnswer, kindChanges } from '#shared/model/classification';
import { useKernelAction } from '../../../engine/kernel';
import { notify, notifyError } from '../../../engine/notices';
import { useText } from '../../../text';

export interface KindsSave {
  readonly kinds: ClassificationAnswer['kinds'];
  readonly reason: string;
}

/** Saves the classes of kinds; the notice takes them back to what they were. */
export function useSaveKinds(before: ClassificationAnswer['kinds'] | undefined) {
  const t = useText('classes');
  const action = useKernelAction('classification.save');
  const put = async ({ kinds, reason }: KindsSave) => {
    const result = await action.run({ change: { kinds: kindChanges(kinds), reason } });
    if (!result.ok) notifyError(result.error);
    return result.ok;
  };
  const save = async (next: KindsSave) => {
    const isSaved = await put(next);
    const undo = () => (before ? void put({ kinds: before, reason: t('kindsUndone') }) : undefined);
    if (isSaved) notify({ kind: 'success', text: 'kindsSaved', action: { text: 'undo', run: undo } });
    return isSaved;
  };
  return { save, busy: action.busy };
}
