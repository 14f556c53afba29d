import { useCallback } from 'react';
import type { PathAnswer, PathNode, PathPlace } from '#shared/model/path';
import { useFormat, useText } from '../../../text';

/** What a step is called. */
export function usePlaceName(): (place: PathPlace & Pick<PathNode, 'places'>) => string {
  const t = useText('paths');
  const format = useFormat();
  return useCallback(
    (place) => (place.kind === 'other' ? t('other', { n: format.exact(place.places ?? 0) }) : place.name),
    [t, format],
  );
}

/** Where on the path a step is. */
export function useStepName(direction: PathAnswer['direction']): (depth: number) => string {
  const t = useText('paths');
  return useCallback(
    (depth) => {
      if (direction === 'to') return depth === 0 ? t('stepEnd') : t('stepBefore', { n: depth });
      return depth === 0 ? t('stepStart') : t('stepAfter', { n: depth });
    },
    [t, direction],
  );
}

export function placeOf({ kind, name }: PathPlace): PathPlace {
  return { kind, name };
}
