import { PROPOSED_DAYS, PROPOSED_MARGIN } from '#shared/model/experimentProposals';
import type { LedgerAnswer } from '#shared/model/ledger';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { Picker } from '../../../ui/Picker';
import { NumberField } from '../NumberField';
import { useLedgerChoice } from './ledgerChoice';

/** What campaigns are judged by that have no metric of their own, and what of a sale is left. */
export function LedgerFields({ answer: { rows, event } }: { readonly answer: LedgerAnswer }) {
  const t = useText('campaignLedger');
  const { events } = useConditionNames();
  const { spec } = useLedgerChoice();
  const change = (part: Partial<typeof spec>) => useLedgerChoice.setState({ spec: { ...spec, ...part } });
  const isExposed = rows.some(({ source }) => source === 'exposures');
  return (
    <div className="cmp-head">
      {isExposed && (
        <>
          <Picker
            label={t('event')}
            value={spec.event ?? event ?? undefined}
            options={events.map((each) => ({ value: each.event, label: each.event }))}
            onChange={(chosen) => change({ event: chosen })}
            testId="ledger-event"
          />
          <HelpTip text={t('eventHelp')} />
          <NumberField
            label={t('days')}
            help=""
            value={spec.days ?? PROPOSED_DAYS}
            range={[1, 10_000]}
            precision={0}
            suffix={t('day')}
            onChange={(days) => days !== null && change({ days })}
            testId="ledger-days"
          />
        </>
      )}
      <NumberField
        label={t('margin')}
        help={t('marginHelp')}
        value={Number(((spec.margin ?? PROPOSED_MARGIN) * 100).toFixed(6))}
        range={[0.001, 100]}
        suffix={t('percent')}
        onChange={(margin) => margin !== null && change({ margin: margin / 100 })}
        testId="ledger-margin"
      />
    </div>
  );
}
