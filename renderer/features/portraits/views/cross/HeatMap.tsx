import { useMemo, useState } from 'react';
import type { PortraitCross } from '#shared/model/portraitCross';
import { useText } from '../../../../text';
import { moveBetweenTiles } from '../../../../ui/tileKeys';
import { Tile } from '../Tile';
import { type LevelName, marksByCell } from './crossCells';

/** A table of tiles: the first tag down, the second across. One tab stop; arrow keys move between the cells. */
export function HeatMap({ cross, nameOf }: { readonly cross: PortraitCross; readonly nameOf: LevelName }) {
  const t = useText('portraitViews');
  const [first, second] = cross.tags;
  const marks = useMemo(() => marksByCell(cross, nameOf), [cross, nameOf]);
  const [stop, setStop] = useState<string | null>(null);
  const places = marks.flatMap((row, a) => row.flatMap((mark, b) => (mark ? [`${a}:${b}`] : [])));
  const tabStop = stop !== null && places.includes(stop) ? stop : places[0];
  return (
    <div className="por-heat">
      <table
        aria-label={t('crossLabel', { first: first.name, second: second.name })}
        onKeyDown={(event) => moveBetweenTiles(event, first.levels.length, second.levels.length)}
        data-testid="portrait-heat-map"
      >
        <thead>
          <tr>
            <td className="hx-faint">{`${first.name} \\ ${second.name}`}</td>
            {second.levels.map((level) => (
              <th key={nameOf(level)} scope="col" title={nameOf(level)}>
                {nameOf(level)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first.levels.map((level, a) => (
            <tr key={nameOf(level)}>
              <th scope="row" title={nameOf(level)}>
                {nameOf(level)}
              </th>
              {second.levels.map((across, b) => {
                const mark = marks[a]?.[b];
                const place = `${a}:${b}`;
                return (
                  <td key={nameOf(across)} title={mark ? undefined : t('nobodyInCell')}>
                    {mark && (
                      <Tile mark={mark} place={place} tabIndex={place === tabStop ? 0 : -1} onFocus={() => setStop(place)} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
