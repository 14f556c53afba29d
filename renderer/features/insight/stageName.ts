import { useMemo } from 'react';
import type { Stage } from '#shared/model/migration';
import { useText } from '../../text';

/** What a stage is called. */
export function useStageName(): (stage: Stage) => string {
  const t = useText('migration');
  return useMemo(() => {
    return ({ kind, value, label }) => {
      if (kind !== 'value') return t(kind);
      if (label !== undefined) return label;
      return typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value);
    };
  }, [t]);
}
