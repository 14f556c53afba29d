import { useMemo, useState } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { moveBetweenTiles } from '../../../ui/tileKeys';
import { useValueTexts } from '../valueTexts';
import { useAskedPortrait } from './askedPortrait';
import { calendarOf } from './calendarRows';
import { Tile } from './Tile';

const MONTHS = Array.from({ length: 12 }, (_, month) => month + 1);

/** A date tag month by month, counted when it is first looked at. */
export function CalendarPicture({ tag }: { readonly tag: PortraitTag }) {
  const spec = { ...useAskedPortrait(), tags: [tag.tag], buckets: 'months' as const };
  const { data, error, retry, progress } = useKernel('portraits.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  const [months] = data?.tags ?? [];
  return months ? <Months tag={months} /> : <LoadingState progress={progress} />;
}

function Months({ tag }: { readonly tag: PortraitTag }) {
  const t = useText('portraitViews');
  const { valueName } = useValueTexts();
  const { years, beyond } = useMemo(() => calendarOf(tag.values), [tag]);
  const [stop, setStop] = useState<string | null>(null);
  const places = years.flatMap(({ months }, row) => months.flatMap((month, column) => (month ? [`${row}:${column}`] : [])));
  const tabStop = stop !== null && places.includes(stop) ? stop : places[0];
  return (
    <div className="por-heat por-calendar">
      <table
        aria-label={t('calendarLabel', { name: tag.name })}
        onKeyDown={(event) => moveBetweenTiles(event, years.length, MONTHS.length)}
        data-testid="portrait-calendar"
      >
        <thead>
          <tr>
            <td />
            {MONTHS.map((month) => (
              <th key={month} scope="col">
                {t('month', { n: month })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map(({ year, months }, row) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {months.map((value, column) => {
                const place = `${row}:${column}`;
                return (
                  <td key={MONTHS[column]} title={value ? undefined : t('nobodyInCell')}>
                    {value && (
                      <Tile
                        mark={{ tag, value }}
                        place={place}
                        tabIndex={place === tabStop ? 0 : -1}
                        onFocus={() => setStop(place)}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="por-map-others">
        {beyond.map((value) => (
          <Tile key={String(value.value)} mark={{ tag, value }} caption={valueName(value)} />
        ))}
      </div>
    </div>
  );
}
