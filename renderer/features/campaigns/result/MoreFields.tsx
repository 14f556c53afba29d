import { Checkbox, Collapse } from 'antd';
import { WORK_LEVELS } from '#shared/model/experiment';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { ManyPicker } from '../../../ui/ManyPicker';
import { Picker } from '../../../ui/Picker';
import { NumberField } from '../NumberField';
import { useExperimentWriter } from '../useExperimentWriter';
import { MoneyFields } from './MoneyFields';
import { PlanFields } from './PlanFields';
import { type Chosen, choose, type ResultFacts } from './resultChoice';

const NONE = '';
const METHODS = ['bayes', 'rank', 'others'] as const;
const MOST_SPLITS = 5;

/** How it is judged: all of it has a value already. */
export function MoreFields({ chosen, facts }: { readonly chosen: Chosen; readonly facts: ResultFacts }) {
  const t = useText('campaignResult');
  const more = (
    <div className="cmp-more">
      <JudgeFields chosen={chosen} />
      <TagFields chosen={chosen} facts={facts} />
      <PlanFields chosen={chosen} />
      <MoneyFields chosen={chosen} facts={facts} />
    </div>
  );
  return (
    <Collapse
      size="small"
      ghost
      className="cmp-collapse"
      items={[{ key: 'more', label: <span data-testid="result-more">{t('more')}</span>, children: more }]}
    />
  );
}

function JudgeFields({ chosen: { minimumEffect, alpha, looks, methods, metrics } }: { readonly chosen: Chosen }) {
  const t = useText('campaignResult');
  const tau = metrics.find(({ role }) => role === 'primary')?.tau;
  return (
    <div className="hx-pickers">
      <NumberField
        label={t('minimumEffect')}
        help={t('minimumEffectHelp')}
        value={minimumEffect * 100}
        range={[0.1, 1000]}
        suffix="%"
        onChange={(n) => choose({ minimumEffect: (n ?? 10) / 100 })}
        testId="result-minimum"
      />
      <NumberField
        label={t('confidence')}
        help={t('confidenceHelp')}
        value={100 - alpha * 100}
        range={[50, 99.9]}
        suffix="%"
        onChange={(n) => choose({ alpha: Math.round((100 - (n ?? 95)) * 1e6) / 1e8 })}
        testId="result-confidence"
      />
      <NumberField
        label={t('looks')}
        help={t('looksHelp')}
        value={looks}
        range={[1, 1000]}
        precision={0}
        onChange={(n) => choose({ looks: n ?? 1 })}
        testId="result-looks"
      />
      {looks > 1 && (
        <NumberField
          label={t('tau')}
          help={t('tauHelp')}
          value={tau ?? null}
          range={[0.000001, 1e9]}
          onChange={(n) =>
            choose({ metrics: metrics.map(({ tau: _, ...metric }) => (n === null ? metric : { ...metric, tau: n })) })
          }
          testId="result-tau"
        />
      )}
      <Checkbox.Group
        aria-label={t('methods')}
        value={[...methods]}
        options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
        onChange={(values) => choose({ methods: METHODS.filter((method) => values.includes(method)) })}
      />
    </div>
  );
}

const WORK = 'work ';

interface BreakdownFieldProps {
  readonly chosen: Chosen;
  readonly levelled: readonly { readonly value: string; readonly label: string }[];
}

/** By a tag, or by those to whom the customers of the release were handed out. */
function BreakdownField({ chosen: { source, release, by }, levelled }: BreakdownFieldProps) {
  const t = useText('campaignResult');
  const { texts } = useExperimentWriter();
  const { data = [] } = useKernel('workLists.list', {}, { enabled: source === 'release' });
  const isHandedOut = source === 'release' && data.some(({ plan }) => plan.campaign === release);
  const ofWork = (isHandedOut ? WORK_LEVELS : []).map((work) => ({ value: `${WORK}${work}`, label: texts[`work.${work}`] }));
  const change = (value: string) => {
    const work = WORK_LEVELS.find((each) => value === `${WORK}${each}`);
    choose({ by: work ? { work } : value === NONE ? undefined : value });
  };
  return (
    <Picker
      label={t('by')}
      value={typeof by === 'object' ? `${WORK}${by.work}` : (by ?? NONE)}
      options={[{ value: NONE, label: t('byNone') }, ...ofWork, ...levelled]}
      onChange={change}
      testId="result-by"
    />
  );
}

function TagFields({ chosen, facts }: { readonly chosen: Chosen; readonly facts: ResultFacts }) {
  const t = useText('campaignResult');
  const { tags } = useConditionNames();
  const all = [...tags.values()];
  const named = (fit: typeof all) => fit.map(({ id, name }) => ({ value: id, label: name }));
  const levelled = named(all.filter(({ type, distinct }) => (type === 'category' && distinct < 2000) || type === 'boolean'));
  const numbers = named(all.filter(({ type }) => type === 'number'));
  const none = (label: string) => ({ value: NONE, label });
  const picked = (id: string) => (id === NONE ? undefined : id);
  return (
    <div className="hx-pickers">
      <BreakdownField chosen={chosen} levelled={levelled} />
      <span className="hx-picker">
        <ManyPicker
          label={t('splitBy')}
          labelled
          className="cmp-several"
          placeholder={t('splitByNone')}
          most={MOST_SPLITS}
          value={chosen.splitBy}
          options={levelled}
          onChange={(ids) => choose({ splitBy: ids })}
          testId="result-split"
        />
        <HelpTip text={t('splitByHelp')} />
      </span>
      <span className="hx-picker">
        <Picker
          label={t('covariate')}
          value={chosen.covariate ?? NONE}
          options={[none(t('covariateNone')), ...numbers]}
          onChange={(id) => choose({ covariate: picked(id) })}
          testId="result-covariate"
        />
        <HelpTip text={t('covariateHelp')} />
      </span>
      <span className="hx-picker">
        <Picker
          label={t('contacted')}
          value={chosen.contacted ?? NONE}
          options={[none(t('contactedNone')), ...facts.segments.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(id) => choose({ contacted: picked(id) })}
          testId="result-contacted"
        />
        <HelpTip text={t('contactedHelp')} />
      </span>
    </div>
  );
}
