import { Button, Progress as ProgressBar, Spin } from 'antd';
import type { Progress } from '#shared/rpc/method';
import { useFormat, useText } from '../text';

interface LoadingStateProps {
  readonly label?: string;
  readonly progress?: Progress | undefined;
  readonly onCancel?: () => void;
}

/** A call under way: how far, how many rows, how long, and the way to stop it. */
export function LoadingState({ label, progress, onCancel }: LoadingStateProps) {
  const t = useText('common');
  return (
    <div className="hx-loading" role="status" data-testid="loading-state">
      {progress?.fraction === undefined ? (
        <Spin />
      ) : (
        <ProgressBar percent={Math.floor(progress.fraction * 100)} style={{ width: 260 }} />
      )}
      <div className="hx-loading-text">{label ?? t('loading')}</div>
      {progress ? <ProgressLine progress={progress} /> : null}
      {onCancel ? (
        <Button size="small" onClick={onCancel} data-testid="loading-cancel">
          {t('cancel')}
        </Button>
      ) : null}
    </div>
  );
}

function ProgressLine({ progress }: { readonly progress: Progress }) {
  const t = useText('common');
  const format = useFormat();
  const rows = progress.rows === undefined ? null : t('rowsDone', { n: format.exact(progress.rows) });
  return <div className="hx-loading-line">{[rows, format.duration(progress.seconds)].filter(Boolean).join(' · ')}</div>;
}
