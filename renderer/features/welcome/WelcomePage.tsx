import { CloseOutlined, DatabaseOutlined, FileAddOutlined, FolderOpenOutlined, InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { RecentWorkspace } from '#shared/rpc/shell';
import { useRunningCalls } from '../../engine/kernel';
import { callShell, runCommand, useShellState } from '../../engine/shell';
import { useWorkspace } from '../../engine/workspace';
import { useFormat, useText } from '../../text';
import { LoadingState } from '../../ui/LoadingState';
import { PageFrame } from '../../ui/PageFrame';
import './welcome.css';

/** Where everything begins: the demo bank, a workspace, or files. */
export function WelcomePage() {
  const t = useText('shell');
  const { busy, info } = useWorkspace();
  return (
    <PageFrame title={t('page.welcome')} state={busy && !info ? 'busy' : 'complete'} bare flush>
      <div className="hx-welcome">
        <div className="hx-welcome-inner">
          <h1 className="hx-welcome-title">{t('welcomeTitle')}</h1>
          <p className="hx-welcome-subtitle">{t('welcomeSubtitle')}</p>
          {busy ? <Preparing /> : <Choices />}
        </div>
      </div>
    </PageFrame>
  );
}

function Preparing() {
  const t = useText('shell');
  const call = useRunningCalls().find(({ method }) => method.startsWith('demo.') || method.startsWith('workspace.'));
  return <LoadingState label={t('welcomePreparing')} progress={call?.progress} {...(call ? { onCancel: call.cancel } : {})} />;
}

function Choices() {
  const t = useText('shell');
  return (
    <>
      <div className="hx-welcome-actions">
        <ActionCard
          icon={<DatabaseOutlined />}
          title={t('welcomeDemo')}
          text={t('welcomeDemoText')}
          testId="welcome-demo"
          onClick={() => runCommand('demo.open')}
        />
        <ActionCard
          icon={<FolderOpenOutlined />}
          title={t('welcomeOpen')}
          text={t('welcomeOpenText')}
          testId="welcome-open"
          onClick={() => runCommand('workspace.open')}
        />
        <ActionCard
          icon={<FileAddOutlined />}
          title={t('welcomeNew')}
          text={t('welcomeNewText')}
          testId="welcome-new"
          onClick={() => runCommand('workspace.new')}
        />
      </div>
      <div className="hx-welcome-columns">
        <DropZone />
        <RecentList />
      </div>
    </>
  );
}

interface ActionCardProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly testId: string;
  readonly onClick: () => void;
}

function ActionCard({ icon, title, text, testId, onClick }: ActionCardProps) {
  return (
    <button type="button" className="hx-card hx-welcome-action" onClick={onClick} data-testid={testId}>
      <span className="hx-welcome-icon" aria-hidden>
        {icon}
      </span>
      <span className="hx-welcome-action-title">{title}</span>
      <span className="hx-welcome-action-text">{text}</span>
    </button>
  );
}

function DropZone() {
  const t = useText('shell');
  return (
    <section className="hx-welcome-drop" aria-label={t('welcomeDrop')} data-testid="welcome-drop">
      <InboxOutlined className="hx-welcome-drop-icon" aria-hidden />
      <div className="hx-welcome-action-title">{t('welcomeDrop')}</div>
      <div className="hx-welcome-action-text">{t('welcomeDropText')}</div>
      <Button onClick={() => runCommand('file.import')} data-testid="welcome-choose">
        {t('welcomeChoose')}
      </Button>
    </section>
  );
}

function RecentList() {
  const t = useText('shell');
  const { recent } = useShellState();
  return (
    <section className="hx-card hx-welcome-recent" aria-label={t('welcomeRecent')}>
      <h2 className="hx-section-title">{t('welcomeRecent')}</h2>
      {recent.length === 0 ? <div className="hx-faint">{t('welcomeNoRecent')}</div> : null}
      <ul>
        {recent.map((workspace) => (
          <RecentRow key={workspace.id} workspace={workspace} />
        ))}
      </ul>
    </section>
  );
}

function RecentRow({ workspace: { id, name, folder, openedAt } }: { readonly workspace: RecentWorkspace }) {
  const t = useText('shell');
  const format = useFormat();
  const openRecent = useWorkspace((workspace) => workspace.openRecent);
  return (
    <li className="hx-welcome-row">
      <button type="button" className="hx-welcome-row-open" onClick={() => void openRecent(id)} data-testid={`recent-${name}`}>
        <span className="hx-ellipsis">{name}</span>
        <span className="hx-ellipsis hx-faint">{folder}</span>
      </button>
      <span className="hx-faint hx-tabular">{format.date(openedAt)}</span>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('welcomeForget', { name })}
        onClick={() => void callShell('recent.remove', { id })}
        data-testid={`forget-${name}`}
      />
    </li>
  );
}
