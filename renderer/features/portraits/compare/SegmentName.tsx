import type { PortraitComparison } from '#shared/model/answers';
import { SideName } from '../../../ui/SideName';

interface SegmentNameProps {
  readonly segments: PortraitComparison['segments'];
  readonly place: number;
}

/** Letter, colour and name of a segment. */
export function SegmentName({ segments, place }: SegmentNameProps) {
  return <SideName place={place} name={segments[place]?.name ?? ''} />;
}
