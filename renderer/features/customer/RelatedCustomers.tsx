import { Button } from 'antd';
import type { RelatedAnswer, RelatedCustomer, RelationKind } from '#shared/model/customer';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { HelpTip } from '../../ui/HelpTip';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { openCustomer } from '../../ui/openCustomer';

/** Whom the tables of relations link with the customer: by kind, then one by one, masked, then those one hop further. */
export function RelatedCustomers({ customer }: { readonly customer: string }) {
  const t = useText('customer');
  const { data, error, retry, progress, cancel } = useKernel('customers.related', { customer }, { background: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('findingRelated')} progress={progress} onCancel={cancel} />;
  if (!data.isMapped) return <NoRelations />;
  return <Related answer={data} />;
}

function NoRelations() {
  const t = useText('customer');
  return (
    <div className="cus-panel">
      <p className="hx-faint">{t('noRelations')}</p>
      <Button onClick={() => openPage({ page: 'data' })} data-testid="related-map">
        {t('mapRelations')}
      </Button>
    </div>
  );
}

function Related({ answer: { kinds, hops, strangers } }: { readonly answer: RelatedAnswer }) {
  const t = useText('customer');
  const format = useFormat();
  const [near, far] = hops;
  return (
    <div className="cus-panel" data-testid="related">
      <h2 className="cus-heading">
        {t('relatedN', { n: format.exact(near?.n ?? 0) })} <HelpTip text={t('relatedHelp')} />
      </h2>
      {near?.n === 0 ? <p className="hx-faint">{t('nobodyRelated')}</p> : null}
      {kinds.length > 0 ? <Kinds kinds={kinds} /> : null}
      {near && near.n > 0 ? <Customers label={t('relatedNear')} hop={near} of="relations" /> : null}
      {far && far.n > 0 ? (
        <>
          <h2 className="cus-heading">
            {t('relatedFarN', { n: format.exact(far.n) })} <HelpTip text={t('relatedFarHelp')} />
          </h2>
          <Customers label={t('relatedFar')} hop={far} of="through" />
        </>
      ) : null}
      {strangers > 0 ? <p className="hx-faint">{t('strangers', { n: format.exact(strangers) })}</p> : null}
    </div>
  );
}

function Kinds({ kinds }: Pick<RelatedAnswer, 'kinds'>) {
  const t = useText('customer');
  const format = useFormat();
  const words = useRelationWords();
  return (
    <table className="cus-table" aria-label={t('relationKinds')} data-testid="related-kinds">
      <thead>
        <tr>
          <th scope="col">{t('relation')}</th>
          <th scope="col">{t('customersN')}</th>
          <th scope="col">{t('linkRows')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ customers, links, ...relation }) => (
          <tr key={JSON.stringify(relation)}>
            <th scope="row">{words(relation)}</th>
            <td>{format.exact(customers)}</td>
            <td>{format.exact(links)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CustomersProps {
  readonly label: string;
  readonly hop: RelatedAnswer['hops'][number];
  readonly of: 'relations' | 'through';
}

function Customers({ label, hop: { n, customers }, of }: CustomersProps) {
  const t = useText('customer');
  const format = useFormat();
  return (
    <>
      <table className="cus-table" aria-label={label} data-testid={`related-${of}`}>
        <thead>
          <tr>
            <th scope="col">{t('key')}</th>
            <th scope="col">{t(of === 'relations' ? 'relation' : 'throughN')}</th>
            <th scope="col">{t('linkRows')}</th>
          </tr>
        </thead>
        <tbody>
          {customers.map((related) => (
            <tr key={related.key}>
              <th scope="row">
                <Button type="link" size="small" className="cus-link" onClick={() => openCustomer(related.key)}>
                  {related.shownKey}
                </Button>
              </th>
              <td>{of === 'relations' ? <Relations customer={related} /> : format.exact(related.through)}</td>
              <td>{format.exact(related.links)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {n > customers.length ? <p className="hx-faint">{t('relatedMore', { n: format.exact(n - customers.length) })}</p> : null}
    </>
  );
}

function Relations({ customer: { relations } }: { readonly customer: RelatedCustomer }) {
  const common = useText('common');
  const words = useRelationWords();
  return relations.map(words).join(common('listJoin'));
}

function useRelationWords(): (relation: RelationKind) => string {
  const t = useText('customer');
  return ({ kind, outward }) => t(outward ? 'relationOut' : 'relationIn', { kind: kind ?? t('relationUnnamed') });
}
