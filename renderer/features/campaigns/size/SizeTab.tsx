import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useSettled } from '../../../ui/useSettled';
import { BaseFields } from './BaseFields';
import { ListFields } from './ListFields';
import { SizeView } from './SizeView';
import { baselineOf, questionOf, useSizeChoice } from './sizeChoice';
import './size.css';

const TYPING_MS = 300;

/** How many customers it takes to see a lift, and what is seen with those there are. */
export function SizeTab() {
  const t = useText('campaignSize');
  const names = useConditionNames();
  const choice = useSettled(useSizeChoice(), TYPING_MS);
  const asked = baselineOf(choice, names);
  const nothing = { metric: { kind: 'conversion', label: 'base', of: { tag: '-' } } } as const;
  const { data, error, retry, progress, cancel } = useKernel(
    'experiments.baseline',
    { spec: asked ?? nothing },
    { enabled: asked !== null, keep: true },
  );
  const found = asked ? data : undefined;
  const question = questionOf(choice, found);
  const view = () => {
    if (asked && error) return <ErrorNotice error={error} onRetry={retry} />;
    if (asked && !data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
    if (!question) return <p className="cmp-note">{t(asked ? 'tooFew' : 'unfinished')}</p>;
    return <SizeView question={question} />;
  };
  return (
    <div className="cmp-tab" data-testid="campaign-size">
      <p className="cmp-define hx-secondary">{t('define')}</p>
      <BaseFields found={found} />
      <ListFields list={question?.list ?? null} />
      {view()}
    </div>
  );
}
