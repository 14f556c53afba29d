import type { ResultClass } from '#shared/model/classification';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { ClassBadge } from '../../ui/ClassBadge';

type ResultId = Pick<ResultClass, 'kind' | 'id'>;

/** The class of a saved segment, list or audience, once it is known. */
export function ResultBadge({ kind, id }: ResultId) {
  const t = useText('classes');
  const dataClass = useResultClass({ kind, id });
  return dataClass ? <ClassBadge dataClass={dataClass} why={t(kind === 'segment' ? 'ofRule' : 'ofMembers')} /> : null;
}

function useResultClass({ kind, id }: ResultId) {
  const { data } = useKernel('classification.results', {}, { keep: true, background: true });
  return data?.find((each) => each.kind === kind && each.id === id)?.dataClass;
}
