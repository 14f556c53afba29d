import { Select } from 'antd';
import { useEffect } from 'react';
import type { Cleaning } from '#shared/model/cleaning';
import type { TableColumn } from '#shared/model/import';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { likelyCustomers, suggestIdentify } from './identifySuggestion';
import type { StepFields } from './stepFields';

interface IdentifyCustomersProps {
  readonly fields: StepFields;
  readonly columns: readonly TableColumn[];
  readonly cleaning: Cleaning;
  readonly onChange: (change: Partial<StepFields>) => void;
}

/** The customer table and its key; choosing a table suggests the keys that the names of its columns speak for. */
export function IdentifyCustomers({ fields, columns, cleaning, onChange }: IdentifyCustomersProps) {
  const t = useText('cleaningForm');
  const { customers } = fields;
  const { data, error, retry } = useKernel('tables.list', {});
  const { data: entities } = useKernel('entities.get', {});
  const others = data?.filter(({ name, cleaned }) => name !== cleaning.table && cleaned?.table !== cleaning.table);
  const suggested = others && entities ? likelyCustomers(columns, others, entities.map?.customers.table) : undefined;
  const isFresh = customers.table === undefined && fields.keys.length === 0;
  useEffect(() => {
    if (isFresh && suggested) onChange(suggestIdentify(columns, suggested));
  });
  const choose = (table: string) => {
    const chosen = others?.find(({ name }) => name === table);
    if (chosen) onChange(suggestIdentify(columns, chosen));
  };
  const chosen = others?.find(({ name }) => name === customers.table);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  return (
    <div className="hx-identify-pair">
      <Select
        showSearch
        loading={!data}
        value={customers.table ?? null}
        aria-label={t('customerTable')}
        placeholder={t('customerTable')}
        onChange={choose}
        options={(others ?? []).map(({ name }) => ({
          value: name,
          label: <span data-testid={`customers-${name}`}>{name}</span>,
        }))}
        data-testid="identify-customers"
      />
      <Select
        showSearch
        value={customers.key ?? null}
        aria-label={t('customerKey')}
        placeholder={t('customerKey')}
        onChange={(key: string) => onChange({ customers: { ...customers, key } })}
        options={(chosen?.columns ?? []).map(({ name }) => ({ value: name, label: name }))}
        data-testid="identify-customer-key"
      />
    </div>
  );
}
