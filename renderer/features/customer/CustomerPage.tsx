import { IdcardOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useSeesMasks } from '../../engine/masks';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { openCustomer, takeHandedCustomers, useHandedCustomers } from '../../ui/openCustomer';
import { PageFrame } from '../../ui/PageFrame';
import { CustomerSearch, type SearchQuestion } from './CustomerSearch';
import { FoundList } from './FoundList';
import { OneCustomer } from './OneCustomer';
import './customer.css';

/** One customer: who it is, masked by default, what it did, where it belongs and who is like it. */
export function CustomerPage({ customer }: { readonly customer?: string }) {
  const t = useText('customer');
  const [question, setQuestion] = useState<SearchQuestion | null>(null);
  const seesMasks = useSeesMasks();
  const handed = useHandedCustomers((state) => state.rule);
  useEffect(() => {
    const rule = handed && customer === undefined ? takeHandedCustomers() : null;
    if (rule) setQuestion({ rule });
  }, [handed, customer]);
  const open = (key: string) => {
    setQuestion(null);
    openCustomer(key);
  };
  const search = <CustomerSearch onSearch={setQuestion} />;
  if (question === null && customer !== undefined) return <OneCustomer key={customer} customer={customer} search={search} />;
  return (
    <PageFrame title={t('title')} help={t('help')} actions={search} state="complete">
      {question ? (
        <FoundList question={question} onOpen={open} onClose={customer === undefined ? null : () => setQuestion(null)} />
      ) : (
        <EmptyState icon={<IdcardOutlined />} title={t('start')} description={t(seesMasks ? 'startWholeHint' : 'startHint')} />
      )}
    </PageFrame>
  );
}
