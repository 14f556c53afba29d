import {
  CalendarOutlined,
  DatabaseOutlined,
  LoadingOutlined,
  LockOutlined,
  TeamOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useConnection } from '../engine/connection';
import { useKernel } from '../engine/kernel';
import { useShellState } from '../engine/shell';
import { useWorkspace } from '../engine/workspace';
import { useFormat, useText } from '../text';
import { RunningCalls } from './RunningCalls';

const STATUS_EVERY_MS = 3_000;

/** The workspace, its size, the engine and what runs now, always in sight. */
export function StatusBar() {
  const t = useText('shell');
  const format = useFormat();
  const { info, busy } = useWorkspace();
  return (
    <section className="hx-status" aria-label={t('status')}>
      <StatusItem icon={busy ? <LoadingOutlined /> : <DatabaseOutlined />} hint={t('statusWorkspace')} testId="status-workspace">
        {info ? (info.name ?? t('inMemory')) : t('noWorkspace')}
      </StatusItem>
      {info?.sealed ? <SealedItem place={info.sealed} /> : null}
      {info ? (
        <StatusItem
          icon={<TeamOutlined />}
          hint={`${t('statusCustomers')}: ${format.exact(info.customers)}`}
          testId="status-customers"
        >
          {t('customersN', { n: format.count(info.customers) })}
        </StatusItem>
      ) : null}
      {info?.asOf ? (
        <StatusItem icon={<CalendarOutlined />} hint={t('statusAsOf')} testId="status-asof">
          {info.asOf}
        </StatusItem>
      ) : null}
      <div className="hx-status-space" />
      <RunningCalls />
      <EngineItem />
    </section>
  );
}

function SealedItem({ place }: { readonly place: 'memory' | 'disk' }) {
  const t = useText('passphrase');
  return (
    <StatusItem icon={<LockOutlined />} hint={t('sealedHint', { place: t(`sealedPlace.${place}`) })} testId="status-sealed">
      {t(`sealed.${place}`)}
    </StatusItem>
  );
}

function EngineItem() {
  const t = useText('shell');
  const format = useFormat();
  const engine = useConnection((connection) => connection.engine);
  const { blockedRequests } = useShellState();
  const { data } = useKernel('engine.status', {}, { enabled: engine === 'ready', every: STATUS_EVERY_MS });
  if (engine !== 'ready' || !data)
    return (
      <StatusItem icon={<LoadingOutlined />} hint={t('statusEngine')} testId="status-engine">
        {t(`engine.${engine}`)}
      </StatusItem>
    );
  return (
    <>
      <StatusItem icon={<ThunderboltOutlined />} hint={t('statusEngine')} testId="status-engine">
        {`DuckDB ${data.duckdbVersion} · ${t(`engine.${data.engine}`)}`}
      </StatusItem>
      <StatusItem hint={t('statusMemory')} testId="status-memory">
        {format.bytes(data.memoryUsed + data.bitsetBytes)}
      </StatusItem>
      <StatusItem hint={t('statusNetwork')} testId="status-network">
        {t('offline', { n: blockedRequests })}
      </StatusItem>
    </>
  );
}

interface StatusItemProps {
  readonly icon?: ReactNode;
  readonly hint: string;
  readonly testId: string;
  readonly children: ReactNode;
}

function StatusItem({ icon, hint, testId, children }: StatusItemProps) {
  return (
    <Tooltip title={hint} placement="top">
      <span className="hx-status-item" data-testid={testId}>
        {icon ? <span aria-hidden>{icon}</span> : null}
        <span className="hx-ellipsis">{children}</span>
      </span>
    </Tooltip>
  );
}
