import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { BalanceChange, BalanceChangeState } from '#shared/model/balanceChange';
import { useKernelAction } from '../../../engine/kernel';
import { notify, notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { useChangeWords } from './useChangeWords';

interface ChangeListProps {
  readonly states: readonly BalanceChangeState[];
  readonly unitOf: (change: BalanceChange) => string | undefined;
  readonly onEdit: (change: BalanceChange) => void;
}

/** Every change with what it comes to. A removed one can be had back. */
export function ChangeList({ states, unitOf, onEdit }: ChangeListProps) {
  const t = useText('changes');
  const save = useKernelAction('balanceChanges.save');
  const removal = useKernelAction('balanceChanges.remove');
  const restore = async (change: BalanceChange) => {
    const result = await save.run({ change });
    if (!result.ok) notifyError(result.error);
  };
  const remove = async (change: BalanceChange) => {
    const result = await removal.run({ event: change.event });
    if (!result.ok) return notifyError(result.error);
    const undo = { text: 'undo' as const, run: () => void restore(change) };
    notify({ kind: 'success', text: 'changeRemoved', params: { event: change.event }, action: undo });
  };
  if (states.length === 0) return <p className="hx-secondary">{t('none')}</p>;
  return (
    <ul className="chg-list" aria-label={t('title')} aria-busy={removal.busy || save.busy}>
      {states.map((state) => (
        <ChangeItem
          key={state.change.event}
          state={state}
          unit={unitOf(state.change)}
          isBusy={removal.busy || save.busy}
          onEdit={() => onEdit(state.change)}
          onRemove={() => void remove(state.change)}
        />
      ))}
    </ul>
  );
}

interface ChangeItemProps {
  readonly state: BalanceChangeState;
  readonly unit: string | undefined;
  readonly isBusy: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function ChangeItem({ state: { change, n, customers }, unit, isBusy, onEdit, onRemove }: ChangeItemProps) {
  const t = useText('changes');
  const format = useFormat();
  const words = useChangeWords();
  const { event, table, column } = change;
  return (
    <li className="chg-item" data-testid={`change-${event}`} data-n={n}>
      <div className="chg-words">
        <strong className="hx-ellipsis" title={event}>
          {event}
        </strong>
        <span className="hx-secondary">{words(`${table}.${column}`, unit, change.change)}</span>
      </div>
      <span className="hx-secondary hx-tabular" title={format.exact(n)}>
        {t('comesTo', { n: format.count(n), customers: format.count(customers) })}
      </span>
      <Button
        type="text"
        size="small"
        icon={<EditOutlined />}
        disabled={isBusy}
        aria-label={t('editOf', { event })}
        onClick={onEdit}
        data-testid={`change-edit-${event}`}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        disabled={isBusy}
        aria-label={t('removeOf', { event })}
        onClick={onRemove}
        data-testid={`change-remove-${event}`}
      />
    </li>
  );
}
