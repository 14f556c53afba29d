import type { CSSProperties, FocusEventHandler } from 'react';
import { VERDICT_SIGNS, verdictOf } from '#shared/report/verdict';
import { type Mark, pickMark } from '../marks';
import { tgiTint } from './tgiTint';
import { useTileTexts } from './tileTexts';

interface TileProps {
  readonly mark: Mark;
  /** Stands over the number. */
  readonly caption?: string;
  readonly style?: CSSProperties;
  readonly tabIndex?: number;
  /** Row and column, for keys that move between tiles. */
  readonly place?: string;
  readonly onFocus?: FocusEventHandler;
}

/** One value as a tile: colour, sign and TGI; all its numbers on hover; the menu on a click. */
export function Tile({ mark, caption, style, tabIndex, place, onFocus }: TileProps) {
  const { number, help, label } = useTileTexts();
  const verdict = verdictOf(mark.value);
  return (
    <button
      type="button"
      className={`por-tile por-tile-${verdict}`}
      style={{ ...style, ...tgiTint(mark.value) }}
      aria-haspopup="menu"
      aria-label={label(mark.value)}
      title={help(mark.value)}
      tabIndex={tabIndex}
      data-place={place}
      onFocus={onFocus}
      onClick={({ clientX, clientY, detail }) => pickMark(mark, detail > 0 ? { x: clientX, y: clientY } : undefined)}
      data-testid="portrait-tile"
    >
      {caption !== undefined && <span className="por-tile-caption">{caption}</span>}
      <span className="hx-tabular">{verdict === 'insufficient' ? '–' : `${VERDICT_SIGNS[verdict]} ${number(mark.value)}`}</span>
    </button>
  );
}
