import { AccountBookOutlined } from '@ant-design/icons';
import { ledgerSpecSchema } from '#shared/model/ledger';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { CopyButton } from '../../../ui/CopyButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { PinButton } from '../../../ui/PinButton';
import { useSettled } from '../../../ui/useSettled';
import { NextPlanDialog } from '../next/NextPlanDialog';
import { LedgerFields } from './LedgerFields';
import { LedgerFilters } from './LedgerFilters';
import { LedgerReport } from './LedgerReport';
import { LedgerSummary } from './LedgerSummary';
import { LedgerTable } from './LedgerTable';
import { foundRows, rowKey, useLedgerChoice } from './ledgerChoice';
import { ledgerTsv } from './ledgerTsv';
import { OffersCard } from './OffersCard';
import './ledger.css';

const TYPING_MS = 400;

/** All campaigns side by side: how often they won, what they brought, and each with its result. */
export function LedgerTab() {
  const t = useText('campaignLedger');
  const choice = useLedgerChoice();
  const spec = useSettled(choice.spec, TYPING_MS);
  const { data, error, retry, progress, cancel, busy } = useKernel('campaigns.ledger', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  if (data.rows.length === 0) return <EmptyState icon={<AccountBookOutlined />} title={t('none')} description={t('noneHint')} />;
  const found = foundRows(data.rows, choice);
  const next = data.rows.find((row) => rowKey(row) === choice.next);
  return (
    <div className="cmp-tab cmp-answer" data-stale={busy} data-testid="campaign-ledger">
      <LedgerFields answer={data} />
      <LedgerSummary answer={data} />
      <Card
        title={t('ledger')}
        help={t('ledgerHelp')}
        testId="ledger-card"
        actions={
          <div className="ldg-actions">
            <CopyButton size="small" label={t('copy')} text={() => ledgerTsv(found, t)} testId="ledger-copy" />
            <LedgerReport spec={spec} />
            <PinButton
              name={t('ledger')}
              pinned={() => ({ kind: 'ledger', spec: ledgerSpecSchema.parse(spec) })}
              testId="ledger-pin"
            />
          </div>
        }
      >
        <LedgerFilters rows={data.rows} />
        {found.length === 0 ? <p className="hx-secondary">{t('noneFound')}</p> : <LedgerTable rows={found} />}
      </Card>
      <OffersCard ledger={spec} />
      {next && !('fault' in next) && (
        <NextPlanDialog key={choice.next} row={next} onClose={() => useLedgerChoice.setState({ next: null })} />
      )}
    </div>
  );
}
