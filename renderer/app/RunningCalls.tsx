import { CloseCircleOutlined, LoadingOutlined } from '@ant-design/icons';
import { Button, Popover, Progress as ProgressBar } from 'antd';
import { useEffect, useState } from 'react';
import { useRunningCalls } from '../engine/kernel';
import type { RunningCall } from '../engine/runningCalls';
import { useFormat, useText } from '../text';
import { methodText } from './methodText';

/** A call that is answered sooner is not worth a flicker. */
const SHOWN_AFTER_MS = 500;
const TICK_MS = 250;

/** What the kernel works on now, how long already, and the way to stop it. */
export function RunningCalls() {
  const t = useText('shell');
  const callText = useText('calls');
  const format = useFormat();
  const all = useRunningCalls();
  const now = useTicks(all.length > 0);
  const calls = all.filter(({ startedAt, method }) => now - startedAt > SHOWN_AFTER_MS && method !== 'engine.status');
  const [first] = calls;
  if (!first) return null;
  const label = calls.length === 1 ? callText(methodText(first.method)) : t('runningN', { n: calls.length });
  return (
    <Popover trigger="click" placement="topRight" title={t('running')} content={<CallList calls={calls} now={now} />}>
      <button type="button" className="hx-status-item hx-status-running" data-testid="status-running">
        <LoadingOutlined aria-hidden />
        <span>{`${label} ${format.duration((now - first.startedAt) / 1000)}`}</span>
      </button>
    </Popover>
  );
}

function CallList({ calls, now }: { readonly calls: readonly RunningCall[]; readonly now: number }) {
  return (
    <ul className="hx-calls">
      {calls.map((call) => (
        <CallRow key={call.id} call={call} now={now} />
      ))}
    </ul>
  );
}

function CallRow({ call, now }: { readonly call: RunningCall; readonly now: number }) {
  const t = useText('calls');
  const common = useText('common');
  const format = useFormat();
  const { progress } = call;
  const rows = progress?.rows === undefined ? null : common('rowsDone', { n: format.exact(progress.rows) });
  return (
    <li className="hx-call">
      <div className="hx-call-text">
        <div>{t(methodText(call.method))}</div>
        <div className="hx-faint hx-tabular">
          {[format.duration((now - call.startedAt) / 1000), rows].filter(Boolean).join(' · ')}
        </div>
        {progress?.fraction === undefined ? null : (
          <ProgressBar percent={Math.floor(progress.fraction * 100)} size="small" aria-label={t(methodText(call.method))} />
        )}
      </div>
      <Button
        type="text"
        icon={<CloseCircleOutlined />}
        aria-label={common('cancel')}
        onClick={call.cancel}
        data-testid={`cancel-${call.method}`}
      />
    </li>
  );
}

function useTicks(running: boolean): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
