import type { PortraitTag } from '#shared/model/answers';
import { dealOut, useCardColumns } from './cardColumns';
import { PortraitCard, shownValues } from './PortraitCard';
import { CHART_MARGIN_PIXELS, ROW_PIXELS } from './portraitChart';

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

function heightOf({ values }: PortraitTag): number {
  return shownValues(values.length) * ROW_PIXELS + CHART_MARGIN_PIXELS + CARD_FRAME_PIXELS;
}
