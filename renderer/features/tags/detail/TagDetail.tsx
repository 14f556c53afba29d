import { ApartmentOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Space, Tabs } from 'antd';
import { useState } from 'react';
import type { TagState } from '#shared/model/tag';
import { useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { addTagToSegment } from '../../../ui/handedTag';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { tagPlace } from '../../../ui/tagPlace';
import { ConfirmChange } from '../ConfirmChange';
import { useLibrary } from '../libraryContext';
import { definitionOf } from '../tagDraft';
import { AlikeTags } from './AlikeTags';
import { DeleteTag } from './DeleteTag';
import { Lineage } from './Lineage';
import { TagValues } from './TagValues';
import { TagVersions } from './TagVersions';
import { TagWords } from './TagWords';

/** One tag: how its values are spread, what is said of it, what it rests on and what rests on it. */
export function TagDetail({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const tabs = {
    values: <TagValues tag={tag} />,
    words: <TagWords key={tag.version} tag={tag} />,
    lineage: <Lineage tag={tag} />,
    versions: <TagVersions tag={tag} />,
    alike: <AlikeTags tag={tag} />,
  };
  return (
    <section className="tags-card" aria-label={tag.name} data-testid="tag-detail">
      <header>
        <h2 className="tags-detail-name">{nameWithUnit(tag)}</h2>
        <div className="hx-faint hx-mono tags-detail-place">{`${tag.id} · ${tagPlace(tag)}`}</div>
        {tag.description && <p className="hx-secondary">{tag.description}</p>}
      </header>
      <DetailActions tag={tag} />
      {tag.error && <ErrorNotice error={tag.error} />}
      <Tabs
        size="small"
        tabBarGutter={10}
        items={(['values', 'words', 'lineage', 'versions', 'alike'] as const).map((key) => ({
          key,
          label: <span data-testid={`tag-tab-${key}`}>{t(`tab.${key}`)}</span>,
          children: tabs[key],
        }))}
      />
    </section>
  );
}

function DetailActions({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const { define } = useLibrary();
  const [isPublishing, setPublishing] = useState(false);
  return (
    <Space wrap size="small">
      <Button
        size="small"
        type="primary"
        icon={<ApartmentOutlined />}
        onClick={() => addTagToSegment(tag.id)}
        data-testid="tag-use"
      >
        {t('useInSegment')}
      </Button>
      <Button size="small" icon={<EditOutlined />} onClick={() => define(definitionOf(tag))} data-testid="tag-edit">
        {t('editDefinition')}
      </Button>
      <CopyButton
        size="small"
        label={t('copyJson')}
        text={() => JSON.stringify(definitionOf(tag), null, 2)}
        testId="tag-copy-json"
      />
      {tag.status !== 'published' && (
        <Button size="small" onClick={() => setPublishing(true)} data-testid="tag-publish">
          {t('publish')}
        </Button>
      )}
      {tag.version !== null && <DeleteTag tag={tag} />}
      {isPublishing && (
        <ConfirmChange definition={{ ...definitionOf(tag), status: 'published' }} onClose={() => setPublishing(false)} />
      )}
    </Space>
  );
}
