import { Button, Modal } from 'antd';
import type { Segment } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { editorOfTab } from './openEditors';

/** Every version of a segment, newest first; an older one can be taken into the editor and saved anew. */
export function VersionsDialog({ segment, onClose }: { readonly segment: Segment; readonly onClose: () => void }) {
  const t = useText('segments');
  const format = useFormat();
  const { data, error } = useKernel('segments.versions', { id: segment.id });
  const versions = [...(data ?? [])].sort((a, b) => b.version - a.version);
  return (
    <Modal open title={t('versionsOf', { name: segment.name })} footer={null} onCancel={onClose} data-testid="segment-versions">
      {error && <ErrorNotice error={error} />}
      {!data && !error && <LoadingState />}
      <ul className="seg-versions">
        {versions.map((version, index) => (
          <li key={version.version} data-testid={`segment-version-${version.version}`}>
            <span className="seg-version-name">
              <strong>{t('versionLine', { version: version.version })}</strong> {version.segment.name}
              <span className="hx-faint seg-small">
                {format.date(version.savedAt)} · {version.author}
              </span>
            </span>
            {index === 0 ? (
              <span className="hx-faint">{t('current')}</span>
            ) : (
              <Button
                size="small"
                title={t('restoreHint')}
                onClick={() => {
                  openPage({ page: 'segments', segment: segment.id });
                  const editor = editorOfTab(segment.id);
                  if (versions[0]) editor.openOnce(versions[0]);
                  editor.restore(version);
                  onClose();
                }}
                data-testid={`segment-restore-${version.version}`}
              >
                {t('restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
