import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ListState } from '#shared/model/list';
import type { HuaxiangError } from '#shared/model/result';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';

const SAVE_BUTTON = { 'data-testid': 'list-save' } as const;

/** Makes a list of customers of a column of an imported table, and says how its keys reach the customers. */
export function ListDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText('segments');
  const tables = useKernel('tables.list', {});
  const [name, setName] = useState('');
  const [table, setTable] = useState<string | null>(null);
  const [key, setKey] = useState<string | null>(null);
  const [saved, setSaved] = useState<ListState | null>(null);
  const [error, setError] = useState<HuaxiangError | null>(null);
  const { run, busy } = useKernelAction('lists.save');
  const columns = tables.data?.find((each) => each.name === table)?.columns ?? [];
  const isComplete = name.trim() !== '' && table !== null && key !== null;
  const save = async () => {
    if (saved || table === null || key === null) return onClose();
    const result = await run({ list: { id: crypto.randomUUID(), name: name.trim(), table, key } });
    if (result.ok) setSaved(result.value);
    else setError(result.error);
  };
  return (
    <Modal
      open
      title={t('newList')}
      okText={saved ? t('done') : t('makeList')}
      okButtonProps={{ ...SAVE_BUTTON, disabled: !isComplete, loading: busy }}
      onOk={save}
      onCancel={onClose}
      destroyOnHidden
    >
      {saved ? (
        <ListFacts state={saved} />
      ) : (
        <Form layout="vertical">
          <p className="hx-faint">{t('newListHint')}</p>
          <Form.Item label={t('listName')} required>
            <Input value={name} maxLength={200} onChange={({ target }) => setName(target.value)} data-testid="list-name" />
          </Form.Item>
          <Form.Item label={t('listTable')} required>
            <Select
              showSearch
              value={table}
              options={(tables.data ?? []).map((each) => ({ value: each.name, label: each.name }))}
              onChange={(chosen) => {
                setTable(chosen);
                setKey(null);
              }}
              data-testid="list-table"
            />
          </Form.Item>
          <Form.Item label={t('listKey')} required>
            <Select
              showSearch
              value={key}
              options={columns.map((column) => ({ value: column.name, label: column.name }))}
              onChange={setKey}
              data-testid="list-key"
            />
          </Form.Item>
          {error && <ErrorNotice error={error} />}
        </Form>
      )}
    </Modal>
  );
}

function ListFacts({ state }: { readonly state: ListState }) {
  const t = useText('segments');
  const format = useFormat();
  const { rows, members, unknownKeys, emptyKeys, examples } = state;
  return (
    <div data-testid="list-facts">
      <p>{t('listMembers', { members: format.exact(members), rows: format.exact(rows) })}</p>
      {unknownKeys > 0 && (
        <p>
          {t('listUnknown', { n: format.exact(unknownKeys) })} <span className="hx-faint">{examples.join(', ')}</span>
        </p>
      )}
      {emptyKeys > 0 && <p>{t('listEmpty', { n: format.exact(emptyKeys) })}</p>}
    </div>
  );
}
