import type { PortraitTag } from '#shared/model/answers';
import { dealOut, useCardColumns } from './cardColumns';
import { barsHeight, PortraitCard } from './PortraitCard';
import { pictureHeight } from './views/pictures';

/** Head, lines and borders of a card around its chart. */
const CARD_FRAME_PIXELS = 90;

/** A card for each tag, most different on top. */
export function PortraitCards({ tags }: { readonly tags: readonly PortraitTag[] }) {
  const columns = dealOut(tags, heightOf, useCardColumns());
  return (
    <div className="por-cards">
      {columns.map((column) => (
        <div className="por-column" key={column[0]?.tag ?? ''}>
          {column.map((tag) => (
            <PortraitCard key={tag.tag} tag={tag} />
          ))}
        </div>
      ))}
    </div>
  );
}

function heightOf(tag: PortraitTag): number {
  return pictureHeight(tag, barsHeight(tag)) + CARD_FRAME_PIXELS;
}
