import { TagsOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { TagDefinition } from '#shared/model/tag';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { LibraryToolbar } from './LibraryToolbar';
import { LibraryContextProvider } from './libraryContext';
import { TagBrowser } from './TagBrowser';
import { categoryTree, pathsOf } from './tagCategories';
import { useFirstCategories } from './useFirstCategories';
import { TagWizard } from './wizard/TagWizard';
import './tags.css';

/** What the wizard is open on: a definition, or `new`. */
type Wizard = TagDefinition | 'new' | null;

/** The library of tags: what each is, where it comes from, how its values are spread; and the making of more. */
export function TagsPage() {
  const t = useText('tags');
  const { data, error, retry } = useKernel('tags.list', {});
  const [chosenId, choose] = useState<string>();
  const [wizard, setWizard] = useState<Wizard>(null);
  const first = useFirstCategories();
  const tree = useMemo(() => categoryTree(data ?? [], first), [data, first]);
  const tables = useMemo(() => new Set(data?.flatMap((tag) => tag.tables)).size, [data]);
  const library = useMemo(
    () => ({
      tags: data ?? [],
      categories: pathsOf(tree),
      choose,
      define: (definition?: TagDefinition) => setWizard(definition ?? 'new'),
    }),
    [data, tree],
  );
  const filled = data !== undefined && data.length > 0;
  return (
    <LibraryContextProvider value={library}>
      <PageFrame
        title={t('title')}
        help={t('help')}
        subtitle={filled ? t('summary', { n: data.length, tables }) : undefined}
        actions={filled ? <LibraryToolbar /> : undefined}
        state={error ? 'error' : data ? 'complete' : 'busy'}
        flush={filled}
      >
        {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
        {!data && !error ? <LoadingState /> : null}
        {data && (filled ? <TagBrowser tree={tree} chosenId={chosenId ?? data[0]?.id} /> : <NoTags />)}
        {wizard && <TagWizard definition={wizard === 'new' ? undefined : wizard} onClose={() => setWizard(null)} />}
      </PageFrame>
    </LibraryContextProvider>
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
