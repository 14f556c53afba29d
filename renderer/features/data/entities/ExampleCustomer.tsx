import { Input } from 'antd';
import { useState } from 'react';
import type { CellValue, CustomerExample, EntityMap } from '#shared/model/entities';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
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
      {events.length + exposures.length === 0 ? <div className="hx-faint">{t('exampleNothing')}</div> : null}
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
  const say = useValueText();
  return (
    <section aria-label={title} data-testid={testId}>
      <div className="hx-example-title">{title}</div>
      <ol className="hx-example-rows">
        {numbered(rows).map(({ place, time, rest }) => (
          <li key={place}>
            <span className="hx-secondary hx-tabular">{time}</span>
            <span className="hx-ellipsis">{rest.flatMap((value) => (value === null ? [] : [say(value)])).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The same may happen twice at one time, so only the place tells two rows apart. */
function numbered(rows: NewestProps['rows']) {
  return rows.map(([time, ...rest], place) => ({ place, time, rest }));
}

function Value({ value }: { readonly value: CellValue }) {
  const common = useText('common');
  const say = useValueText();
  return value === null ? <span className="hx-grid-null">{common('null')}</span> : say(value);
}

/** A known value as the language in force writes it. */
function useValueText(): (value: Exclude<CellValue, null>) => string {
  const common = useText('common');
  const format = useFormat();
  return (value) => {
    if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
    if (typeof value === 'string') return value;
    return Number.isInteger(value) ? format.exact(value) : format.decimal(value);
  };
}
