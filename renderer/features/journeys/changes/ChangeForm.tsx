import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import { useKernelAction } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { ChangeFacts } from './ChangeFacts';
import { ChangeRuleFields } from './ChangeRuleFields';
import { type BalanceColumn, type ChangeDraft, changeOf, ruleOf, withBalance } from './changeDraft';
import { useChangeWords } from './useChangeWords';

interface ChangeFormProps {
  readonly draft: ChangeDraft;
  readonly replaces?: string;
  readonly columns: readonly BalanceColumn[];
  readonly onClose: () => void;
}

/** Which balance does what, what its event is called, and how many there would be. */
export function ChangeForm({ draft: first, replaces, columns, onClose }: ChangeFormProps) {
  const t = useText('changes');
  const words = useChangeWords();
  const [draft, setDraft] = useState(first);
  const [refusal, setRefusal] = useState<HuaxiangError>();
  const { run, busy } = useKernelAction('balanceChanges.save');
  const { balance } = draft;
  const rule = ruleOf(draft);
  const proposed = rule ? words(balance.name, balance.unit, rule) : '';
  const change = changeOf(draft, proposed);
  const asked = replaces === undefined ? {} : { replaces };
  const save = async () => {
    if (!change) return;
    const result = await run({ change, ...asked });
    if (result.ok) onClose();
    else setRefusal(result.error);
  };
  const edit = (next: Partial<ChangeDraft>) => {
    setDraft((former) => ({ ...former, ...next }));
    setRefusal(undefined);
  };
  return (
    <form
      className="chg-body"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <BalanceField balance={balance} columns={columns} onChoose={(next) => edit(withBalance(draft, next))} />
      <ChangeRuleFields draft={draft} onEdit={edit} />
      <div className="chg-field">
        <span className="hx-secondary">{t('event')}</span>
        <Input
          maxLength={200}
          aria-label={t('event')}
          value={draft.event ?? proposed}
          placeholder={t('eventHint')}
          onChange={({ target }) => edit({ event: target.value })}
          data-testid="change-event"
        />
      </div>
      {refusal ? <ErrorNotice error={refusal} /> : change && <ChangeFacts asked={{ change, ...asked }} />}
      <div className="chg-buttons">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!change} data-testid="change-save">
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

interface BalanceFieldProps {
  readonly balance: BalanceColumn;
  readonly columns: readonly BalanceColumn[];
  readonly onChoose: (balance: BalanceColumn) => void;
}

function BalanceField({ balance, columns, onChoose }: BalanceFieldProps) {
  const t = useText('changes');
  const tables = [...new Set(columns.map(({ table }) => table))];
  const options = tables.map((table) => ({
    label: table,
    options: columns.flatMap((column, place) => (column.table === table ? [{ value: place, label: nameWithUnit(column) }] : [])),
  }));
  const choose = (place: number) => {
    const column = columns[place];
    if (column) onChoose(column);
  };
  return (
    <div className="chg-field">
      <span className="hx-secondary">{t('balance')}</span>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('balance')}
        value={columns.indexOf(balance)}
        options={options}
        onChange={choose}
        data-testid="change-balance"
      />
    </div>
  );
}
