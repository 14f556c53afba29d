import type { PortraitTag } from '#shared/model/answers';
import { dealOut, useCardColumns } from './cardColumns';
import { barsHeight, PortraitCard } from './PortraitCard';
import { pictureHeight } from './views/pictures';

/** Head, lines and borders of a card around its chart. */
const CARD_FRAME_PIXELS = 90;
const FOLD_PIXELS = 46;

interface PortraitCardsProps {
  readonly tags: readonly PortraitTag[];
  /** What repeats each of them. */
  readonly repeats: ReadonlyMap<string, readonly PortraitTag[]>;
}

/** A card for each tag, most different on top. */
export function PortraitCards({ tags, repeats }: PortraitCardsProps) {
  const heightOf = (tag: PortraitTag) =>
    pictureHeight(tag, barsHeight(tag)) + CARD_FRAME_PIXELS + (repeats.has(tag.tag) ? FOLD_PIXELS : 0);
  const columns = dealOut(tags, heightOf, useCardColumns());
  return (
    <div className="por-cards">
      {columns.map((column) => (
        <div className="por-column" key={column[0]?.tag ?? ''}>
          {column.map((tag) => (
            <PortraitCard key={tag.tag} tag={tag} repeats={repeats.get(tag.tag)} />
          ))}
        </div>
      ))}
    </div>
  );
}
