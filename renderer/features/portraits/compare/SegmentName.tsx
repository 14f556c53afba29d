import type { PortraitComparison } from '#shared/model/answers';
import { letterOf } from './compared';
import { useSegmentColors } from './compareLook';

interface SegmentNameProps {
  readonly segments: PortraitComparison['segments'];
  readonly place: number;
}

/** Letter and colour of a segment, and its name as far as there is room. */
export function SegmentName({ segments, place }: SegmentNameProps) {
  const colors = useSegmentColors();
  return (
    <span className="por-segment-name" title={segments[place]?.name}>
      <span className="por-letter" style={{ borderColor: colors[place] }}>
        {letterOf(place)}
      </span>
      <span className="hx-ellipsis">{segments[place]?.name}</span>
    </span>
  );
}
