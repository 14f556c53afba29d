import { useMemo, useState } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import { useLanguage, useText } from '../../../text';
import { moveBetweenTiles } from '../../../ui/tileKeys';
import { useValueTexts } from '../valueTexts';
import { type CityTiles, cityTiles } from './cityTiles';
import { OtherTiles } from './OtherTiles';
import { Tile } from './Tile';

/** Cities as tiles under their provinces. One tab stop; arrow keys move between the tiles. */
export function CityPicture({ tag }: { readonly tag: PortraitTag }) {
  const tiles = useMemo(() => cityTiles(tag), [tag]);
  return tiles && <Provinces tag={tag} tiles={tiles} />;
}

function Provinces({ tag, tiles: { provinces, others } }: { readonly tag: PortraitTag; readonly tiles: CityTiles }) {
  const t = useText('portraitViews');
  const { valueName } = useValueTexts();
  const language = useLanguage();
  const [stop, setStop] = useState('0:0');
  const most = Math.max(...provinces.map(({ cities }) => cities.length));
  return (
    <>
      <section
        className="por-cities"
        aria-label={t('citiesLabel', { name: tag.name })}
        onKeyDown={(event) => moveBetweenTiles(event, provinces.length, most)}
        data-testid="portrait-cities"
      >
        {provinces.map(({ name, latin, cities }, row) => (
          <section key={name} className="por-cities-of" aria-label={language === 'zh' ? name : latin}>
            <h4 className="hx-secondary">{language === 'zh' ? name : latin}</h4>
            <div>
              {cities.map((value, column) => {
                const place = `${row}:${column}`;
                return (
                  <Tile
                    key={place}
                    mark={{ tag, value }}
                    caption={valueName(value)}
                    place={place}
                    tabIndex={place === stop ? 0 : -1}
                    onFocus={() => setStop(place)}
                  />
                );
              })}
            </div>
          </section>
        ))}
      </section>
      <OtherTiles tag={tag} values={others} />
    </>
  );
}
