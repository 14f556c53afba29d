import { useMemo } from 'react';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { Chart } from '../../../ui/Chart';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useLook } from '../../../ui/look';
import { paletteOf } from '../../../ui/palette';
import { SizeFacts } from './SizeFacts';
import type { SizeQuestion } from './sizeChoice';
import { sizeCurve } from './sizeCurve';
import { askedSizes, isAskable, placedSizes, type SizeAnswers } from './sizeSpecs';

/** The answers in words, and two curves of what else could be chosen. */
export function SizeView({ question }: { readonly question: SizeQuestion }) {
  const t = useText('campaignSize');
  const isPossible = isAskable(question);
  const asked = useMemo(() => (isPossible ? askedSizes(question) : []), [question, isPossible]);
  const { data, error, retry, busy } = useKernel('experiments.powers', { specs: asked.map(({ spec }) => spec) }, { keep: true });
  if (!isPossible) return <p className="cmp-note">{t('impossible')}</p>;
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data || data.length !== asked.length) return <LoadingState />;
  const answers = placedSizes(asked, data, question.base);
  return (
    <div className="cmp-answer" data-stale={busy} data-testid="size-answer">
      <SizeFacts question={question} answers={answers} />
      <div className="size-curves">
        <Curve of="byHoldout" question={question} answers={answers} />
        <Curve of="byLift" question={question} answers={answers} />
      </div>
    </div>
  );
}

interface CurveProps {
  readonly of: 'byHoldout' | 'byLift';
  readonly question: SizeQuestion;
  readonly answers: SizeAnswers;
}

const HEIGHT = 260;

function Curve({ of, question, answers }: CurveProps) {
  const t = useText('campaignSize');
  const format = useFormat();
  const dark = useLook((look) => look.dark);
  const { holdout, lift, power } = question;
  const option = useMemo(() => {
    const isHoldout = of === 'byHoldout';
    return sizeCurve(answers[of], {
      palette: paletteOf(dark),
      x: isHoldout ? t('holdout') : t('lift'),
      y: isHoldout ? t('visible') : t('power'),
      writeX: (x) => `${isHoldout || x === 0 ? '' : '+'}${format.percent(x, 0)}`,
      writeY: (y) => `${isHoldout && y > 0 ? '+' : ''}${format.percent(y, 0)}`,
      at: isHoldout ? holdout : lift,
      wanted: isHoldout ? lift : power,
      most: isHoldout ? null : 1,
    });
  }, [of, answers, dark, t, format, holdout, lift, power]);
  return (
    <Card title={t(of)} help={t(`${of}Help`)} testId={`size-${of}`}>
      <Chart option={option} height={HEIGHT} label={t(of)} />
    </Card>
  );
}
