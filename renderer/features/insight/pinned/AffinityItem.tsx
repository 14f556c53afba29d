import type { ItemOf } from '../../../ui/boardItems';
import { AffinityAnswered } from '../AffinityView';
import '../insight.css';

/** What a segment holds more often than its base, on a board. */
export function AffinityItem({ item: { spec } }: { readonly item: ItemOf<'affinity'> }) {
  return <AffinityAnswered spec={spec} />;
}
