import { DeleteOutlined, HistoryOutlined, PieChartOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import type { SegmentVersion } from '#shared/model/segment';
import { useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useFormat, useText } from '../../text';
import { openPage, useNavigation } from '../../ui/navigation';
import { tabOf } from './openEditors';
import { ResultBadge } from './ResultBadge';
import { SegmentLibrary } from './SegmentLibrary';
import { VersionsDialog } from './VersionsDialog';

interface SavedSegmentsProps {
  readonly segments: readonly SegmentVersion[];
  /** Id of the one in the editor. */
  readonly current: string | undefined;
}

/** Every saved segment, to open, to look at its versions or its portrait, and to delete. */
export function SavedSegments({ segments, current }: SavedSegmentsProps) {
  const t = useText('segments');
  const [isListed, setListed] = useState(false);
  const [versionsOf, setVersionsOf] = useState<SegmentVersion | null>(null);
  return (
    <section className="seg-card seg-saved" aria-label={t('saved')} data-testid="segment-list">
      <div className="seg-panel-title">
        {t('saved')} <span className="hx-faint">{segments.length > 0 ? segments.length : ''}</span>
        {segments.length > 0 && (
          <Button size="small" type="link" onClick={() => setListed(true)} data-testid="open-library">
            {t('library')}
          </Button>
        )}
      </div>
      {segments.length === 0 && <div className="hx-faint">{t('savedEmpty')}</div>}
      <ul>
        {segments.map((version) => (
          <SavedSegment
            key={version.segment.id}
            version={version}
            current={version.segment.id === current}
            onVersions={() => setVersionsOf(version)}
          />
        ))}
      </ul>
      {isListed && <SegmentLibrary segments={segments} onClose={() => setListed(false)} />}
      {versionsOf && <VersionsDialog segment={versionsOf.segment} onClose={() => setVersionsOf(null)} />}
    </section>
  );
}

interface SavedSegmentProps {
  readonly version: SegmentVersion;
  readonly current: boolean;
  readonly onVersions: () => void;
}

function SavedSegment({ version: { segment, version, savedAt }, current, onVersions }: SavedSegmentProps) {
  const t = useText('segments');
  const format = useFormat();
  const { id, name } = segment;
  return (
    <li className="seg-saved-item" data-current={current}>
      <button
        type="button"
        className="seg-saved-open"
        title={t('openSegment', { name })}
        aria-current={current}
        onClick={() => openPage({ page: 'segments', segment: id })}
        data-testid={`segment-open-${id}`}
      >
        <span className="hx-ellipsis">{name}</span>
        <span className="hx-faint seg-small">
          {t('savedVersion', { version, time: format.date(savedAt) })} <ResultBadge kind="segment" id={id} />
        </span>
      </button>
      <Button
        size="small"
        type="text"
        icon={<PieChartOutlined />}
        aria-label={t('portraitOf', { name })}
        title={t('portrait')}
        onClick={() => openPage({ page: 'portraits', segment: id })}
        data-testid={`segment-portrait-${id}`}
      />
      <Button
        size="small"
        type="text"
        icon={<HistoryOutlined />}
        aria-label={t('versionsOf', { name })}
        title={t('versions')}
        onClick={onVersions}
        data-testid={`segment-versions-${id}`}
      />
      <DeleteSegment id={id} name={name} />
    </li>
  );
}

const CONFIRM_BUTTON = { danger: true, 'data-testid': 'segment-delete-confirm' } as const;

function DeleteSegment({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useText('segments');
  const common = useText('common');
  const { run, busy } = useKernelAction('segments.remove');
  const remove = async () => {
    const result = await run({ id });
    if (result.ok) useNavigation.getState().close(tabOf(id));
    else notifyError(result.error);
  };
  return (
    <Popconfirm
      title={t('deleteConfirm', { name })}
      description={t('deleteHint')}
      okText={common('delete')}
      cancelText={common('cancel')}
      okButtonProps={CONFIRM_BUTTON}
      onConfirm={remove}
    >
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        loading={busy}
        aria-label={t('deleteSegment', { name })}
        title={t('delete')}
        data-testid={`segment-delete-${id}`}
      />
    </Popconfirm>
  );
}
