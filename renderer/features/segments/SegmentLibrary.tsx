import { Drawer, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { SegmentSize, SegmentVersion } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { openPage } from '../../ui/navigation';
import { AudienceList } from './AudienceList';
import { FreezeButton } from './FreezeButton';
import { namedBy } from './namedBy';
import { Overlap } from './Overlap';

interface SegmentLibraryProps {
  readonly segments: readonly SegmentVersion[];
  readonly onClose: () => void;
}

interface Line extends SegmentVersion {
  readonly size: SegmentSize | undefined;
  readonly usedBy: readonly string[];
}

/** All segments side by side: their sizes, who uses them, how they overlap, and the audiences that were fixed of them. */
export function SegmentLibrary({ segments, onClose }: SegmentLibraryProps) {
  const t = useText('segments');
  const sizes = useKernel('segments.sizes', {}, { keep: true });
  const base = useKernel('workspace.info', {}).data?.customers ?? 0;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const lines: Line[] = segments.map((version) => ({
    ...version,
    size: sizes.data?.find(({ id }) => id === version.segment.id),
    usedBy: namedBy(version.segment.id, segments),
  }));
  return (
    <Drawer open size={1080} title={t('library')} onClose={onClose} data-testid="segment-library">
      <div className="seg-library">
        <p className="hx-faint">{t('libraryHint')}</p>
        {sizes.error && <ErrorNotice error={sizes.error} onRetry={sizes.retry} />}
        <Table<Line>
          size="small"
          rowKey={({ segment }) => segment.id}
          loading={sizes.busy && !sizes.data}
          pagination={lines.length > 20 ? { pageSize: 20 } : false}
          columns={useColumns(base)}
          dataSource={lines}
          rowSelection={{
            selectedRowKeys: [...chosen],
            onChange: (keys) => setChosen(keys.map(String).slice(0, MOST_SEGMENTS)),
            getCheckboxProps: ({ segment }) => ({ 'aria-label': t('chooseSegment', { name: segment.name }) }) as object,
          }}
          onRow={({ segment }) => ({ 'data-testid': `library-${segment.id}` }) as object}
        />
        {chosen.length > 1 && <Overlap segments={chosen} onOpened={onClose} />}
        <AudienceList />
      </div>
    </Drawer>
  );
}

const MOST_SEGMENTS = 30;

function useColumns(base: number): TableColumnsType<Line> {
  const t = useText('segments');
  const format = useFormat();
  const n = (line: Line) => line.size?.n ?? -1;
  return [
    {
      title: t('name'),
      key: 'name',
      sorter: (a, b) => a.segment.name.localeCompare(b.segment.name),
      render: (_, { segment }) => (
        <button type="button" className="seg-link" onClick={() => openPage({ page: 'segments', segment: segment.id })}>
          {segment.name}
        </button>
      ),
    },
    {
      title: t('size'),
      key: 'size',
      align: 'right',
      sorter: (a, b) => n(a) - n(b),
      render: (_, { size }) => <Size size={size} />,
    },
    {
      title: t('share'),
      key: 'share',
      align: 'right',
      render: (_, { size }) => (size && !size.error && base > 0 ? format.percent(size.n / base, 2) : '–'),
    },
    { title: t('version'), key: 'version', align: 'right', dataIndex: 'version' },
    { title: t('savedAt'), key: 'saved', render: (_, { savedAt }) => format.date(savedAt) },
    { title: t('owner'), key: 'owner', dataIndex: 'author' },
    { title: t('usedBy'), key: 'used', render: (_, { usedBy }) => (usedBy.length === 0 ? '–' : usedBy.join(t('comma'))) },
    { title: '', key: 'freeze', render: (_, { segment }) => <FreezeButton segment={segment} /> },
  ];
}

function Size({ size }: { readonly size: SegmentSize | undefined }) {
  const format = useFormat();
  if (!size) return <>…</>;
  if (size.error) return <span className="seg-unknown-tag">{size.error.message}</span>;
  return <span data-testid={`library-size-${size.id}`}>{format.exact(size.n)}</span>;
}
