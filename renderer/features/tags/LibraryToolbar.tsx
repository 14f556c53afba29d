import { ExportOutlined, GiftOutlined, PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Progress as ProgressBar, Space } from 'antd';
import { useState } from 'react';
import { useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useText } from '../../text';
import { LibraryDialog } from './LibraryDialog';
import { useLibrary } from './libraryContext';
import { PacksDialog } from './PacksDialog';

/** What can be done to the whole library. */
export function LibraryToolbar() {
  const t = useText('tags');
  const { define } = useLibrary();
  const [dialog, setDialog] = useState<'packs' | 'library' | null>(null);
  const close = () => setDialog(null);
  return (
    <Space>
      <RefreshButton />
      <Button icon={<ExportOutlined />} onClick={() => setDialog('library')} data-testid="tags-library">
        {t('importExport')}
      </Button>
      <Button icon={<GiftOutlined />} onClick={() => setDialog('packs')} data-testid="tags-packs">
        {t('packs')}
      </Button>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => define()} data-testid="tags-new">
        {t('newTag')}
      </Button>
      {dialog === 'packs' && <PacksDialog onClose={close} />}
      {dialog === 'library' && <LibraryDialog onClose={close} />}
    </Space>
  );
}

/** Computes what is out of date; while it does, says how far it is and can be stopped. */
function RefreshButton() {
  const t = useText('tags');
  const common = useText('common');
  const { tags } = useLibrary();
  const { run, busy, progress, cancel } = useKernelAction('tags.refresh');
  const outdated = tags.filter(({ state }) => state !== 'fresh').length;
  const refresh = async () => {
    const result = await run({});
    if (!result.ok) notifyError(result.error);
  };
  if (busy)
    return (
      <Space role="status">
        <ProgressBar size="small" percent={Math.floor((progress?.fraction ?? 0) * 100)} style={{ width: 120 }} />
        <Button onClick={cancel} data-testid="tags-refresh-cancel">
          {common('cancel')}
        </Button>
      </Space>
    );
  return (
    <Button
      icon={<ReloadOutlined />}
      disabled={outdated === 0}
      title={outdated === 0 ? t('allFresh') : ''}
      onClick={() => void refresh()}
      data-testid="tags-refresh"
    >
      {outdated === 0 ? t('refresh') : t('refreshN', { n: outdated })}
    </Button>
  );
}
