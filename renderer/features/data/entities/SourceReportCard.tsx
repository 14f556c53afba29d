import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import type { SourceReport } from '#shared/model/entities';
import { useFormat, useText } from '../../../text';

/** Whether the source keeps the map from being applied. */
export function isRefused({ ambiguousKeys, repeatedDays = 0 }: SourceReport): boolean {
  return ambiguousKeys > 0 || repeatedDays > 0;
}

/** How the rows of a source reach their customers, with the keys that do not. */
export function SourceReportCard({ report }: { readonly report: SourceReport }) {
  const t = useText('entities');
  const data = useText('data');
  const format = useFormat();
  const { kind, source, table, rows, matched, unmatched, nullTimes, customers, first, last } = report;
  const good = !isRefused(report) && unmatched + nullTimes === 0;
  const figures = [
    { name: 'rows', value: format.exact(rows) },
    { name: 'matched', value: `${format.exact(matched)}${rows > 0 ? ` · ${format.percent(matched / rows)}` : ''}` },
    ...(unmatched > 0 ? [{ name: 'unmatched', value: format.exact(unmatched) } as const] : []),
    ...(nullTimes > 0 ? [{ name: 'nullTimes', value: format.exact(nullTimes) } as const] : []),
    { name: 'customersN', value: format.exact(customers) },
    ...(first && last ? [{ name: 'period', value: `${first.slice(0, 10)} – ${last.slice(0, 10)}` } as const] : []),
  ] as const;
  return (
    <section
      className="hx-card hx-report"
      aria-label={data('reportOf', { table })}
      data-testid={`source-report-${kind}-${source}`}
      data-good={good}
      data-refused={isRefused(report)}
    >
      <div className="hx-report-head">
        {good ? (
          <CheckCircleFilled className="hx-report-good" aria-hidden />
        ) : (
          <WarningFilled className="hx-report-bad" aria-hidden />
        )}
        <div>
          <div className="hx-entities-title">{`${table} · ${t(kind)}`}</div>
          {good ? <div className="hx-secondary">{t('allGood')}</div> : null}
        </div>
      </div>
      <dl className="hx-figures">
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd className="hx-tabular">{value}</dd>
          </div>
        ))}
      </dl>
      <Troubles report={report} />
    </section>
  );
}

function Troubles({ report }: { readonly report: SourceReport }) {
  const t = useText('entities');
  const common = useText('common');
  const format = useFormat();
  const { ambiguousKeys, ambiguousRows, ambiguous, unmatchedKeys, repeatedDays = 0, repeated = [] } = report;
  return (
    <>
      {ambiguousKeys > 0 ? (
        <Examples
          title={t('ambiguous', { keys: format.exact(ambiguousKeys), rows: format.exact(ambiguousRows) })}
          rows={ambiguous.map(({ key, customers, rows }) => [key, customers.join(common('listJoin')), format.exact(rows)])}
          heads={[t('ambiguousKey'), t('ambiguousCustomers'), t('rows')]}
        />
      ) : null}
      {repeatedDays > 0 ? (
        <Examples
          title={t('repeated', { n: format.exact(repeatedDays) })}
          rows={repeated.map(({ key, day, rows }) => [key, day, format.exact(rows)])}
          heads={[t('ambiguousKey'), t('day'), t('rows')]}
        />
      ) : null}
      {unmatchedKeys.length > 0 ? (
        <Examples
          title={t('unmatchedKeys')}
          rows={unmatchedKeys.map(({ key, rows }) => [key ?? common('null'), format.exact(rows)])}
          heads={[t('ambiguousKey'), t('rows')]}
        />
      ) : null}
    </>
  );
}

interface ExamplesProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function Examples({ title, heads, rows }: ExamplesProps) {
  return (
    <table className="hx-mini-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells.join('\n')}>
            {heads.map((head, at) => (
              <td key={head}>{cells[at]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
