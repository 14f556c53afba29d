import { useCallback } from 'react';
import type { Tag } from '#shared/model/tag';
import { useText } from '../../../text';

type Value = string | number | boolean;

/** How a value is shown: by its label, else as it is. */
export function useValueName(labels: Tag['labels']): (value: Value) => string {
  const common = useText('common');
  return useCallback(
    (value) => {
      const label = labels.find((each) => each.value === value)?.label;
      return label ?? (typeof value === 'boolean' ? common(value ? 'yes' : 'no') : String(value));
    },
    [labels, common],
  );
}
