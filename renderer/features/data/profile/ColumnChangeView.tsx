import { Tag } from 'antd';
import type { ColumnChange, ColumnProfile, TableProfile, ValueCount } from '#shared/model/profile';
import { useFormat, useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { nullShare } from './profileValues';

const SHOWN_VALUES = 12;
const INDEX_DIGITS = 3;

interface ColumnChangeViewProps {
  /** Null for a column that the last load did not have. */
  readonly change: ColumnChange | null;
  readonly column: ColumnProfile;
  readonly profile: TableProfile;
}

/** One column against the last load: its index, its unknown values, and the values that came or went. */
export function ColumnChangeView({ change, column, profile }: ColumnChangeViewProps) {
  const t = useText('profile');
  const common = useText('common');
  const format = useFormat();
  const formerRows = profile.former?.rows ?? 0;
  return (
    <div className="profile-part profile-change" data-testid="profile-change">
      <h3>
        {t('change')}
        <HelpTip text={t('psiHelp')} />
      </h3>
      {change ? (
        <>
          <p>
            <strong className="hx-tabular">{`${t('psi')} ${format.decimal(change.psi, INDEX_DIGITS)}`}</strong>
            <span className="hx-faint">{t(`basis.${change.basis}`)}</span>
          </p>
          <p>
            {`${t('nullShare')} ${format.percent(formerRows === 0 ? 0 : change.formerNulls / formerRows)} → ${format.percent(nullShare(column, profile.rows))}`}
          </p>
          {change.formerType === column.type ? null : (
            <p>{`${t('formerType')}: ${common(`type.${change.formerType}`)} → ${common(`type.${column.type}`)}`}</p>
          )}
          <Values title={t('appeared')} values={change.appeared} />
          <Values title={t('vanished')} values={change.vanished} />
          {change.reasons.length > 0 ? (
            <p className="profile-reasons">{change.reasons.map((reason) => t(`reason.${reason}`)).join(common('listJoin'))}</p>
          ) : null}
        </>
      ) : (
        <p>{t('newColumn')}</p>
      )}
    </div>
  );
}

function Values({ title, values }: { readonly title: string; readonly values: readonly ValueCount[] }) {
  const format = useFormat();
  if (values.length === 0) return null;
  const rest = values.length - SHOWN_VALUES;
  return (
    <p className="profile-values">
      <span>{`${title} (${values.length})`}</span>
      {values.slice(0, SHOWN_VALUES).map(({ value, n }) => (
        <Tag key={value}>{`${value} ${format.count(n)}`}</Tag>
      ))}
      {rest > 0 ? <span className="hx-faint">{`+${rest}`}</span> : null}
    </p>
  );
}
