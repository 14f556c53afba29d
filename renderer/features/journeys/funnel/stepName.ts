import type { FunnelSpec, FunnelStepAnswer } from '#shared/model/funnel';
import type { Translate } from '../../../text';

/** What a step is called: in any order it is not an event but how many of them. */
export function stepName(
  steps: readonly FunnelStepAnswer[],
  place: number,
  order: FunnelSpec['order'],
  t: Translate<'funnel'>,
): string {
  return order === 'any' ? t('kthStep', { n: place + 1 }) : (steps[place]?.label ?? '');
}
