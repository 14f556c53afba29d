import { CheckCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ImportReceipt } from '#shared/model/import';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { NumberText } from '../../ui/NumberText';
import { openPage } from '../../ui/navigation';
import { useDataView } from './dataView';
import { useImportQueue } from './importQueue';
import { UseAsCustomers } from './UseAsCustomers';

/** What came of an import, and what to do next. */
export function ImportDone({ receipt }: { readonly receipt: ImportReceipt }) {
  const t = useText('data');
  const format = useFormat();
  const { files, next } = useImportQueue();
  const entities = useKernel('entities.get', {});
  const file = receipt.files ? t('severalFiles', { file: receipt.file, n: receipt.files.length }) : receipt.file;
  const show = (pane: 'rows' | 'rejects') => {
    useDataView.setState({ pane, entities: false });
    openPage({ page: 'data', table: receipt.table });
    next();
  };
  const offersCustomers = files.length === 1 && entities.data?.map === null;
  return (
    <div className="hx-import-done" data-testid="import-done">
      <CheckCircleFilled className="hx-import-done-icon" aria-hidden />
      <div className="hx-import-done-title">{t('imported', { table: receipt.table })}</div>
      <div className="hx-secondary">{t('importedIn', { file, time: format.duration(receipt.seconds) })}</div>
      <dl className="hx-import-figures">
        <Figure label={t('rowsRead')} value={receipt.rowsRead} />
        <Figure label={t('rowsKept')} value={receipt.rows} />
        <Figure label={t('rowsRejected')} value={receipt.rejected} {...(receipt.rejected > 0 ? { warn: true } : {})} />
        <Figure label={t('columnsN')} value={receipt.columns.length} />
      </dl>
      {offersCustomers ? <UseAsCustomers table={receipt.table} columns={receipt.columns} onDone={next} /> : null}
      <div className="hx-import-footer">
        {receipt.rejected > 0 ? (
          <Button onClick={() => show('rejects')} data-testid="import-show-rejects">
            {t('showRejects')}
          </Button>
        ) : null}
        <Button {...(offersCustomers ? {} : { type: 'primary' })} onClick={() => show('rows')} data-testid="import-next">
          {files.length > 1 ? t('nextFile') : t('showRows')}
        </Button>
      </div>
    </div>
  );
}

function Figure({ label, value, warn = false }: { readonly label: string; readonly value: number; readonly warn?: boolean }) {
  return (
    <div data-warn={warn}>
      <dt>{label}</dt>
      <dd>
        <NumberText value={value} kind="exact" />
      </dd>
    </div>
  );
}
