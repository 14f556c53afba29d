import { Segmented } from 'antd';
import type { BaselineAnswer } from '#shared/model/experimentSource';
import { useConditionNames } from '../../../conditions/conditionNames';
import { WhoField } from '../../../conditions/WhoField';
import { useFormat, useText } from '../../../text';
import { NumberField } from '../NumberField';
import { OutcomeFields } from '../OutcomeFields';
import { useExperimentWriter } from '../useExperimentWriter';
import { choose, outcomeOf, type SizeKind, useSizeChoice } from './sizeChoice';

/** What the metric is now: read from the data, or typed. */
export function BaseFields({ found }: { readonly found: BaselineAnswer | undefined }) {
  const t = useText('campaignSize');
  const choice = useSizeChoice();
  const { kind, from } = choice;
  return (
    <div className="hx-pickers">
      <Segmented<SizeKind>
        size="small"
        aria-label={t('kind')}
        value={kind}
        options={(['conversion', 'mean'] as const).map((value) => ({
          value,
          label: <span data-testid={`size-kind-${value}`}>{t(`kind.${value}`)}</span>,
        }))}
        onChange={(value) => choose({ kind: value, outcome: undefined })}
      />
      <Segmented<'data' | 'typed'>
        size="small"
        aria-label={t('from')}
        value={from}
        options={(['data', 'typed'] as const).map((value) => ({
          value,
          label: <span data-testid={`size-from-${value}`}>{t(`from.${value}`)}</span>,
        }))}
        onChange={(value) => choose({ from: value })}
      />
      {from === 'data' ? <DataFields /> : <TypedFields />}
      {from === 'data' && found && <Found found={found} kind={kind} />}
    </div>
  );
}

function DataFields() {
  const t = useText('campaignSize');
  const names = useConditionNames();
  const choice = useSizeChoice();
  const outcome = outcomeOf(choice, names) ?? { tag: '' };
  return (
    <>
      <WhoField who={choice.who} onChange={(who) => choose({ who, list: undefined })} testId="size-who" />
      <OutcomeFields outcome={outcome} sums={choice.kind === 'mean'} onChange={(of) => choose({ outcome: of })} path="size" />
      {!('tag' in outcome) && (
        <NumberField
          label={t('days')}
          help={t('daysHelp')}
          value={choice.days}
          range={[1, 3650]}
          precision={0}
          onChange={(n) => choose({ days: n ?? 14 })}
          testId="size-days"
        />
      )}
    </>
  );
}

function TypedFields() {
  const t = useText('campaignSize');
  const { kind, base, sd } = useSizeChoice();
  if (kind === 'conversion') {
    return (
      <NumberField
        label={t('rate')}
        help={t('rateHelp')}
        value={Math.round(base * 1e8) / 1e6}
        range={[0.0001, 99.99]}
        suffix="%"
        onChange={(n) => choose({ base: (n ?? 5) / 100 })}
        testId="size-rate"
      />
    );
  }
  return (
    <>
      <NumberField
        label={t('mean')}
        help=""
        value={base}
        range={[-1e12, 1e12]}
        onChange={(n) => choose({ base: n ?? 1 })}
        testId="size-mean"
      />
      <NumberField
        label={t('sd')}
        help={t('sdHelp')}
        value={sd}
        range={[1e-9, 1e12]}
        onChange={(n) => choose({ sd: n ?? 1 })}
        testId="size-sd"
      />
    </>
  );
}

function Found({ found: { n, value, sd }, kind }: { readonly found: BaselineAnswer; readonly kind: SizeKind }) {
  const t = useText('campaignSize');
  const format = useFormat();
  const writer = useExperimentWriter();
  return (
    <strong data-testid="size-found" data-value={typeof value === 'number' ? value : ''}>
      {t(`found.${kind}`, { n: format.exact(n), value: writer.value(kind, value), sd: writer.amount(sd) })}
    </strong>
  );
}
