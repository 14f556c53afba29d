import { useCallback } from 'react';
import type { ShownValue } from '#shared/model/customer';
import { useFormat, useText } from '../../text';

/** What stands in the place of a value that is wholly masked. */
const MASK = '***';

/** A value as it may be seen, in words. */
export function useValueWords(): (shown: ShownValue, unit?: string) => string {
  const t = useText('customer');
  const common = useText('common');
  const format = useFormat();
  return useCallback(
    ({ value, known, mask, label }, unit) => {
      if (!known) return t('unknown');
      if (mask === 'whole') return MASK;
      if (label !== undefined) return label;
      if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
      const text = typeof value === 'number' ? format.exact(value) : String(value);
      return unit === undefined ? text : `${text} ${unit}`;
    },
    [t, common, format],
  );
}
