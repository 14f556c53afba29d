import type { ColumnPlace, TableLink } from '#shared/model/entities';
import { useFormat, useText } from '../../../text';

/** Every link between tables in words: how many rows to how many, and how many of the values are found. */
export function LinkList({ links }: { readonly links: readonly TableLink[] }) {
  const t = useText('entities');
  const format = useFormat();
  return (
    <section className="hx-card hx-report" aria-label={t('links')} data-testid="entity-links">
      <table className="hx-mini-table">
        <caption>{t('links')}</caption>
        <thead>
          <tr>
            {(['links.from', 'links.to', 'links.cardinality', 'links.contained'] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {links.map(({ from, to, cardinality, where, values, found, exact }) => (
            <tr key={`${placeText(from)}>${placeText(to)}>${where}`} data-cardinality={cardinality}>
              <td>{placeText(from)}</td>
              <td>
                {placeText(to)}
                {where === undefined ? null : <div className="hx-mono hx-secondary">{where}</div>}
              </td>
              <td>{cardinality}</td>
              <td className="hx-tabular" title={exact ? undefined : t('links.estimated')}>
                {exact ? '' : '≈ '}
                {t('links.share', {
                  found: format.count(found),
                  values: format.count(values),
                  share: format.percent(values === 0 ? 0 : found / values),
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {links.length === 0 ? <div className="hx-secondary">{t('noLinks')}</div> : null}
    </section>
  );
}

function placeText({ table, column }: ColumnPlace): string {
  return `${table}.${column}`;
}
