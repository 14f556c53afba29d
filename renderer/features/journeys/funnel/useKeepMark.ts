import type { FunnelSpec } from '#shared/model/funnel';
import type { FunnelMark } from '#shared/model/funnelMark';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { openInBuilder } from '../../../ui/handedRule';

const LONGEST_NAME = 200;

/** Keeps the customers of a mark as a list, and opens the builder with it. */
export function useKeepMark(): (spec: FunnelSpec, mark: FunnelMark, name: string) => Promise<void> {
  const { run } = useKernelAction('funnels.freeze');
  return async (spec, { level, ...mark }, name) => {
    const asked = { spec, mark: { ...mark, ...(level ? { level } : {}) }, name: name.slice(0, LONGEST_NAME) };
    const result = await run(asked);
    if (!result.ok) return notifyError(result.error);
    openInBuilder({ rule: { kind: 'list', list: result.value.list.id, member: true }, segment: undefined });
  };
}
