import { Drawer, Input } from 'antd';
import { useState } from 'react';
import type { SegmentVersion } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { AudienceList } from './AudienceList';
import { Overlap } from './Overlap';
import { SegmentTable } from './SegmentTable';

interface SegmentLibraryProps {
  readonly segments: readonly SegmentVersion[];
  readonly onClose: () => void;
}

const WIDTH = 'min(1240px, 100vw)';

/** All segments side by side: their sizes over time, who uses them, how they overlap, and the audiences that were fixed of them. */
export function SegmentLibrary({ segments, onClose }: SegmentLibraryProps) {
  const t = useText('segments');
  const sizes = useKernel('segments.sizes', {}, { keep: true });
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <Drawer open size={WIDTH} title={t('library')} onClose={onClose} data-testid="segment-library">
      <div className="seg-library">
        <div className="seg-library-head">
          <Input.Search
            allowClear
            placeholder={t('librarySearch')}
            aria-label={t('librarySearch')}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            data-testid="library-search"
          />
          <span className="hx-faint">{t('libraryHint')}</span>
        </div>
        {sizes.error && <ErrorNotice error={sizes.error} onRetry={sizes.retry} />}
        <SegmentTable segments={segments} sizes={sizes} search={search} chosen={chosen} onChoose={setChosen} />
        {chosen.length > 1 && <Overlap segments={chosen} onOpened={onClose} />}
        <AudienceList />
      </div>
    </Drawer>
  );
}
