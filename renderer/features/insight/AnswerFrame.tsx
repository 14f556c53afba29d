import type { ReactNode } from 'react';
import type { ItemsLeftOut } from '#shared/model/insight';
import type { KernelAnswer } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';

interface Answered {
  readonly segment: { readonly n: number };
  readonly leftOut: ItemsLeftOut;
}

interface AnswerFrameProps<T extends Answered> {
  readonly answer: KernelAnswer<T>;
  /** Items that are compared at most. */
  readonly most: number;
  /** How many there are to show. */
  readonly shown: (data: T) => number;
  readonly summary: (data: T) => string;
  /** Stands above the answer, also while there is none. */
  readonly controls?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** An answer about items while it is asked, when it failed, when there is nothing, and what was left out of it. */
export function AnswerFrame<T extends Answered>({ answer, most, shown, summary, controls, children }: AnswerFrameProps<T>) {
  const t = useText('insight');
  const format = useFormat();
  const { data, error, retry, progress, cancel, busy } = answer;
  const body = () => {
    if (error) return <ErrorNotice error={error} onRetry={retry} />;
    if (!data) return <LoadingState progress={progress} onCancel={cancel} />;
    if (data.segment.n === 0) return <EmptyState title={t('emptySegment')} />;
    if (shown(data) === 0) return <EmptyState title={t('nothingFound')} description={t('nothingFoundHint')} />;
    return children(data);
  };
  const notes =
    data && !error
      ? [
          data.leftOut.rare > 0 ? t('rare', { n: format.exact(data.leftOut.rare) }) : '',
          data.leftOut.beyond > 0 ? t('beyond', { n: format.exact(data.leftOut.beyond), most }) : '',
        ].filter((note) => note !== '')
      : [];
  return (
    <div className="ins-answer" data-stale={busy}>
      <div className="ins-bar">
        {data && !error ? <span data-testid="insight-summary">{summary(data)}</span> : null}
        {controls}
      </div>
      {body()}
      {notes.length > 0 && <p className="ins-notes hx-faint">{notes.join(' · ')}</p>}
    </div>
  );
}
