import { Segmented } from 'antd';
import { MOST_EXPERIMENT_LEVELS } from '#shared/model/experiment';
import type { OfferSpec } from '#shared/model/offerMatrix';
import { useConditionNames } from '../../../conditions/conditionNames';
import { type KernelArgs, useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { ManyPicker } from '../../../ui/ManyPicker';
import { Picker } from '../../../ui/Picker';
import { useLedgerChoice } from './ledgerChoice';
import { OffersTable } from './OffersTable';

type Ledger = KernelArgs<'campaigns.ledger'>['spec'];

/** Segments down, offers across: what each did for whom, the latest time that it was made. */
export function OffersCard({ ledger }: { readonly ledger: Ledger }) {
  const t = useText('campaignLedger');
  const { offersBy, tag, segments } = useLedgerChoice();
  const by = offersBy === 'tag' ? tag && { tag } : segments.length > 0 && { segments: [...segments] };
  return (
    <Card title={t('offers')} help={t('offersHelp')} testId="offers-card">
      <GroupFields />
      {by ? <OffersAnswer by={by} ledger={ledger} /> : <p className="hx-secondary">{t('chooseBy')}</p>}
    </Card>
  );
}

function GroupFields() {
  const t = useText('campaignLedger');
  const { offersBy, tag, segments } = useLedgerChoice();
  const saved = useKernel('segments.list', {}, { keep: true });
  const tags = [...useConditionNames().tags.values()].filter(
    ({ type, distinct }) => (type === 'category' || type === 'boolean') && distinct > 0 && distinct <= MOST_EXPERIMENT_LEVELS,
  );
  return (
    <div className="cmp-head">
      <Segmented<'tag' | 'segments'>
        size="small"
        aria-label={t('offersBy')}
        value={offersBy}
        options={(['tag', 'segments'] as const).map((value) => ({ value, label: t(`offersBy.${value}`) }))}
        onChange={(value) => useLedgerChoice.setState({ offersBy: value })}
        data-testid="offers-by"
      />
      {offersBy === 'tag' ? (
        <Picker
          label={t('tag')}
          value={tag}
          options={tags.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(chosen) => useLedgerChoice.setState({ tag: chosen })}
          testId="offers-tag"
        />
      ) : (
        <ManyPicker<string>
          label={t('segments')}
          className="cmp-several"
          value={segments}
          options={(saved.data ?? []).map(({ segment: { id, name } }) => ({ value: id, label: name }))}
          most={MOST_EXPERIMENT_LEVELS}
          onChange={(chosen) => useLedgerChoice.setState({ segments: chosen })}
          testId="offers-segments"
        />
      )}
    </div>
  );
}

function OffersAnswer({ by, ledger }: { readonly by: OfferSpec['by']; readonly ledger: Ledger }) {
  const t = useText('campaignLedger');
  const asked = useKernel('campaigns.offers', { spec: { by, ledger } }, { keep: true });
  const { data, error, retry, progress, cancel, busy } = asked;
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  if (data.offers.length === 0) return <p className="hx-secondary">{t('noOffers')}</p>;
  return (
    <div className="cmp-answer" data-stale={busy}>
      <OffersTable matrix={data} />
      {data.failed.length > 0 && (
        <p className="cmp-note">{t('offersFailed', { names: [...new Set(data.failed.map(({ name }) => name))].join(' / ') })}</p>
      )}
    </div>
  );
}
