import { TagsOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { Tag } from '#shared/model/tag';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { findsText } from '../../ui/searchText';
import { tagPlace } from '../../ui/tagPlace';
import { TagDetail } from './TagDetail';
import { TagTable } from './TagTable';
import './tags.css';

/** Every tag of the workspace: what it is, where it comes from, how its values are spread. */
export function TagsPage() {
  const t = useText('tags');
  const { data, error, retry } = useKernel('tags.list', {});
  const tables = useMemo(() => new Set(data?.flatMap((tag) => tag.tables)).size, [data]);
  const subtitle = data && data.length > 0 ? t('summary', { n: data.length, tables }) : undefined;
  return (
    <PageFrame
      title={t('title')}
      help={t('help')}
      subtitle={subtitle}
      state={error ? 'error' : data ? 'complete' : 'busy'}
      flush={Boolean(data?.length)}
    >
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!data && !error ? <LoadingState /> : null}
      {data && (data.length === 0 ? <NoTags /> : <TagBrowser tags={data} />)}
    </PageFrame>
  );
}

function TagBrowser({ tags }: { readonly tags: readonly Tag[] }) {
  const t = useText('tags');
  const [query, setQuery] = useState('');
  const [chosenId, setChosenId] = useState(tags[0]?.id);
  const shown = useMemo(() => tags.filter((tag) => findsText(query, tag.name, tag.id, tagPlace(tag))), [tags, query]);
  const chosen = shown.find((tag) => tag.id === chosenId);
  return (
    <div className="tags-page">
      <div className="tags-list">
        <Input.Search
          allowClear
          className="tags-search"
          placeholder={t('search')}
          aria-label={t('search')}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          data-testid="tags-search"
        />
        <TagTable tags={shown} chosenId={chosen?.id} onChoose={setChosenId} />
      </div>
      <div className="tags-detail">
        {chosen ? <TagDetail key={chosen.id} tag={chosen} /> : <EmptyState title={t('choose')} />}
      </div>
    </div>
  );
}

function NoTags() {
  const t = useText('tags');
  return (
    <EmptyState
      icon={<TagsOutlined />}
      title={t('noTags')}
      description={t('noTagsHint')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'data' })}>
          {t('openData')}
        </Button>
      }
    />
  );
}
