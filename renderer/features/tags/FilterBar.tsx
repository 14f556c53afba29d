import { Checkbox, Input, Select } from 'antd';
import { useText } from '../../text';
import { SOURCE_KINDS, STATUSES, type TagFilter } from './tagFilter';

interface FilterBarProps {
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
  /** How many tags it lets through. */
  readonly shown: number;
}

export function FilterBar({ filter, onFilter, shown }: FilterBarProps) {
  const t = useText('tags');
  const { status: _status, ...anyStatus } = filter;
  const { kind: _kind, ...anyKind } = filter;
  return (
    <div className="tags-filters">
      <Input.Search
        allowClear
        className="tags-search"
        placeholder={t('search')}
        aria-label={t('search')}
        value={filter.query}
        onChange={({ target }) => onFilter({ ...filter, query: target.value })}
        data-testid="tags-search"
      />
      <Select
        allowClear
        className="tags-filter"
        placeholder={t('status')}
        aria-label={t('status')}
        value={filter.status ?? null}
        options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(status) => onFilter(status ? { ...anyStatus, status } : anyStatus)}
        data-testid="tags-filter-status"
      />
      <Select
        allowClear
        className="tags-filter"
        placeholder={t('kind')}
        aria-label={t('kind')}
        value={filter.kind ?? null}
        options={SOURCE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(kind) => onFilter(kind ? { ...anyKind, kind } : anyKind)}
        data-testid="tags-filter-kind"
      />
      <Checkbox
        checked={filter.onlyOutdated ?? false}
        onChange={({ target }) => onFilter({ ...filter, onlyOutdated: target.checked })}
        data-testid="tags-filter-outdated"
      >
        {t('onlyOutdated')}
      </Checkbox>
      <span className="hx-faint hx-tabular" role="status">
        {t('shownTags', { n: shown })}
      </span>
    </div>
  );
}
