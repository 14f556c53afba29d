import type { TableProfile } from '#shared/model/profile';
import { useFormat, useText } from '../../../text';
import { MiniHistogram } from '../../../ui/MiniHistogram';
import { nullShare, sketchBars } from './profileValues';
import './profile.css';

/** A column in its head: how its values are spread, and how many are known. */
export function ColumnSketch({ profile, column: index }: { readonly profile: TableProfile; readonly column: number }) {
  const t = useText('profile');
  const format = useFormat();
  const column = profile.columns[index];
  if (!column) return null;
  const known = 1 - nullShare(column, profile.rows);
  const bars = sketchBars(column);
  return (
    <>
      {bars.length > 0 ? (
        <span className="profile-sketch">
          <MiniHistogram bars={bars} label={t('distributionOf', { name: column.name })} width={52} height={13} />
        </span>
      ) : null}
      <span className="profile-fill" title={`${t('known')} ${format.percent(known)}`} data-testid={`sketch-${column.name}`}>
        <span style={{ width: `${known * 100}%` }} />
      </span>
    </>
  );
}
