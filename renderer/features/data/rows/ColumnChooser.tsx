import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popover } from 'antd';
import { useState } from 'react';
import type { TableColumn } from '#shared/model/import';
import { useText } from '../../../text';
import { findsText } from '../../../ui/searchText';

interface ColumnChooserProps {
  readonly columns: readonly TableColumn[];
  readonly hidden: readonly string[];
  readonly onToggle: (name: string) => void;
  readonly onShowAll: () => void;
  /** Scrolls to a column, which is shown then. */
  readonly onGo: (name: string) => void;
}

/** Which columns are shown; a column that is found here is one Enter away. */
export function ColumnChooser(props: ColumnChooserProps) {
  const t = useText('grid');
  const [open, setOpen] = useState(false);
  const { hidden } = props;
  const go = (name: string) => {
    setOpen(false);
    props.onGo(name);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<ColumnList {...props} onGo={go} />}
    >
      <Button size="small" icon={<TableOutlined />} aria-haspopup="dialog" aria-expanded={open} data-testid="choose-columns">
        {hidden.length === 0 ? t('columns') : t('columnsHidden', { n: hidden.length })}
      </Button>
    </Popover>
  );
}

function ColumnList({ columns, hidden, onToggle, onShowAll, onGo }: ColumnChooserProps) {
  const t = useText('grid');
  const [query, setQuery] = useState('');
  const found = columns.filter(({ name }) => findsText(query, name));
  return (
    <div className="rows-columns">
      <Input
        autoFocus
        allowClear
        size="small"
        placeholder={t('findColumn')}
        aria-label={t('findColumn')}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        onPressEnter={() => found[0] && onGo(found[0].name)}
        data-testid="find-column"
      />
      <ul className="rows-column-list">
        {found.map(({ name }) => (
          <li key={name} className="rows-column">
            <Checkbox
              checked={!hidden.includes(name)}
              disabled={!hidden.includes(name) && hidden.length === columns.length - 1}
              onChange={() => onToggle(name)}
              aria-label={t('showColumn', { name })}
              data-testid={`show-column-${name}`}
            />
            <button
              type="button"
              className="rows-column-name hx-ellipsis"
              title={t('goTo', { name })}
              onClick={() => onGo(name)}
              data-testid={`go-column-${name}`}
            >
              {name}
            </button>
          </li>
        ))}
        {found.length === 0 ? <li className="hx-secondary">{t('noColumn')}</li> : null}
      </ul>
      <Button size="small" type="link" disabled={hidden.length === 0} onClick={onShowAll} data-testid="show-all-columns">
        {t('showAll')}
      </Button>
    </div>
  );
}
