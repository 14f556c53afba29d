import { useDraggable } from '@dnd-kit/core';
import { Table, type TableColumnsType } from 'antd';
import { TAG_TYPES, type TagState } from '#shared/model/tag';
import { useText } from '../../text';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { pressRow } from '../../ui/rowKeys';
import { TagTypeIcon } from '../../ui/TagTypeIcon';
import type { FactColumn } from './factColumns';
import { TagMenu } from './TagMenu';

interface TagTableProps {
  readonly tags: readonly TagState[];
  /** What is shown beside the name. */
  readonly facts: readonly FactColumn[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onFile: (tag: string, category: string) => void;
}

const NAME_WIDTH = 150;
const MENU_WIDTH = 40;

/** The library as a table; a row is chosen by mouse or with Enter, and dragged by its name. */
export function TagTable({ tags, facts, chosenId, onChoose, onFile }: TagTableProps) {
  const t = useText('tags');
  const columns: TableColumnsType<TagState> = [
    {
      title: t('name'),
      key: 'name',
      width: NAME_WIDTH,
      fixed: 'left',
      sorter: (a, b) => a.name.localeCompare(b.name),
      filters: TAG_TYPES.map((type) => ({ text: t(`type.${type}`), value: type })),
      onFilter: (type, tag) => tag.type === type,
      render: (_, tag) => <TagName tag={tag} />,
    },
    ...facts,
    {
      key: 'menu',
      width: MENU_WIDTH,
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
      scroll={{ x: facts.reduce((sum, { width }) => sum + width, NAME_WIDTH + MENU_WIDTH) }}
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
