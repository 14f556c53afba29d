import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { TAG_TYPES, type Tag } from '#shared/model/tag';
import { useFormat, useText } from '../../text';
import { CoverageBar } from '../../ui/CoverageBar';
import { NumberText } from '../../ui/NumberText';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { pressRow } from '../../ui/rowKeys';
import { TagTypeIcon } from '../../ui/TagTypeIcon';
import { tagPlace } from '../../ui/tagPlace';

interface TagTableProps {
  readonly tags: readonly Tag[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** The library as a table; a row is chosen by mouse or with Enter. */
export function TagTable({ tags, chosenId, onChoose }: TagTableProps) {
  const t = useText('tags');
  const columns = useColumns();
  return (
    <Table<Tag>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...tags]}
      pagination={false}
      sticky
      locale={{ emptyText: t('noMatch') }}
      rowClassName={({ id }) => (id === chosenId ? 'tags-row-chosen' : '')}
      onRow={({ id }) => ({
        onClick: () => onChoose(id),
        onKeyDown: (event) => pressRow(event, () => onChoose(id)),
        tabIndex: 0,
        'aria-selected': id === chosenId,
        'data-testid': `tag-row-${id}`,
      })}
      data-testid="tag-table"
    />
  );
}

function useColumns(): TableColumnsType<Tag> {
  const t = useText('tags');
  const format = useFormat();
  return useMemo(
    () => [
      {
        title: t('name'),
        key: 'name',
        sorter: (a, b) => a.name.localeCompare(b.name),
        render: (_, tag) => (
          <span className="tags-name">
            <TagTypeIcon type={tag.type} label={t(`type.${tag.type}`)} />
            <span className="hx-ellipsis">{nameWithUnit(tag)}</span>
          </span>
        ),
      },
      {
        title: t('type'),
        key: 'type',
        width: 92,
        filters: TAG_TYPES.map((type) => ({ text: t(`type.${type}`), value: type })),
        onFilter: (type, tag) => tag.type === type,
        render: (_, tag) => t(`type.${tag.type}`),
      },
      {
        title: t('source'),
        key: 'source',
        ellipsis: true,
        render: (_, tag) => <span className="hx-mono">{tagPlace(tag)}</span>,
      },
      {
        title: <span title={t('coverageHelp')}>{t('coverage')}</span>,
        key: 'coverage',
        width: 150,
        sorter: (a, b) => a.coverage - b.coverage,
        render: (_, tag) => <CoverageBar share={tag.coverage} text={format.percent(tag.coverage)} />,
      },
      {
        title: t('distinct'),
        key: 'distinct',
        width: 104,
        align: 'right',
        sorter: (a, b) => a.distinct - b.distinct,
        render: (_, tag) => <NumberText value={tag.distinct} />,
      },
    ],
    [t, format],
  );
}
