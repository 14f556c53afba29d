import { SettingOutlined } from '@ant-design/icons';
import { useDraggable } from '@dnd-kit/core';
import { Button, Checkbox, Popover, Table, type TableColumnsType, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
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

/** What a window of 1280 pixels has room for; the others are chosen at the head of the table. */
const SHOWN_FIRST: readonly string[] = ['kind', 'coverage', 'distinct', 'state', 'status'];
const NAME_WIDTH = 150;
const MENU_WIDTH = 40;

/** The library as a table; a row is chosen by mouse or with Enter, and dragged by its name. */
export function TagTable({ tags, chosenId, onChoose, onFile }: TagTableProps) {
  const t = useText('tags');
  const [shown, setShown] = useState(SHOWN_FIRST);
  const facts = useFactColumns();
  const chosen = facts.filter(({ key }) => shown.includes(key));
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
    ...chosen,
    {
      title: <ColumnChooser columns={facts} shown={shown} onShow={setShown} />,
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
      scroll={{ x: chosen.reduce((sum, { width }) => sum + width, NAME_WIDTH + MENU_WIDTH) }}
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

type FactColumn = TableColumnsType<TagState>[number] & { readonly key: string; readonly name: string; readonly width: number };

function useFactColumns(): readonly FactColumn[] {
  const t = useText('tags');
  const format = useFormat();
  return useMemo(() => {
    const column = (key: ColumnKey, width: number, rest: TableColumnsType<TagState>[number]): FactColumn => {
      return { title: t(key), ...rest, key, name: t(key), width };
    };
    return [
      column('kind', 78, { render: (_, { source }) => t(`kind.${source.kind}`) }),
      column('type', 80, { render: (_, tag) => t(`type.${tag.type}`) }),
      column('coverage', 122, {
        title: <span title={t('coverageHelp')}>{t('coverage')}</span>,
        sorter: (a, b) => a.coverage - b.coverage,
        render: (_, tag) => <CoverageBar share={tag.coverage} text={format.percent(tag.coverage)} />,
      }),
      column('distinct', 80, {
        align: 'right',
        sorter: (a, b) => a.distinct - b.distinct,
        render: (_, tag) => <NumberText value={tag.distinct} />,
      }),
      column('state', 66, { render: (_, tag) => <StateMark tag={tag} /> }),
      column('status', 88, { render: (_, { status }) => t(`status.${status}`) }),
      column('owner', 96, { dataIndex: 'owner', ellipsis: true }),
      column('sensitivity', 104, { dataIndex: 'sensitivity' }),
      column('refreshedAt', 140, {
        render: (_, { refreshedAt }) => (refreshedAt === null ? '' : format.date(refreshedAt)),
      }),
    ];
  }, [t, format]);
}

type ColumnKey = 'kind' | 'type' | 'coverage' | 'distinct' | 'state' | 'status' | 'owner' | 'sensitivity' | 'refreshedAt';

interface ColumnChooserProps {
  readonly columns: readonly FactColumn[];
  /** Their keys. */
  readonly shown: readonly string[];
  readonly onShow: (keys: readonly string[]) => void;
}

function ColumnChooser({ columns, shown, onShow }: ColumnChooserProps) {
  const t = useText('tags');
  const choice = (
    <Checkbox.Group
      className="tags-columns"
      value={[...shown]}
      options={columns.map(({ key, name }) => ({ value: key, label: name }))}
      onChange={onShow}
    />
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={choice}>
      <Button
        size="small"
        type="text"
        icon={<SettingOutlined />}
        aria-label={t('columns')}
        title={t('columns')}
        data-testid="tags-columns"
      />
    </Popover>
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
