import { InboxOutlined, SaveOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import {
  type ReceivedResults,
  WORK_RESULTS,
  type WorkListState,
  type WrittenOrders,
  workResultRule,
} from '#shared/model/workList';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { saveReport } from '../../../engine/saveReport';
import { callShell } from '../../../engine/shell';
import { useFormat, useLanguage, useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { openInBuilder } from '../../../ui/handedRule';
import { Section } from '../plan/Field';
import { OrdersTable } from './OrdersTable';
import { ProgressTable } from './ProgressTable';
import { ReceivedDialog } from './ReceivedDialog';

interface WorkListViewProps {
  readonly list: WorkListState;
  /** Of the campaign. */
  readonly name: string;
}

/** What became of the orders of a campaign: by manager, one by one, and the segments that come of it. */
export function WorkListView({ list, name }: WorkListViewProps) {
  const t = useText('campaignWork');
  const format = useFormat();
  const { asOf } = useConditionNames();
  const { plan, orders, open, overdue } = list;
  const [withheld, setWithheld] = useState<WrittenOrders['withheld']>([]);
  return (
    <div className="wrk-parts" data-testid="work-list" data-orders={orders} data-open={open}>
      <Section title={t('progress')} tools={<FileTools campaign={plan.campaign} name={name} onWritten={setWithheld} />}>
        <p className="hx-secondary">{t('dueOn', { due: plan.due, asOf })}</p>
        {overdue > 0 && <Alert type="warning" showIcon title={t('overdueN', { n: format.exact(overdue) })} />}
        <Withheld withheld={withheld} />
        <ProgressTable plan={plan} />
      </Section>
      <Section title={t('next')} help={t('nextHelp')}>
        <div className="wrk-results">
          {WORK_RESULTS.map((result) => (
            <Button
              key={result}
              onClick={() => openInBuilder({ rule: workResultRule(plan.campaign, result), segment: undefined })}
              disabled={open === orders}
              data-testid={`work-segment-${result}`}
            >
              {t(`state.${result}`)}
            </Button>
          ))}
        </div>
      </Section>
      <Section title={t('orders')}>
        <OrdersTable plan={plan} />
      </Section>
    </div>
  );
}

/** Customers who were handed out and whom the contact policy withholds since. */
function Withheld({ withheld }: { readonly withheld: WrittenOrders['withheld'] }) {
  const t = useText('campaignWork');
  const format = useFormat();
  if (withheld.length === 0) return null;
  const n = withheld.reduce((sum, each) => sum + each.n, 0);
  const rules = withheld.map((each) => t('withheldBy', { label: each.label, n: format.exact(each.n) })).join(' · ');
  const title = t('withheldN', { n: format.exact(n), rules });
  return <Alert type="info" showIcon title={title} data-testid="work-withheld" />;
}

interface FileToolsProps {
  readonly campaign: string;
  readonly name: string;
  readonly onWritten: (withheld: WrittenOrders['withheld']) => void;
}

function FileTools({ campaign, name, onWritten }: FileToolsProps) {
  const t = useText('campaignWork');
  const language = useLanguage();
  const { run, busy } = useKernelAction('workLists.write');
  const [received, setReceived] = useState<ReceivedResults | null>(null);
  const takeIn = useTakeIn(campaign, setReceived);
  const write = () =>
    saveReport('zip', name, async (file) => {
      const written = await run({ campaign, language, file });
      if (written.ok) onWritten(written.value.withheld);
      return written;
    });
  return (
    <>
      <HelpTip text={t('writeHelp')} />
      <Button icon={<SaveOutlined />} loading={busy} onClick={() => void write()} data-testid="work-write">
        {t('write')}
      </Button>
      <Button icon={<InboxOutlined />} loading={takeIn.busy} onClick={() => void takeIn.choose()} data-testid="work-receive">
        {t('receive')}
      </Button>
      {received && <ReceivedDialog received={received} onClose={() => setReceived(null)} />}
    </>
  );
}

/** Chosen files become tables of their own names, and are read for results one after the other. */
function useTakeIn(campaign: string, onReceived: (received: ReceivedResults) => void) {
  const load = useKernelAction('imports.run');
  const receive = useKernelAction('workLists.receive');
  const choose = async () => {
    const chosen = await callShell('files.choose', { purpose: 'import' });
    if (!chosen.ok) return notifyError(chosen.error);
    for (const { token } of chosen.value ?? []) {
      const loaded = await load.run({ file: token });
      const result = loaded.ok ? await receive.run({ campaign, table: loaded.value.table }) : loaded;
      if (!result.ok) return notifyError(result.error);
      onReceived(result.value);
    }
  };
  return { choose, busy: load.busy || receive.busy };
}
