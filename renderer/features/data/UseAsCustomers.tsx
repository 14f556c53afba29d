import { Button, Select } from 'antd';
import { useState } from 'react';
import type { EntityMap } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useText } from '../../text';
import { openPage } from '../../ui/navigation';
import { editEntities } from './dataView';
import { emptyMap } from './entityDraft';
import { likelyKey } from './likelyKey';

const LINE = '\u0000line';

interface UseAsCustomersProps {
  readonly table: string;
  readonly columns: TableInfo['columns'];
  readonly onDone: () => void;
}

/** Makes a table the customers in one click; bad keys lead to the entities editor with all that is known. */
export function UseAsCustomers({ table, columns, onDone }: UseAsCustomersProps) {
  const t = useText('data');
  const [key, setKey] = useState(likelyKey(columns) ?? LINE);
  const action = useKernelAction('entities.apply');
  const apply = async () => {
    const map = emptyMap(table, key === LINE ? { line: true } : key);
    const result = await action.run({ map });
    if (!result.ok && result.error.code !== 'KEY_VIOLATION') return notifyError(result.error);
    onDone();
    openPage({ page: 'data', table });
    if (!result.ok) editEntities(map);
  };
  return (
    <section className="hx-use-customers" aria-label={t('useAsCustomers')}>
      <div>
        <div className="hx-use-customers-title">{t('useAsCustomersTitle')}</div>
        <div className="hx-secondary">{t('useAsCustomersText')}</div>
      </div>
      <KeySelect
        columns={columns}
        value={key === LINE ? { line: true } : key}
        onChange={(chosen) => setKey(typeof chosen === 'string' ? chosen : LINE)}
      />
      <Button type="primary" loading={action.busy} onClick={() => void apply()} data-testid="use-as-customers">
        {t('useAsCustomers')}
      </Button>
    </section>
  );
}

type CustomerKey = EntityMap['customers']['key'];

interface KeySelectProps {
  readonly columns: TableInfo['columns'];
  readonly value: CustomerKey | null;
  readonly onChange: (key: CustomerKey) => void;
}

/** The column that names the customer, or the source line where there is none. */
export function KeySelect({ columns, value, onChange }: KeySelectProps) {
  const t = useText('data');
  return (
    <Select
      aria-label={t('customerKey')}
      showSearch
      placeholder={t('customerKey')}
      value={value === null ? null : typeof value === 'string' ? value : LINE}
      onChange={(chosen) => chosen !== null && onChange(chosen === LINE ? { line: true } : chosen)}
      options={[{ value: LINE, label: t('lineNumber') }, ...columns.map(({ name }) => ({ value: name, label: name }))]}
      style={{ width: 200 }}
      data-testid="customer-key"
    />
  );
}
