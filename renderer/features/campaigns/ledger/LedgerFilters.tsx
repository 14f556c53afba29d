import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { CampaignPhase } from '#shared/model/campaign';
import { type LedgerOutcome, type LedgerRow, ledgerOutcome } from '#shared/model/ledger';
import { useText } from '../../../text';
import { Picker } from '../../../ui/Picker';
import { useLedgerChoice } from './ledgerChoice';

const ANY = '';

/** Which rows are shown; only what occurs can be chosen. */
export function LedgerFilters({ rows }: { readonly rows: readonly LedgerRow[] }) {
  const t = useText('campaignLedger');
  const { query, outcome, phase } = useLedgerChoice();
  const outcomes = [...new Set(rows.map(ledgerOutcome))];
  const phases = [...new Set(rows.map((row) => row.phase))];
  return (
    <div className="cmp-head">
      <Input
        allowClear
        size="small"
        className="ldg-search"
        prefix={<SearchOutlined />}
        aria-label={t('search')}
        placeholder={t('search')}
        value={query}
        onChange={({ target }) => useLedgerChoice.setState({ query: target.value })}
        data-testid="ledger-search"
      />
      <Picker<LedgerOutcome | typeof ANY>
        label={t('filterDecision')}
        value={outcome ?? ANY}
        options={[{ value: ANY, label: t('any') }, ...outcomes.map((each) => ({ value: each, label: t(`decision.${each}`) }))]}
        onChange={(chosen) => useLedgerChoice.setState({ outcome: chosen === ANY ? undefined : chosen })}
        testId="ledger-outcome"
      />
      <Picker<CampaignPhase | typeof ANY>
        label={t('filterPhase')}
        value={phase ?? ANY}
        options={[{ value: ANY, label: t('any') }, ...phases.map((each) => ({ value: each, label: t(`phase.${each}`) }))]}
        onChange={(chosen) => useLedgerChoice.setState({ phase: chosen === ANY ? undefined : chosen })}
        testId="ledger-phase"
      />
    </div>
  );
}
