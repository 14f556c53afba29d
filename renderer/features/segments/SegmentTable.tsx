import { HistoryOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import type { SegmentSize, SegmentVersion } from '#shared/model/segment';
import { type KernelAnswer, useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { HelpTip } from '../../ui/HelpTip';
import { openPage } from '../../ui/navigation';
import { findsText } from '../../ui/searchText';
import { FreezeButton } from './FreezeButton';
import { ResultBadge } from './ResultBadge';
import { useSegmentContext } from './segmentContext';
import { TrendLine } from './TrendLine';
import { type SegmentUsers, usersOf } from './usedBy';
import { VersionsDialog } from './VersionsDialog';

interface SegmentTableProps {
  readonly segments: readonly SegmentVersion[];
  readonly sizes: KernelAnswer<readonly SegmentSize[]>;
  readonly search: string;
  /** Ids of the segments whose overlap is shown. */
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}

interface Line extends SegmentVersion {
  readonly size: SegmentSize | undefined;
  readonly users: SegmentUsers;
}

const MOST_SEGMENTS = 30;
const PAGE = 20;

/** Saved segments line by line, sorted by any column. */
export function SegmentTable({ segments, sizes, search, chosen, onChoose }: SegmentTableProps) {
  const t = useText('segments');
  const [versionsOf, setVersionsOf] = useState<SegmentVersion | null>(null);
  const lines = useLines(segments, sizes.data, search);
  const columns = useColumns(sizes.retry, setVersionsOf);
  return (
    <>
      <Table<Line>
        size="small"
        rowKey={({ segment }) => segment.id}
        loading={sizes.busy && !sizes.data}
        pagination={lines.length > PAGE ? { pageSize: PAGE } : false}
        columns={columns}
        dataSource={lines}
        locale={{ emptyText: t('libraryEmpty') }}
        rowSelection={{
          selectedRowKeys: [...chosen],
          preserveSelectedRowKeys: true,
          onChange: (keys) => onChoose(keys.map(String).slice(0, MOST_SEGMENTS)),
          getCheckboxProps: ({ segment }) => ({ 'aria-label': t('chooseSegment', { name: segment.name }) }) as object,
        }}
        onRow={({ segment }) => ({ 'data-testid': `library-${segment.id}` }) as object}
      />
      {versionsOf && <VersionsDialog segment={versionsOf.segment} onClose={() => setVersionsOf(null)} />}
    </>
  );
}

function useLines(segments: readonly SegmentVersion[], sizes: readonly SegmentSize[] | undefined, search: string): Line[] {
  const { tags } = useSegmentContext();
  const audiences = useKernel('audiences.list', {}, { keep: true }).data;
  return useMemo(() => {
    const library = { tags: [...tags.values()], segments, audiences: audiences ?? [] };
    return segments
      .filter(({ segment }) => findsText(search, segment.id, segment.name, segment.description))
      .map((version) => ({
        ...version,
        size: sizes?.find(({ id }) => id === version.segment.id),
        users: usersOf(version.segment.id, library),
      }));
  }, [segments, sizes, search, tags, audiences]);
}

function useColumns(recount: () => void, showVersions: (version: SegmentVersion) => void): TableColumnsType<Line> {
  const classes = useText('classes');
  const t = useText('segments');
  const format = useFormat();
  const { customers: base = 0, dataVersion: present = 0 } = useKernel('workspace.info', {}).data ?? {};
  const n = (line: Line) => line.size?.n ?? -1;
  return [
    {
      title: t('name'),
      key: 'name',
      sorter: (a, b) => a.segment.name.localeCompare(b.segment.name),
      render: (_, { segment }) => (
        <button
          type="button"
          className="seg-link"
          title={segment.description}
          onClick={() => openPage({ page: 'segments', segment: segment.id })}
        >
          {segment.name}
        </button>
      ),
    },
    {
      title: t('size'),
      key: 'size',
      align: 'right',
      sorter: (a, b) => n(a) - n(b),
      render: (_, { size }) => <Size size={size} onRecount={recount} />,
    },
    { title: classes('class'), key: 'class', render: (_, { segment }) => <ResultBadge kind="segment" id={segment.id} /> },
    {
      title: t('share'),
      key: 'share',
      align: 'right',
      render: (_, { size }) => (size && !size.error && base > 0 ? format.percent(size.n / base, 2) : '–'),
    },
    {
      title: (
        <>
          {t('trend')} <HelpTip text={t('trendHelp')} />
        </>
      ),
      key: 'trend',
      render: (_, { segment, size }) => (size ? <TrendLine name={segment.name} trend={size.trend} present={present} /> : <>…</>),
    },
    {
      title: t('version'),
      key: 'version',
      align: 'right',
      sorter: (a, b) => a.version - b.version,
      render: (_, line) => <VersionButton line={line} onShow={() => showVersions(line)} />,
    },
    {
      title: t('savedAt'),
      key: 'saved',
      className: 'seg-day',
      sorter: (a, b) => a.savedAt.localeCompare(b.savedAt),
      render: (_, { savedAt }) => format.date(savedAt),
    },
    { title: t('owner'), key: 'owner', dataIndex: 'author', sorter: (a, b) => a.author.localeCompare(b.author) },
    {
      title: t('usedBy'),
      key: 'used',
      sorter: (a, b) => countOf(a.users) - countOf(b.users),
      render: (_, { users }) => <Users users={users} />,
    },
    { title: '', key: 'freeze', render: (_, { segment }) => <FreezeButton segment={segment} /> },
  ];
}

function countOf({ tags, segments, audiences }: SegmentUsers): number {
  return tags.length + segments.length + audiences.length;
}

function VersionButton({ line: { segment, version }, onShow }: { readonly line: Line; readonly onShow: () => void }) {
  const t = useText('segments');
  return (
    <Button
      size="small"
      type="text"
      icon={<HistoryOutlined />}
      aria-label={`${version}: ${t('versionsOf', { name: segment.name })}`}
      onClick={onShow}
      data-testid={`library-versions-${segment.id}`}
    >
      {version}
    </Button>
  );
}

function Users({ users }: { readonly users: SegmentUsers }) {
  const t = useText('segments');
  const said = [
    ...users.tags.map((name) => t('usedByTag', { name })),
    ...users.segments.map((name) => t('usedBySegment', { name })),
    ...users.audiences.map((name) => t('usedByAudience', { name })),
  ];
  if (said.length === 0) return <span className="hx-faint">–</span>;
  const text = said.join(t('comma'));
  return (
    <span className="seg-users" title={text}>
      {text}
    </span>
  );
}

function Size({ size, onRecount }: { readonly size: SegmentSize | undefined; readonly onRecount: () => void }) {
  const t = useText('segments');
  const format = useFormat();
  if (!size) return <>…</>;
  if (!size.error) return <span data-testid={`library-size-${size.id}`}>{format.exact(size.n)}</span>;
  return (
    <span className="seg-unknown-tag">
      {size.error.message}{' '}
      <Button
        size="small"
        type="text"
        icon={<ReloadOutlined />}
        aria-label={t('countNow')}
        title={t('countNow')}
        onClick={onRecount}
      />
    </span>
  );
}
