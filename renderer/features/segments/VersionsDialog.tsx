import { Button, Modal } from 'antd';
import type { Segment, SegmentVersion } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { editorOfTab } from './openEditors';
import { VersionComparison } from './VersionComparison';

/** Every version of a segment, newest first; an older one can be taken into the editor and saved anew, and any two compared. */
export function VersionsDialog({ segment, onClose }: { readonly segment: Segment; readonly onClose: () => void }) {
  const t = useText('segments');
  const { data, error } = useKernel('segments.versions', { id: segment.id });
  const versions = [...(data ?? [])].sort((a, b) => b.version - a.version);
  return (
    <Modal
      open
      width={860}
      title={t('versionsOf', { name: segment.name })}
      footer={null}
      onCancel={onClose}
      data-testid="segment-versions"
    >
      {error && <ErrorNotice error={error} />}
      {!data && !error && <LoadingState />}
      <ul className="seg-versions">
        {versions.map((version) => (
          <VersionLine key={version.version} version={version} newest={versions[0] ?? version} onRestored={onClose} />
        ))}
      </ul>
      {versions.length > 1 && <VersionComparison versions={versions} onOpened={onClose} />}
    </Modal>
  );
}

interface VersionLineProps {
  readonly version: SegmentVersion;
  readonly newest: SegmentVersion;
  readonly onRestored: () => void;
}

function VersionLine({ version, newest, onRestored }: VersionLineProps) {
  const t = useText('segments');
  const format = useFormat();
  const { id, name } = version.segment;
  const restore = () => {
    openPage({ page: 'segments', segment: id });
    const editor = editorOfTab(id);
    editor.openOnce(newest);
    editor.restore(version);
    onRestored();
  };
  return (
    <li data-testid={`segment-version-${version.version}`}>
      <span className="seg-version-name">
        <strong>{t('versionLine', { version: version.version })}</strong> {name}
        <span className="hx-faint seg-small">
          {format.date(version.savedAt)} · {version.author}
        </span>
      </span>
      {version === newest ? (
        <span className="hx-faint">{t('current')}</span>
      ) : (
        <Button size="small" title={t('restoreHint')} onClick={restore} data-testid={`segment-restore-${version.version}`}>
          {t('restore')}
        </Button>
      )}
    </li>
  );
}
