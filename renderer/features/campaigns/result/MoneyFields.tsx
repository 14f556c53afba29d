import { Switch } from 'antd';
import { PROPOSED_MARGIN } from '#shared/model/experimentProposals';
import { labelledMetrics } from '#shared/model/metricLabels';
import { useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { Picker } from '../../../ui/Picker';
import { NumberField } from '../NumberField';
import { type Chosen, choose, type ResultFacts } from './resultChoice';

/** What it cost and what it brought, where a metric is an amount of money. */
export function MoneyFields({ chosen, facts }: { readonly chosen: Chosen; readonly facts: ResultFacts }) {
  const t = useText('campaignResult');
  const { money, metrics, hasStart } = chosen;
  const labelled = labelledMetrics(metrics, facts.names, hasStart);
  const means = labelled.filter(({ kind }) => kind === 'mean').map(({ label }) => ({ value: label, label }));
  const conversions = labelled.filter(({ kind }) => kind === 'conversion').map(({ label }) => ({ value: label, label }));
  const [first] = means;
  const [conversion] = conversions;
  const begin = (checked: boolean) =>
    choose({
      money:
        checked && first
          ? { revenue: first.value, margin: PROPOSED_MARGIN, ...(conversion ? { conversion: conversion.value } : {}) }
          : undefined,
    });
  return (
    <div className="hx-pickers">
      <span className="hx-picker">
        <span className="hx-secondary">{t('money')}</span>
        <Switch
          size="small"
          aria-label={t('money')}
          checked={money !== undefined}
          disabled={!first}
          onChange={begin}
          data-testid="result-money"
        />
        <HelpTip text={t('moneyHelp')} />
      </span>
      {money && (
        <>
          <Picker
            label={t('revenue')}
            value={means.some(({ value }) => value === money.revenue) ? money.revenue : first?.value}
            options={means}
            onChange={(label) => choose({ money: { ...money, revenue: label } })}
            testId="result-revenue"
          />
          <NumberField
            label={t('margin')}
            help={t('marginHelp')}
            value={money.margin * 100}
            range={[0.001, 100]}
            suffix="%"
            onChange={(n) => choose({ money: { ...money, margin: (n ?? 100) / 100 } })}
            testId="result-margin"
          />
          <CostField money={money} />
          {conversion && (
            <Picker
              label={t('perConversion')}
              value={conversions.some(({ value }) => value === money.conversion) ? money.conversion : conversion.value}
              options={conversions}
              onChange={(label) => choose({ money: { ...money, conversion: label } })}
              testId="result-conversion"
            />
          )}
        </>
      )}
    </div>
  );
}

function CostField({ money }: { readonly money: NonNullable<Chosen['money']> }) {
  const t = useText('campaignResult');
  const { cost, ...rest } = money;
  return (
    <NumberField
      label={t('cost')}
      help={t('costHelp')}
      value={cost ?? null}
      range={[0, 1e9]}
      onChange={(n) => choose({ money: n === null ? rest : { ...rest, cost: n } })}
      testId="result-cost"
    />
  );
}
