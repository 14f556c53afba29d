import { useFormat, useText } from '../../../text';
import { useExperimentWriter } from '../useExperimentWriter';
import type { SizeQuestion } from './sizeChoice';
import { neededHoldout, type SizeAnswers } from './sizeSpecs';

interface SizeFactsProps {
  readonly question: SizeQuestion;
  readonly answers: SizeAnswers;
}

/** What this list shows, what the lift takes, how likely it shows, and how many more conversions would be significant. */
export function SizeFacts({ question, answers }: SizeFactsProps) {
  const t = useText('campaignSize');
  const format = useFormat();
  const { texts, ...writer } = useExperimentWriter();
  const { kind, base, list, holdout, lift } = question;
  const treated = Math.round(list * (1 - holdout));
  const held = list - treated;
  const { visible, needed, power, critical } = answers;
  const few = texts.needsData;
  const liftOf = (effect: number) => writer.lift(effect / Math.abs(base));
  const arms = { held: format.exact(held), treated: format.exact(treated) };
  const enough = neededHoldout(answers, lift);
  const facts = [
    {
      key: 'visible',
      value: typeof visible?.effect === 'number' ? liftOf(visible.effect) : few,
      note:
        typeof visible?.effect === 'number'
          ? t('visibleNote', { ...arms, from: writer.value(kind, base), to: writer.value(kind, base + visible.effect) })
          : t('fewNote'),
    },
    {
      key: 'needed',
      value:
        typeof needed?.n === 'number' && typeof needed.treatmentN === 'number' ? format.exact(needed.n + needed.treatmentN) : few,
      note:
        typeof needed?.n === 'number' && typeof needed.treatmentN === 'number'
          ? [
              t('neededNote', { held: format.exact(needed.n), treated: format.exact(needed.treatmentN) }),
              enough === null ? t('noHoldout') : t('holdoutNote', { share: format.percent(enough, 1) }),
            ].join(' ')
          : t('fewNote'),
    },
    {
      key: 'chance',
      value: typeof power?.power === 'number' ? format.percent(power.power, 0) : few,
      note: t('chanceNote', { lift: writer.lift(lift) }),
    },
    {
      key: 'extra',
      value: typeof critical?.effect === 'number' ? extraOf(critical.effect) : few,
      note:
        typeof critical?.effect === 'number' ? t(`extraNote.${kind}`, { ...arms, lift: liftOf(critical.effect) }) : t('fewNote'),
    },
  ] as const;

  function extraOf(effect: number): string {
    return kind === 'conversion' ? format.exact(Math.ceil(effect * treated)) : writer.amount(effect);
  }

  return (
    <dl className="cmp-facts">
      {facts.map(({ key, value, note }) => (
        <div key={key} className="hx-card cmp-fact">
          <dt>{t(key === 'extra' ? `extra.${kind}` : `question.${key}`)}</dt>
          <dd className="cmp-fact-value hx-tabular" data-testid={`size-${key}`}>
            {value}
          </dd>
          <dd className="hx-secondary">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
