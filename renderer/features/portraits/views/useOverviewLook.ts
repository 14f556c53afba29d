import { useMemo } from 'react';
import { useText } from '../../../text';
import { usePortraitLook } from '../portraitLook';
import type { Finding } from '../portraitValues';
import type { RadarLook } from './radarChart';
import { useFindingName } from './useFindingName';

/** What the pictures of the whole portrait take from the page. */
export function useOverviewLook(): RadarLook {
  const t = useText('portraits');
  const views = useText('portraitViews');
  const look = usePortraitLook();
  const findingName = useFindingName();
  return useMemo(
    () => ({
      ...look,
      segment: views('segment'),
      base: views('baseRing'),
      findingName,
      shareAxis: views('shareAxis'),
      verdict: (verdict: Finding['verdict']) => t(`verdict.${verdict}`),
    }),
    [look, t, views, findingName],
  );
}
