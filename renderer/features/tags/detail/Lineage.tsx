import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TagState } from '#shared/model/tag';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { openPage } from '../../../ui/navigation';
import { useLibrary } from '../libraryContext';

/** What a tag rests on, and what rests on it; tags and segments lead to where they are. */
export function Lineage({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const { data, error, retry } = useKernel('tags.lineage', { tag: tag.id });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const { reads, readBy } = data;
  const columns = reads.columns.map(({ table, column }) => `${table}.${column}`);
  const isRead = readBy.tags.length + readBy.segments.length > 0;
  return (
    <div className="tags-part" data-testid="tag-lineage">
      <h3>{t('reads')}</h3>
      <Things title={t('tables')} names={reads.tables} />
      <Things title={t('columns')} names={columns} />
      <Things title={t('events')} names={reads.events} />
      <TagLinks ids={reads.tags} />
      <SegmentLinks ids={reads.segments} />
      <h3>{t('readBy')}</h3>
      {isRead ? null : <div className="hx-faint">{t('readByNothing')}</div>}
      <TagLinks ids={readBy.tags} />
      <SegmentLinks ids={readBy.segments} />
    </div>
  );
}

function Things({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  return <Group title={title} items={names.map((name) => [name, <code key={name}>{name}</code>])} />;
}

function TagLinks({ ids }: { readonly ids: readonly string[] }) {
  const t = useText('tags');
  const { tags, choose } = useLibrary();
  const nameOf = (id: string) => tags.find((tag) => tag.id === id)?.name ?? id;
  const items = ids.map((id): Item => [id, <Link key={id} name={nameOf(id)} onOpen={() => choose(id)} />]);
  return <Group title={t('title')} items={items} />;
}

function SegmentLinks({ ids }: { readonly ids: readonly string[] }) {
  const t = useText('tags');
  const { data = [] } = useKernel('segments.list', {}, { background: true });
  const nameOf = (id: string) => data.find(({ segment }) => segment.id === id)?.segment.name ?? id;
  const open = (segment: string) => openPage({ page: 'segments', segment });
  const items = ids.map((id): Item => [id, <Link key={id} name={nameOf(id)} onOpen={() => open(id)} />]);
  return <Group title={t('segments')} items={items} />;
}

type Item = readonly [string, ReactNode];

function Link({ name, onOpen }: { readonly name: string; readonly onOpen: () => void }) {
  return (
    <Button type="link" size="small" onClick={onOpen}>
      {name}
    </Button>
  );
}

function Group({ title, items }: { readonly title: string; readonly items: readonly Item[] }) {
  if (items.length === 0) return null;
  return (
    <div className="tags-lineage">
      <span className="hx-faint">{title}</span>
      <ul>
        {items.map(([key, item]) => (
          <li key={key}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
