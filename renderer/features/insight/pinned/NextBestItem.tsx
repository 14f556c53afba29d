import type { ItemOf } from '../../../ui/boardItems';
import { NextBestAnswered } from '../NextBestView';
import '../insight.css';

/** Which products suit whom of a segment, on a board. */
export function NextBestItem({ item: { spec } }: { readonly item: ItemOf<'nextBest'> }) {
  return <NextBestAnswered spec={spec} onBoard />;
}
