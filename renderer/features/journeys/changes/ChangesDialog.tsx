import { StockOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useMemo, useState } from 'react';
import type { BalanceChange } from '#shared/model/balanceChange';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { HelpTip } from '../../../ui/HelpTip';
import { LoadingState } from '../../../ui/LoadingState';
import { openPage } from '../../../ui/navigation';
import { ChangeForm } from './ChangeForm';
import { ChangeList } from './ChangeList';
import { type BalanceColumn, balanceColumns, type ChangeDraft, draftOf, newDraft } from './changeDraft';
import './changes.css';

interface Edited {
  readonly draft: ChangeDraft;
  /** The event whose change it takes the place of. */
  readonly replaces?: string;
}

/** The changes of balances that are events: as a list, and one of them as a form. */
export function ChangesDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText('changes');
  const [edited, setEdited] = useState<Edited | null>(null);
  return (
    <Modal
      open
      width={640}
      footer={null}
      title={
        <span className="chg-title">
          {edited ? t(edited.replaces === undefined ? 'new' : 'edit') : t('title')}
          <HelpTip text={t('help')} />
        </span>
      }
      onCancel={edited ? () => setEdited(null) : onClose}
      data-testid="changes-dialog"
    >
      <DialogBody edited={edited} onEdit={setEdited} onLeave={onClose} />
    </Modal>
  );
}

interface BodyProps {
  readonly edited: Edited | null;
  readonly onEdit: (edited: Edited | null) => void;
  readonly onLeave: () => void;
}

function DialogBody({ edited, onEdit, onLeave }: BodyProps) {
  const t = useText('changes');
  const entities = useKernel('entities.get', {}, { keep: true });
  const tables = useKernel('tables.list', {}, { keep: true });
  const changes = useKernel('balanceChanges.list', {}, { keep: true });
  const map = entities.data?.map;
  const columns = useMemo(() => (map && tables.data ? balanceColumns(map, tables.data) : []), [map, tables.data]);
  const failed = [entities, tables, changes].find(({ error }) => error);
  if (failed?.error) return <ErrorNotice error={failed.error} onRetry={failed.retry} />;
  if (!entities.data || !tables.data || !changes.data) return <LoadingState />;
  const [first] = columns;
  if (!first) return <NoBalances onLeave={onLeave} />;
  if (edited) return <ChangeForm {...edited} columns={columns} onClose={() => onEdit(null)} />;
  const edit = (change: BalanceChange) => {
    const draft = draftOf(change, columns);
    if (draft) onEdit({ draft, replaces: change.event });
  };
  return (
    <div className="chg-body">
      <ChangeList states={changes.data} unitOf={(change) => unitOf(change, columns)} onEdit={edit} />
      <Button type="primary" onClick={() => onEdit({ draft: newDraft(first) })} data-testid="change-new">
        {t('new')}
      </Button>
    </div>
  );
}

function unitOf({ table, column }: BalanceChange, columns: readonly BalanceColumn[]): string | undefined {
  return columns.find((each) => each.table === table && each.name === column)?.unit;
}

function NoBalances({ onLeave }: { readonly onLeave: () => void }) {
  const t = useText('changes');
  const journeys = useText('journeys');
  const openData = () => {
    onLeave();
    openPage({ page: 'data' });
  };
  return (
    <EmptyState
      icon={<StockOutlined />}
      title={t('noBalances')}
      description={t('noBalancesHint')}
      action={
        <Button type="primary" onClick={openData} data-testid="changes-open-data">
          {journeys('openData')}
        </Button>
      }
    />
  );
}
