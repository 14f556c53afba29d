import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { TableProfile } from '#shared/model/profile';
import { useKernel } from '../../../engine/kernel';
import { useMaskedColumns } from '../../../engine/masks';
import { useFormat, useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { findsText } from '../../../ui/searchText';
import { useDataView } from '../dataView';
import { ProfileDetail } from './ProfileDetail';
import { ProfileTable } from './ProfileTable';
import { profileTsv } from './profileTsv';
import { driftedColumns } from './profileValues';
import './profile.css';

/** What is in each column of a table, and how it differs from the last load. */
export function ProfilePane({ table }: { readonly table: string }) {
  const t = useText('profile');
  const { data, error, progress, retry, cancel } = useKernel('tables.profile', { table });
  if (data) return <Profile profile={data} />;
  if (error?.code === 'CANCELLED')
    return (
      <EmptyState
        title={t('stopped')}
        description={t('stoppedText')}
        action={
          <Button type="primary" onClick={retry} data-testid="profile-compute">
            {t('compute')}
          </Button>
        }
      />
    );
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
}

function Profile({ profile }: { readonly profile: TableProfile }) {
  const t = useText('profile');
  const masked = useMaskedColumns(profile.table);
  const [query, setQuery] = useState('');
  const [chosenName, setChosenName] = useState(useDataView.getState().column);
  const shown = useMemo(() => profile.columns.filter(({ name }) => findsText(query, name)), [profile, query]);
  const chosen = shown.find(({ name }) => name === chosenName) ?? shown[0];
  return (
    <div className="profile" data-testid="profile">
      <div className="profile-list">
        <div className="profile-bar">
          <Input.Search
            allowClear
            className="profile-search"
            placeholder={t('search')}
            aria-label={t('search')}
            value={query}
            onChange={({ target }) => setQuery(target.value)}
            data-testid="profile-search"
          />
          <CopyProfile profile={profile} />
        </div>
        <Standing profile={profile} />
        <ProfileTable columns={shown} profile={profile} chosenName={chosen?.name} masked={masked} onChoose={setChosenName} />
      </div>
      <div className="profile-detail">
        {chosen ? (
          <ProfileDetail key={chosen.name} column={chosen} profile={profile} masked={masked.has(chosen.name)} />
        ) : (
          <EmptyState title={t('choose')} />
        )}
      </div>
    </div>
  );
}

/** What the profile rests on, and what it is compared with. */
function Standing({ profile }: { readonly profile: TableProfile }) {
  const t = useText('profile');
  const common = useText('common');
  const format = useFormat();
  const { former, rows, dataVersion, computedAt, seconds } = profile;
  const drifted = driftedColumns(profile);
  return (
    <div className="profile-standing">
      {former ? (
        <div>
          <span>
            {t('comparedWith', { receipt: former.receipt, former: format.exact(former.rows), rows: format.exact(rows) })}
          </span>
          <strong data-drifted={drifted > 0}>{drifted > 0 ? t('driftN', { n: drifted }) : t('driftNone')}</strong>
          {former.vanishedColumns.length > 0 ? (
            <span>{t('vanishedColumns', { names: former.vanishedColumns.join(common('listJoin')) })}</span>
          ) : null}
        </div>
      ) : null}
      <div className="hx-faint" data-testid="profile-computed">
        {t('computedAt', { version: dataVersion, at: format.date(computedAt), seconds: format.duration(seconds) })}
      </div>
    </div>
  );
}

function CopyProfile({ profile }: { readonly profile: TableProfile }) {
  const t = useText('profile');
  const format = useFormat();
  return <CopyButton label={t('copyTable')} text={() => profileTsv(profile, { heading: t, format })} testId="profile-copy" />;
}
