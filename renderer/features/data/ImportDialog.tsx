import { Modal } from 'antd';
import { useState } from 'react';
import type { ImportReceipt } from '#shared/model/import';
import type { GrantedFile } from '#shared/rpc/shell';
import { useText } from '../../text';
import { ImportDone } from './ImportDone';
import { ImportForm } from './ImportForm';
import { useImportQueue } from './importQueue';
import { ImportOverview } from './overview/ImportOverview';
import './import.css';

/** Brings in the queued files one after the other; shown over any page. */
export function ImportDialog() {
  const { files, length, clear } = useImportQueue();
  const t = useText('data');
  const [file] = files;
  const [running, setRunning] = useState(false);
  const [oneByOne, setOneByOne] = useState(false);
  const isOverview = files.length > 1 && files.length === length && !oneByOne;
  if (files.length === 0 && oneByOne) setOneByOne(false);
  const place = length > 1 && !isOverview ? ` (${t('fileOf', { at: length - files.length + 1, n: length })})` : '';
  return (
    <Modal
      open={file !== undefined}
      title={`${t('importTitle')}${place}`}
      width="min(1080px, 94vw)"
      style={{ top: 40 }}
      footer={null}
      mask={{ closable: false }}
      closable={!running}
      keyboard={!running}
      onCancel={clear}
      destroyOnHidden
      className="hx-import"
    >
      {isOverview ? (
        <ImportOverview files={files} onRunning={setRunning} onOneByOne={() => setOneByOne(true)} />
      ) : file ? (
        <ImportFile key={file.token} file={file} onRunning={setRunning} />
      ) : null}
    </Modal>
  );
}

interface ImportFileProps {
  readonly file: GrantedFile;
  readonly onRunning: (running: boolean) => void;
}

function ImportFile({ file, onRunning }: ImportFileProps) {
  const [receipt, setReceipt] = useState<ImportReceipt>();
  return receipt ? <ImportDone receipt={receipt} /> : <ImportForm file={file} onDone={setReceipt} onRunning={onRunning} />;
}
