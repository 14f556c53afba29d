import { Segmented, Switch } from 'antd';
import { MOST_VARIANTS } from '#shared/model/experiment';
import { useConditionNames } from '../../../conditions/conditionNames';
import { WhoField } from '../../../conditions/WhoField';
import { useFormat, useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { ManyPicker } from '../../../ui/ManyPicker';
import { Picker } from '../../../ui/Picker';
import { RangeFields } from '../../../ui/RangeFields';
import { ARM_SOURCES, type ArmSource, type Chosen, choose, chooseArms, DESIGNS, type ResultFacts } from './resultChoice';

const MOST_MATCHED = 5;

interface ArmsFieldsProps {
  readonly chosen: Chosen;
  readonly facts: ResultFacts;
}

/** Who is compared with whom. */
export function ArmsFields({ chosen, facts }: ArmsFieldsProps) {
  const t = useText('campaignResult');
  const format = useFormat();
  const { source, arms, control, variants, randomised, who, range, timed } = chosen;
  const named = arms.map(({ variant, n }) => ({
    value: variant,
    label: n > 0 ? t('armN', { variant, n: format.count(n) }) : variant,
  }));
  const others = named.filter(({ value }) => value !== control);
  return (
    <div className="hx-pickers cmp-sources">
      <Segmented<ArmSource>
        aria-label={t('source')}
        value={source}
        options={ARM_SOURCES.map((value) => ({
          value,
          label: <span data-testid={`result-source-${value}`}>{t(`source.${value}`)}</span>,
        }))}
        onChange={(value) => chooseArms({ source: value, randomised: undefined })}
      />
      <SourceField chosen={chosen} facts={facts} />
      {arms.length > 0 && (
        <Picker
          label={t('control')}
          value={control}
          options={named}
          onChange={(variant) => choose({ control: variant, variants: undefined })}
          testId="result-control"
        />
      )}
      {others.length > 1 && (
        <ManyPicker
          label={t('variants')}
          labelled
          className="cmp-several"
          placeholder={t('allVariants')}
          most={MOST_VARIANTS}
          value={variants ?? []}
          options={others}
          onChange={(chosen) => choose({ variants: chosen.length > 0 ? chosen : undefined })}
          testId="result-variants"
        />
      )}
      <span className="hx-picker">
        <span className="hx-secondary">{t('randomised')}</span>
        <Switch
          size="small"
          aria-label={t('randomised')}
          checked={randomised}
          onChange={(checked) => choose({ randomised: checked })}
          data-testid="result-randomised"
        />
        <HelpTip text={t('randomisedHelp')} />
      </span>
      {!randomised && <DesignFields chosen={chosen} />}
      <WhoField who={who} onChange={(segment) => choose({ who: segment })} testId="result-who" />
      {!timed && range && <RangeFields range={range} onChange={(days) => choose({ range: days })} testId="result" />}
    </div>
  );
}

const AS_THEY_ARE = '';

/** How arms that nobody drew are compared. */
function DesignFields({ chosen: { design, matchedBy } }: Pick<ArmsFieldsProps, 'chosen'>) {
  const t = useText('campaignResult');
  const { tags } = useConditionNames();
  return (
    <>
      <span className="hx-picker">
        <Picker
          label={t('design')}
          value={design ?? AS_THEY_ARE}
          options={[
            { value: AS_THEY_ARE, label: t('design.none') },
            ...DESIGNS.map((value) => ({ value, label: t(`design.${value}`) })),
          ]}
          onChange={(value) => choose({ design: DESIGNS.find((each) => each === value) })}
          testId="result-design"
        />
        <HelpTip text={t('designHelp')} />
      </span>
      {design === 'matched' && (
        <ManyPicker
          label={t('matchedBy')}
          labelled
          className="cmp-several"
          placeholder={t('matchedByNone')}
          most={MOST_MATCHED}
          value={matchedBy}
          options={[...tags.values()]
            .filter(({ type, distinct }) => type === 'boolean' || type === 'number' || (type === 'category' && distinct < 2000))
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(ids) => choose({ matchedBy: ids })}
          testId="result-matched-by"
        />
      )}
    </>
  );
}

function SourceField({ chosen: { source, campaign, release, tag, segments }, facts }: ArmsFieldsProps) {
  const t = useText('campaignResult');
  const format = useFormat();
  const { tags } = useConditionNames();
  if (source === 'campaign') {
    return (
      <Picker
        label={t('source.campaign')}
        value={campaign}
        options={facts.campaigns.map(({ campaign: value, arms, first, last }) => {
          const n = format.count(arms.reduce((sum, arm) => sum + arm.n, 0));
          return { value, label: first && last ? t('campaignN', { value, first, last, n }) : t('armN', { variant: value, n }) };
        })}
        onChange={(value) => chooseArms({ campaign: value })}
        testId="result-campaign"
      />
    );
  }
  if (source === 'release') {
    return (
      <Picker
        label={t('source.release')}
        value={release}
        options={facts.released.map(({ campaign: { id, name } }) => ({ value: id, label: name }))}
        onChange={(id) => chooseArms({ release: id, metrics: undefined, range: undefined, minimumEffect: undefined })}
        testId="result-release"
      />
    );
  }
  if (source === 'tag') {
    const levelled = [...tags.values()].filter(
      ({ type, distinct }) => type === 'boolean' || (type === 'category' && distinct < 200),
    );
    return (
      <Picker
        label={t('source.tag')}
        value={tag}
        options={levelled.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => chooseArms({ tag: value })}
        testId="result-tag"
      />
    );
  }
  return (
    <ManyPicker
      label={t('source.segments')}
      className="cmp-several"
      placeholder={t('chooseSegments')}
      most={MOST_VARIANTS}
      value={segments}
      options={facts.segments.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(ids) => chooseArms({ segments: ids })}
      testId="result-segments"
    />
  );
}
