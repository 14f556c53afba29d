import { Button, Tabs } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { CustomerAnswer } from '#shared/model/customer';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { useNavigation } from '../../ui/navigation';
import { PageFrame, type PageState } from '../../ui/PageFrame';
import { CustomerAudit } from './CustomerAudit';
import { CustomerFields } from './CustomerFields';
import { CustomerSegmentsView } from './CustomerSegmentsView';
import { EraseDialog } from './EraseDialog';
import { RelatedCustomers } from './RelatedCustomers';
import { SimilarCustomers } from './SimilarCustomers';
import { TimelineView } from './TimelineView';

interface OneCustomerProps {
  readonly customer: string;
  readonly search: ReactNode;
}

/** The tags are there at once; what takes a pass over all customers comes when it is ready, or asked for. */
export function OneCustomer({ customer, search }: OneCustomerProps) {
  const t = useText('customer');
  const { data, error, retry } = useKernel('customers.describe', { customer }, { keep: true });
  const erasure = useText('erasure');
  const [erasing, setErasing] = useState(false);
  const title = data?.shownKey ?? '';
  useEffect(() => useNavigation.getState().describe('customer', { title }), [title]);
  const state: PageState = error ? 'error' : data ? 'complete' : 'busy';
  return (
    <PageFrame
      title={`${t('title')} ${title}`}
      help={t('help')}
      subtitle={data ? <Facts answer={data} /> : null}
      actions={
        <div className="cus-actions">
          {search}
          <Button danger disabled={!data} onClick={() => setErasing(true)} data-testid="customer-erase">
            {erasure('open')}
          </Button>
        </div>
      }
      state={state}
      flush={data !== undefined && !error}
    >
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!data && !error ? <LoadingState /> : null}
      {data && !error ? <Parts answer={data} /> : null}
      {data && erasing ? <EraseDialog customer={data.key} onClose={() => setErasing(false)} /> : null}
    </PageFrame>
  );
}

function Facts({ answer: { fields, restsOn } }: { readonly answer: CustomerAnswer }) {
  const t = useText('customer');
  const format = useFormat();
  const known = fields.filter((field) => field.known).length;
  const masked = fields.filter(({ mask }) => mask !== undefined).length;
  const facts = [
    t('asOf', { asOf: restsOn.asOf }),
    t('known', { known: format.exact(known), all: format.exact(fields.length) }),
    t('masked', { n: format.exact(masked) }),
  ];
  return facts.join(' · ');
}

function Parts({ answer }: { readonly answer: CustomerAnswer }) {
  const t = useText('customer');
  const { key, shownKey, fields, restsOn } = answer;
  return (
    <div className="cus-parts">
      <section className="cus-fields" aria-label={t('tags')}>
        <CustomerFields key={restsOn.dataVersion} customer={key} fields={fields} />
      </section>
      <Tabs
        className="cus-tabs"
        destroyOnHidden={false}
        items={[
          { key: 'timeline', label: t('timeline'), children: <TimelineView customer={key} /> },
          { key: 'segments', label: t('segments'), children: <CustomerSegmentsView customer={key} /> },
          { key: 'related', label: t('related'), children: <RelatedCustomers customer={key} /> },
          { key: 'similar', label: t('similar'), children: <SimilarCustomers customer={key} fields={fields} /> },
          { key: 'audit', label: t('audit'), children: <CustomerAudit shownKey={shownKey} fields={fields} /> },
        ]}
      />
    </div>
  );
}
