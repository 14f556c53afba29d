import type { ComponentProps, RefObject } from 'react';
import type { KernelAnswer } from '../../../engine/kernel';
import { Card } from '../../../ui/Card';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';

interface LateCardProps extends ComponentProps<typeof Card> {
  readonly asked: KernelAnswer<unknown>;
  /** What is watched until it comes near to what is on screen. */
  readonly place: RefObject<HTMLElement | null>;
  /** Said while the answer is waited for. */
  readonly computing: string;
}

/** A card whose answer is asked for once it is come near to; its content is shown when there is one. */
export function LateCard({
  asked: { data, error, retry, progress, cancel, busy },
  place,
  computing,
  children,
  ...card
}: LateCardProps) {
  const waiting = error ? (
    <ErrorNotice error={error} onRetry={retry} />
  ) : (
    <LoadingState label={computing} progress={progress} onCancel={cancel} />
  );
  return (
    <div ref={place as RefObject<HTMLDivElement>} data-stale={busy}>
      <Card {...card}>{data ? children : waiting}</Card>
    </div>
  );
}
