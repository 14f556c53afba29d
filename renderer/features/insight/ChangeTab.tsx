import { SwapOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { MOST_STAGES } from '#shared/model/migration';
import type { SegmentVersion } from '#shared/model/segment';
import type { TagState } from '#shared/model/tag';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { ChangePickers, DayPickers, LoadPickers } from './ChangePickers';
import { quarterBefore, stageTags, tableOfLoads, useChangeChoice } from './changeChoice';
import { MigrationView } from './MigrationView';

/** How customers moved between the values of a tag. */
export function ChangeTab({ segments }: { readonly segments: readonly SegmentVersion[] }) {
  const t = useText('migration');
  const choice = useChangeChoice();
  const tags = useKernel('tags.list', {}, { keep: true });
  const entities = useKernel('entities.get', {}, { keep: true });
  const audiences = useKernel('audiences.list', {}, { keep: true });
  const error = tags.error ?? entities.error ?? audiences.error;
  if (error) return <ErrorNotice error={error} onRetry={tags.retry} />;
  if (!tags.data || !entities.data || !audiences.data) return <LoadingState />;
  const stages = stageTags(tags.data, MOST_STAGES);
  const tag = stages.find(({ id }) => id === choice.tag) ?? stages[0];
  const asOf = entities.data.asOf ?? '';
  if (!tag || asOf === '') return <NoTags />;
  const table = tableOfLoads(tag, tags.data, entities.data.map);
  return (
    <div className="ins-needs">
      <p className="ins-define hx-secondary">{t('define')}</p>
      <div className="ins-pickers">
        <ChangePickers tags={stages} tag={tag.id} segments={segments} audiences={audiences.data} />
        {table === null && <DayPickers asOf={asOf} />}
      </div>
      {table === null ? <BetweenDays tag={tag.id} asOf={asOf} /> : <AgainstLoad key={table} tag={tag} table={table} />}
    </div>
  );
}

function BetweenDays({ tag, asOf }: { readonly tag: string; readonly asOf: string }) {
  const { who, days } = useChangeChoice();
  const to = days.to ?? asOf;
  const from = days.from ?? quarterBefore(to);
  return (
    <MigrationView spec={{ tag, ...(who ? { who } : {}), from: { day: from }, ...(days.to ? { to: { day: days.to } } : {}) }} />
  );
}

function AgainstLoad({ tag, table }: { readonly tag: TagState; readonly table: string }) {
  const { who, receipt } = useChangeChoice();
  const { data, error, retry } = useKernel('tables.versions', { table }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const former = data.filter(({ current }) => !current);
  const chosen = former.find((version) => version.receipt === receipt) ?? former[0];
  if (!chosen) return <NoLoads tag={tag.name} table={table} />;
  return (
    <>
      <LoadPickers versions={former} receipt={chosen.receipt} />
      <MigrationView spec={{ tag: tag.id, ...(who ? { who } : {}), from: { receipt: chosen.receipt } }} />
    </>
  );
}

function NoTags() {
  const t = useText('migration');
  return (
    <EmptyState
      icon={<SwapOutlined />}
      title={t('noTags')}
      description={t('noTagsHint')}
      action={<Button onClick={() => openPage({ page: 'tags' })}>{t('openTags')}</Button>}
    />
  );
}

function NoLoads({ tag, table }: { readonly tag: string; readonly table: string }) {
  const t = useText('migration');
  return (
    <EmptyState
      icon={<SwapOutlined />}
      title={t('noLoads', { table })}
      description={t('noLoadsHint', { tag })}
      action={
        <>
          <Button onClick={() => openPage({ page: 'tags' })}>{t('openTags')}</Button>
          <Button onClick={() => openPage({ page: 'data', table })}>{t('openData')}</Button>
        </>
      }
    />
  );
}
