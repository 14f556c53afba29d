import { TagsOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';

/** A workspace without customers has no tags: says so and shows the way. */
export function NoTags() {
  const t = useText('segments');
  return (
    <PageFrame title={t('title')} help={t('help')} state="complete">
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
    </PageFrame>
  );
}
