import type { CustomerTraces } from '#shared/model/erasure';
import { useFormat, useText } from '../../text';
import { actionName } from '../../ui/auditAction';

/** What an erasure takes away, and what it must leave. */
export function TraceTable({ traces: { found, left } }: { readonly traces: CustomerTraces }) {
  const t = useText('erasure');
  const audit = useText('audit');
  const format = useFormat();
  return (
    <>
      <table className="cus-table" aria-label={t('found')} data-testid="erase-found">
        <thead>
          <tr>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('rows')}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ kind, table, load, rows }) => (
            <tr key={`${kind} ${load ?? table}`}>
              <td>{t(kind, { table: table ?? '' })}</td>
              <td>{format.exact(rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left.length > 0 ? (
        <ul className="cus-erase-left" aria-label={t('left')} data-testid="erase-left">
          <li>{t('left')}</li>
          {left.map(({ kind, name, n }) => (
            <li key={`${kind} ${name}`}>
              {t(kind, { name: kind === 'audit' ? actionName(name, audit) : name, n: format.exact(n) })}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
