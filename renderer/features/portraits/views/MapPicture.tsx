import { useMemo, useState } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import { useText } from '../../../text';
import { moveBetweenTiles } from '../../../ui/tileKeys';
import { useValueTexts } from '../valueTexts';
import { OtherTiles } from './OtherTiles';
import { MAP_COLUMNS, MAP_ROWS, type ProvinceMap, provinceMap } from './provinceMap';
import { Tile } from './Tile';

/** Provinces as tiles, each where it lies among its neighbours. One tab stop; arrow keys move between the tiles. */
export function MapPicture({ tag }: { readonly tag: PortraitTag }) {
  const map = useMemo(() => provinceMap(tag), [tag]);
  return map && <Tiles tag={tag} map={map} />;
}

function Tiles({ tag, map: { placed, others, empty } }: { readonly tag: PortraitTag; readonly map: ProvinceMap }) {
  const t = useText('portraitViews');
  const { valueName } = useValueTexts();
  const [stop, setStop] = useState(0);
  const cell = ({ row, column }: { row: number; column: number }) => ({ gridRow: row + 1, gridColumn: column + 1 });
  return (
    <>
      <section
        className="por-map"
        aria-label={t('mapLabel', { name: tag.name })}
        onKeyDown={(event) => moveBetweenTiles(event, MAP_ROWS, MAP_COLUMNS)}
        data-testid="portrait-map"
      >
        {empty.map((place) => (
          <span key={`${place.row}:${place.column}`} className="por-map-empty" style={cell(place)} aria-hidden />
        ))}
        {placed.map(({ value, place }, index) => (
          <Tile
            key={`${place.row}:${place.column}`}
            mark={{ tag, value }}
            caption={valueName(value)}
            style={cell(place)}
            place={`${place.row}:${place.column}`}
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => setStop(index)}
          />
        ))}
      </section>
      <OtherTiles tag={tag} values={others} />
    </>
  );
}
