import { ConfigProvider, Input, InputNumber } from 'antd';
import { type Campaign, MOST_STRATA_TAGS } from '#shared/model/campaign';
import type { Rule } from '#shared/model/rule';
import { useConditionNames } from '../../../conditions/conditionNames';
import { WhoField } from '../../../conditions/WhoField';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { ManyPicker } from '../../../ui/ManyPicker';
import { Picker } from '../../../ui/Picker';
import { ArmsTable } from './ArmsTable';
import { DayField, Field, NumberField, Section, ShareField } from './Field';
import { MetricsTable } from './MetricsTable';
import { changeCampaign } from './planChoice';

interface DefineProps {
  readonly campaign: Campaign;
  readonly disabled: boolean;
}

/** What a campaign is: all that its release needs. */
export function DefineView({ campaign, disabled }: DefineProps) {
  return (
    <ConfigProvider componentDisabled={disabled}>
      <div className="pln-views" data-testid="plan-define">
        <Purpose campaign={campaign} />
        <Audience campaign={campaign} />
        <ArmsTable campaign={campaign} />
        <MetricsTable campaign={campaign} />
        <Dealing campaign={campaign} />
      </div>
    </ConfigProvider>
  );
}

interface PartProps {
  readonly campaign: Campaign;
}

function Purpose({ campaign }: PartProps) {
  const t = useText('campaignPlan');
  return (
    <Section title={t('goal')}>
      <div className="pln-fields">
        {(['goal', 'purpose'] as const).map((field) => (
          <Field key={field} label={t(field)} wide>
            <Input.TextArea
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={10_000}
              aria-label={t(field)}
              placeholder={t(`${field}Hint`)}
              value={campaign[field]}
              onChange={({ target }) => changeCampaign(campaign, { [field]: target.value }, field)}
              data-testid={`campaign-${field}`}
            />
          </Field>
        ))}
      </div>
    </Section>
  );
}

const EVERYBODY: Rule = { kind: 'all', rules: [] };

function Audience({ campaign }: PartProps) {
  const t = useText('campaignPlan');
  const { who, holdout, budget, from, to } = campaign;
  const isOwnRule = typeof who !== 'string' && JSON.stringify(who) !== JSON.stringify(EVERYBODY);
  return (
    <Section title={t('audience')}>
      <div className="pln-fields">
        <span className="pln-who">
          <WhoField
            who={who}
            onChange={(segment) => changeCampaign(campaign, { who: segment ?? EVERYBODY })}
            testId="campaign-who"
          />
          {isOwnRule && <span className="hx-secondary">{t('ownRule')}</span>}
          <PeopleCount who={who} />
        </span>
        <ShareField
          label={t('holdout')}
          value={holdout}
          min={0}
          max={0.9}
          onChange={(share) => changeCampaign(campaign, { holdout: share }, 'holdout')}
          testId="campaign-holdout"
        />
        <DayField
          label={t('from')}
          day={from}
          onChange={(day) => changeCampaign(campaign, { from: day })}
          testId="campaign-from"
        />
        <DayField label={t('to')} day={to} onChange={(day) => changeCampaign(campaign, { to: day })} testId="campaign-to" />
        <NumberField
          label={t('budget')}
          value={budget}
          min={0}
          max={1e12}
          onChange={(amount) => changeCampaign(campaign, { budget: amount }, 'budget')}
          testId="campaign-budget"
        />
      </div>
      <p className="hx-secondary pln-note">{t('holdoutHelp')}</p>
      {holdout === 0 && <NoControlReason campaign={campaign} />}
    </Section>
  );
}

/** What a release without a control has to say. */
function NoControlReason({ campaign }: PartProps) {
  const t = useText('campaignPlan');
  return (
    <Field label={t('noControlReason')} wide>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={1000}
        aria-label={t('noControlReason')}
        placeholder={t('noControlHint')}
        value={campaign.noControlReason ?? ''}
        onChange={({ target }) => changeCampaign(campaign, { noControlReason: target.value || undefined }, 'noControlReason')}
        data-testid="campaign-no-control-reason"
      />
    </Field>
  );
}

function PeopleCount({ who }: { readonly who: Campaign['who'] }) {
  const t = useText('campaignPlan');
  const format = useFormat();
  const rule: Rule = typeof who === 'string' ? { kind: 'segment', segment: who, member: true } : who;
  const { data } = useKernel('rules.count', { rule }, { keep: true, background: true });
  if (!data) return null;
  return (
    <span className="hx-secondary hx-tabular" data-testid="campaign-people" data-n={data.count}>
      {t('people', { n: format.exact(data.count) })}
    </span>
  );
}

function Dealing({ campaign }: PartProps) {
  const t = useText('campaignPlan');
  const { tags } = useConditionNames();
  const { split, minimumEffect, control } = campaign;
  const all = [...tags.values()];
  const levels = all.filter(({ type }) => type === 'category' || type === 'boolean');
  const numbers = all.filter(({ type }) => type === 'number');
  const setSplit = (change: Partial<Campaign['split']>) => {
    const { pairBy, ...rest } = { ...split, ...change };
    changeCampaign(campaign, { split: pairBy === undefined ? rest : { ...rest, pairBy } });
  };
  return (
    <Section title={t('dealing')}>
      <div className="pln-fields">
        <Field label={t('control')}>
          <Input
            maxLength={200}
            aria-label={t('control')}
            value={control}
            onChange={({ target }) => changeCampaign(campaign, { control: target.value || 'control' }, 'control')}
          />
        </Field>
        <Field label={t('strata')}>
          <span className="pln-who">
            <ManyPicker
              label={t('strata')}
              className="pln-tags-select"
              placeholder=""
              most={MOST_STRATA_TAGS}
              value={split.strata}
              options={levels.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(strata) => setSplit({ strata })}
              testId="campaign-strata"
            />
            <HelpTip text={t('strataHelp')} />
          </span>
        </Field>
        <span className="pln-who">
          <Picker
            label={t('pairBy')}
            value={split.pairBy ?? ''}
            options={[{ value: '', label: t('noPair') }, ...numbers.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(tag) => setSplit({ pairBy: tag === '' ? undefined : tag } as Partial<Campaign['split']>)}
            testId="campaign-pair-by"
          />
          <HelpTip text={t('pairByHelp')} />
        </span>
        <Field label={t('seed')}>
          <InputNumber<number>
            aria-label={t('seed')}
            min={0}
            max={2_147_483_647}
            precision={0}
            value={split.seed}
            onChange={(seed) => setSplit({ seed: seed ?? 1 })}
            data-testid="campaign-seed"
          />
        </Field>
        <ShareField
          label={t('minimumEffect')}
          value={minimumEffect}
          min={0.0001}
          max={100}
          onChange={(share) => changeCampaign(campaign, { minimumEffect: share ?? 0.1 }, 'minimumEffect')}
          testId="campaign-minimum-effect"
        />
      </div>
    </Section>
  );
}
