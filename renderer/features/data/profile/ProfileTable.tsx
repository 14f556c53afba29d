import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { DataClass } from '#shared/model/classification';
import type { ColumnProfile, TableProfile } from '#shared/model/profile';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ClassBadge } from '../../../ui/ClassBadge';
import { CoverageBar } from '../../../ui/CoverageBar';
import { MiniHistogram } from '../../../ui/MiniHistogram';
import { NumberText } from '../../../ui/NumberText';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { pressRow } from '../../../ui/rowKeys';
import { DriftTag } from './DriftTag';
import { compareDrift, nullShare, sketchBars, spreadText } from './profileValues';

const PAGE_COLUMNS = 100;

interface ProfileTableProps {
  readonly columns: readonly ColumnProfile[];
  readonly profile: TableProfile;
  readonly chosenName: string | undefined;
  /** Columns that are masks to whoever looks. */
  readonly masked: ReadonlySet<string>;
  readonly onChoose: (name: string) => void;
}

/** The columns of a table as rows; a row is chosen by mouse or with Enter. */
export function ProfileTable({ columns, profile, chosenName, masked, onChoose }: ProfileTableProps) {
  const t = useText('profile');
  const tableColumns = useColumns(profile, masked);
  return (
    <Table<ColumnProfile>
      size="small"
      rowKey="name"
      columns={tableColumns}
      dataSource={[...columns]}
      pagination={{ pageSize: PAGE_COLUMNS, hideOnSinglePage: true, showSizeChanger: false }}
      sticky
      locale={{ emptyText: t('noMatch') }}
      rowClassName={({ name }) => (name === chosenName ? 'profile-row-chosen' : '')}
      onRow={({ name }) => ({
        onClick: () => onChoose(name),
        onKeyDown: (event) => pressRow(event, () => onChoose(name)),
        tabIndex: 0,
        'aria-selected': name === chosenName,
        'data-testid': `profile-row-${name}`,
      })}
      data-testid="profile-table"
    />
  );
}

function useColumns({ table, rows, former }: TableProfile, masked: ReadonlySet<string>): TableColumnsType<ColumnProfile> {
  const t = useText('profile');
  const common = useText('common');
  const format = useFormat();
  const { data: classification } = useKernel('classification.read', { table }, { background: true });
  const classes = useMemo(
    () => new Map(classification?.columns.map(({ column, dataClass }) => [column, dataClass])),
    [classification],
  );
  return useMemo(
    () => [
      {
        title: t('column'),
        key: 'name',
        ellipsis: true,
        sorter: (a, b) => a.name.localeCompare(b.name),
        render: (_, column) => (
          <>
            <span className="profile-name">{nameWithUnit(column)}</span> <ColumnBadge dataClass={classes.get(column.name)} />
          </>
        ),
      },
      { title: t('type'), key: 'type', width: 60, render: (_, { type }) => common(`type.${type}`) },
      {
        title: <span title={t('knownHelp')}>{t('known')}</span>,
        key: 'known',
        width: 116,
        sorter: (a, b) => a.nulls - b.nulls,
        render: (_, column) => {
          const known = 1 - nullShare(column, rows);
          return <CoverageBar share={known} text={format.percent(known)} />;
        },
      },
      {
        title: t('distinct'),
        key: 'distinct',
        width: 90,
        align: 'right',
        sorter: (a, b) => a.distinct - b.distinct,
        render: (_, { distinct }) => <NumberText value={distinct} />,
      },
      {
        title: t('distribution'),
        key: 'distribution',
        width: 104,
        render: (_, column) => {
          const bars = sketchBars(column);
          const label = t('distributionOf', { name: column.name });
          return bars.length > 0 ? <MiniHistogram bars={bars} label={label} width={84} height={20} /> : null;
        },
      },
      {
        title: t('summary'),
        key: 'summary',
        ellipsis: true,
        render: (_, column) => <Summary column={column} masked={masked.has(column.name)} />,
      },
      ...(former
        ? [
            {
              title: t('drift'),
              key: 'drift',
              width: 84,
              sorter: compareDrift,
              render: (_: unknown, column: ColumnProfile) => <DriftTag column={column} />,
            },
          ]
        : []),
    ],
    [t, common, format, rows, former, classes, masked],
  );
}

function ColumnBadge({ dataClass }: { readonly dataClass: DataClass | undefined }) {
  return dataClass && dataClass !== 'C1' ? <ClassBadge dataClass={dataClass} /> : null;
}

/** The ends and the middle of ordered values, or the commonest of others. */
function Summary({ column, masked }: { readonly column: ColumnProfile; readonly masked: boolean }) {
  const { spread, type, values, distinct } = column;
  const t = useText('profile');
  const format = useFormat();
  const [first] = values;
  if (!spread && first) return <span title={first.value}>{first.value}</span>;
  if (!spread && masked) return <>–</>;
  if (!spread) return <span className="hx-faint">{t(distinct === 0 ? 'noValues' : 'allUnique')}</span>;
  const mean = spread.mean === null ? '–' : spreadText(spread.mean, type, format);
  const text = [spreadText(spread.min, type, format), mean, spreadText(spread.max, type, format)].join(' · ');
  return <span title={text}>{text}</span>;
}
