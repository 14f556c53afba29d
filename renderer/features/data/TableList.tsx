import { ClearOutlined, TableOutlined, TeamOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { CleanedFrom } from '#shared/model/cleaning';
import type { QualitySummary } from '#shared/model/quality';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { openPage } from '../../ui/navigation';
import { QualityIcon } from '../../ui/QualityBadge';
import { qualityLevel, qualityTroubles, scoreText } from '../../ui/qualityLevel';
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
  const { data: quality } = useKernel('quality.rules', {});
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
      {tables.map(({ name, rows, columns, cleaned }) => (
        <ListItem
          key={name}
          icon={cleaned ? <ClearOutlined /> : <TableOutlined />}
          title={name}
          text={t('rowsAndColumns', { rows: format.count(rows), columns: columns.length })}
          selected={selected === name}
          cleaned={cleaned}
          quality={quality?.tables.find(({ table }) => table === name)}
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
  readonly quality?: QualitySummary | undefined;
  readonly cleaned?: CleanedFrom | undefined;
  readonly testId: string;
  readonly onClick: () => void;
}

function ListItem({ icon, title, text, selected, warn = false, quality, cleaned, testId, onClick }: ListItemProps) {
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
        <span className="hx-data-item-title">
          <span className="hx-ellipsis">{title}</span>
          {quality && quality.score !== null ? <QualityMark quality={quality} /> : null}
        </span>
        <span className="hx-data-item-text">{text}</span>
        {cleaned ? <CleanedMark cleaned={cleaned} /> : null}
      </span>
    </button>
  );
}

function CleanedMark({ cleaned: { table, error } }: { readonly cleaned: CleanedFrom }) {
  const t = useText('cleaning');
  const from = t('cleanedFrom', { table });
  return error ? (
    <span className="hx-data-item-text hx-data-item-stale" title={from} data-testid="table-stale">
      {t('stale')}
    </span>
  ) : (
    <span className="hx-data-item-text hx-ellipsis" data-testid="table-cleaned">
      {from}
    </span>
  );
}

function QualityMark({ quality }: { readonly quality: QualitySummary }) {
  const t = useText('quality');
  const format = useFormat();
  const score = scoreText(quality.score, format);
  const words = [t('badge', { score }), ...qualityTroubles(quality, t)].join(' · ');
  return (
    <span className="hx-data-item-quality" title={words} data-testid="table-quality">
      <QualityIcon level={qualityLevel(quality)} />
      <span aria-hidden>{score}</span>
      <span className="hx-visually-hidden">{words}</span>
    </span>
  );
}
