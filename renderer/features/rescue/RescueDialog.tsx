import { Button, Modal } from 'antd';
import type { GrantedFile } from '#shared/rpc/shell';
import { closeRescue, type RescueStep, runRescue, useRescue } from '../../engine/rescue';
import { useWorkspace } from '../../engine/workspace';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { RescueReport } from './RescueReport';

/** Offers to bring what can be read of a damaged workspace into a new one, and says what came over. */
export function RescueDialog() {
  const { file, step } = useRescue();
  return file ? <Steps file={file} step={step} /> : null;
}

function Steps({ file, step }: { readonly file: GrantedFile; readonly step: RescueStep }) {
  const t = useText('rescue');
  const running = step.kind === 'running';
  return (
    <Modal
      open
      title={t('title', { name: file.name })}
      width="min(640px, 94vw)"
      mask={{ closable: false }}
      closable={!running}
      keyboard={!running}
      onCancel={closeRescue}
      footer={running ? null : <Actions file={file} step={step} />}
      data-testid="rescue-dialog"
    >
      <Body step={step} />
    </Modal>
  );
}

function Body({ step }: { readonly step: RescueStep }) {
  const t = useText('rescue');
  switch (step.kind) {
    case 'offered':
      return (
        <>
          <p>{t('offer')}</p>
          <p className="hx-faint">{t('untouched')}</p>
        </>
      );
    case 'running':
      return <LoadingState label={t('running')} progress={step.progress} onCancel={step.cancel} />;
    case 'failed':
      return <ErrorNotice error={step.error} />;
    case 'done':
      return <RescueReport rescue={step.rescue} name={step.made.name} />;
  }
}

function Actions({ file, step }: { readonly file: GrantedFile; readonly step: RescueStep }) {
  const t = useText('rescue');
  const openMade = (made: GrantedFile) => {
    closeRescue();
    void useWorkspace.getState().open(made);
  };
  return (
    <>
      <Button onClick={closeRescue}>{t('close')}</Button>
      {step.kind === 'done' ? (
        <Button type="primary" autoFocus onClick={() => openMade(step.made)} data-testid="rescue-open">
          {t('open')}
        </Button>
      ) : (
        <Button type="primary" autoFocus onClick={() => void runRescue(file)} data-testid="rescue-run">
          {t('run')}
        </Button>
      )}
    </>
  );
}
