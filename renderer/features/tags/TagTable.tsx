import { useDraggable } from '@dnd-kit/core';
import { Table, type TableColumnsType, Tooltip } from 'antd';
import { useMemo } from 'react';
import { TAG_TYPES, type TagState } from '#shared/model/tag';
import { useFormat, useLanguage, useText } from '../../text';
import { errorWords } from '../../text/faults';
import { CoverageBar } from '../../ui/CoverageBar';
import { NumberText } from '../../ui/NumberText';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { pressRow } from '../../ui/rowKeys';
import { TagTypeIcon } from '../../ui/TagTypeIcon';
import { TagMenu } from './TagMenu';

interface TagTableProps {
  readonly tags: readonly TagState[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onFile: (tag: string, category: string) => void;
}

/** The library as a table; a row is chosen by mouse or with Enter, and dragged by its name. */
export function TagTable({ tags, chosenId, onChoose, onFile }: TagTableProps) {
  const t = useText('tags');
  const facts = useFactColumns();
  const columns: TableColumnsType<TagState> = [
    {
      title: t('name'),
      key: 'name',
      width: 200,
      fixed: 'left',
      sorter: (a, b) => a.name.localeCompare(b.name),
      render: (_, tag) => <TagName tag={tag} />,
    },
    ...facts,
    {
      title: <span className="hx-visually-hidden">{t('actions')}</span>,
      key: 'menu',
      width: 44,
      fixed: 'right',
      render: (_, tag) => <TagMenu tag={tag} onFile={onFile} />,
    },
  ];
  return (
    <Table<TagState>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...tags]}
      pagination={false}
      sticky
      scroll={{ x: 1120 }}
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

function TagName({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: tag.id, data: { name: tag.name } });
  return (
    <span ref={setNodeRef} className="tags-name" data-dragging={isDragging} {...listeners} data-testid={`tag-name-${tag.id}`}>
      <TagTypeIcon type={tag.type} label={t(`type.${tag.type}`)} />
      <span className="hx-ellipsis" title={tag.description || tag.id}>
        {nameWithUnit(tag)}
      </span>
    </span>
  );
}

function useFactColumns(): TableColumnsType<TagState> {
  const t = useText('tags');
  const format = useFormat();
  return useMemo(
    () => [
      { title: t('kind'), key: 'kind', width: 104, render: (_, { source }) => t(`kind.${source.kind}`) },
      {
        title: t('type'),
        key: 'type',
        width: 86,
        filters: TAG_TYPES.map((type) => ({ text: t(`type.${type}`), value: type })),
        onFilter: (type, tag) => tag.type === type,
        render: (_, tag) => t(`type.${tag.type}`),
      },
      {
        title: <span title={t('coverageHelp')}>{t('coverage')}</span>,
        key: 'coverage',
        width: 132,
        sorter: (a, b) => a.coverage - b.coverage,
        render: (_, tag) => <CoverageBar share={tag.coverage} text={format.percent(tag.coverage)} />,
      },
      {
        title: t('distinct'),
        key: 'distinct',
        width: 92,
        align: 'right',
        sorter: (a, b) => a.distinct - b.distinct,
        render: (_, tag) => <NumberText value={tag.distinct} />,
      },
      { title: t('state'), key: 'state', width: 92, render: (_, tag) => <StateMark tag={tag} /> },
      { title: t('status'), key: 'status', width: 92, render: (_, { status }) => t(`status.${status}`) },
      { title: t('owner'), dataIndex: 'owner', width: 96, ellipsis: true },
      { title: t('sensitivity'), dataIndex: 'sensitivity', width: 104 },
      {
        title: t('refreshedAt'),
        key: 'refreshedAt',
        width: 140,
        render: (_, { refreshedAt }) => (refreshedAt === null ? '' : format.date(refreshedAt)),
      },
    ],
    [t, format],
  );
}

/** Whether the values are those of the definition and the data as they are; where they failed, why. */
function StateMark({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const language = useLanguage();
  const reason = tag.error ? errorWords(tag.error, language).message : t(`stateHelp.${tag.state}`);
  return (
    <Tooltip title={reason}>
      <span className="tags-state" data-state={tag.state}>
        {t(`state.${tag.state}`)}
      </span>
    </Tooltip>
  );
}
