import { TableOutlined, TeamOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { openPage } from '../../ui/navigation';
import { useDataView } from './dataView';

interface TableListProps {
  readonly tables: readonly TableInfo[];
  /** The table that is shown; null = the entities editor. */
  readonly selected: string | null;
}

export function TableList({ tables, selected }: TableListProps) {
  const t = useText('data');
  const format = useFormat();
  const { data: entities } = useKernel('entities.get', {});
  const show = (table: string) => {
    useDataView.setState({ entities: false });
    openPage({ page: 'data', table });
  };
  return (
    <nav className="hx-data-list" aria-label={t('tables')}>
      <ListItem
        icon={<TeamOutlined />}
        title={t('entities')}
        text={entities?.map ? t('customersN', { n: format.count(entities.customers) }) : t('entitiesNone')}
        selected={selected === null}
        warn={entities?.map === null}
        testId="data-entities"
        onClick={() => useDataView.setState({ entities: true })}
      />
      <h2 className="hx-data-list-title">{t('tables')}</h2>
      {tables.map(({ name, rows, columns }) => (
        <ListItem
          key={name}
          icon={<TableOutlined />}
          title={name}
          text={t('rowsAndColumns', { rows: format.count(rows), columns: columns.length })}
          selected={selected === name}
          testId={`data-table-${name}`}
          onClick={() => show(name)}
        />
      ))}
    </nav>
  );
}

interface ListItemProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly selected: boolean;
  readonly warn?: boolean;
  readonly testId: string;
  readonly onClick: () => void;
}

function ListItem({ icon, title, text, selected, warn = false, testId, onClick }: ListItemProps) {
  return (
    <button
      type="button"
      className="hx-data-item"
      aria-current={selected}
      data-warn={warn}
      title={title}
      onClick={onClick}
      data-testid={testId}
    >
      <span className="hx-data-item-icon" aria-hidden>
        {icon}
      </span>
      <span className="hx-data-item-words">
        <span className="hx-ellipsis">{title}</span>
        <span className="hx-data-item-text">{text}</span>
      </span>
    </button>
  );
}
