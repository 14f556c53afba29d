import { useMemo } from 'react';
import { useText } from '../../text';

/** The categories that a library begins with, in the language in force. */
export function useFirstCategories(): readonly string[] {
  const t = useText('tags');
  return useMemo(
    () => (['population', 'assets', 'behaviour', 'risk', 'social'] as const).map((name) => t(`category.${name}`)),
    [t],
  );
}
