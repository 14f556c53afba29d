import { Input } from 'antd';
import { useState } from 'react';
import type { CellValue, CustomerExample, EntityMap } from '#shared/model/entities';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';

/** One customer as the map shows it: by its key where one is typed, else one with a new event. */
export function ExampleCustomer({ map }: { readonly map: EntityMap }) {
  const t = useText('entities');
  const [customer, setCustomer] = useState('');
  const { data, error, busy, retry } = useKernel(
    'entities.example',
    { map, ...(customer === '' ? {} : { customer }) },
    { keep: true },
  );
  return (
    <section className="hx-card hx-report" aria-label={t('example')} aria-busy={busy} data-testid="example-customer">
      <div>
        <h3 className="hx-entities-title">{t('example')}</h3>
        <div className="hx-secondary hx-entities-hint">{t('exampleText')}</div>
      </div>
      <Input.Search
        size="small"
        allowClear
        aria-label={t('exampleKey')}
        placeholder={t('exampleKey')}
        onSearch={(text) => setCustomer(text.trim())}
        data-testid="example-key"
      />
      {error ? <ErrorNotice error={error} onRetry={retry} /> : data ? <Shown example={data} /> : <LoadingState />}
    </section>
  );
}

function Shown({ example }: { readonly example: CustomerExample }) {
  const t = useText('entities');
  const { key, tags, events, exposures } = example;
  return (
    <>
      <div className="hx-example-key" data-testid="example-shown">
        {key}
      </div>
      <dl className="hx-example-tags" aria-label={t('exampleTags')}>
        {tags.map(({ name, value }) => (
          <div key={name}>
            <dt className="hx-ellipsis" title={name}>
              {name}
            </dt>
            <dd>
              <Value value={value} />
            </dd>
          </div>
        ))}
      </dl>
      {events.map(({ table, rows, newest }, index) => (
        <Newest
          key={`events:${table}:${newest[0]?.time}`}
          title={t('exampleEvents', { table, n: rows })}
          rows={newest.map(({ time, name, props }) => [time, name, ...props.map(({ value }) => value)])}
          testId={`example-events-${index}`}
        />
      ))}
      {exposures.map(({ table, rows, newest }, index) => (
        <Newest
          key={`exposures:${table}:${newest[0]?.time}`}
          title={t('exampleExposures', { table, n: rows })}
          rows={newest.map(({ time, campaign, variant }) => [time, campaign, variant])}
          testId={`example-exposures-${index}`}
        />
      ))}
    </>
  );
}

interface NewestProps {
  readonly title: string;
  readonly rows: readonly (readonly CellValue[])[];
  readonly testId: string;
}

/** Times on the left, and what happened in one line. */
function Newest({ title, rows, testId }: NewestProps) {
  return (
    <section aria-label={title} data-testid={testId}>
      <div className="hx-example-title">{title}</div>
      <ol className="hx-example-rows">
        {rows.map(([time, ...rest]) => (
          <li key={[time, ...rest].join('\n')}>
            <span className="hx-secondary hx-tabular">{time}</span>
            <span className="hx-ellipsis">{rest.filter((value) => value !== null).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Value({ value }: { readonly value: CellValue }) {
  const common = useText('common');
  if (value === null) return <span className="hx-grid-null">{common('null')}</span>;
  if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
  return value;
}
