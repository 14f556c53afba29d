import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { BoardItem } from '#shared/model/board';
import { useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';
import { useText } from '../../text';
import { dropPin, useHandedPin } from '../../ui/handedPin';
import { newBoard, useBoardList } from './useBoards';

/** Stands for a board that is yet to be made. */
const NEW = '';

/** Asks on which board something that was pinned is to stand. */
export function PinDialog() {
  const item = useHandedPin((state) => state.item);
  return item ? <Choice item={item} /> : null;
}

function Choice({ item }: { readonly item: BoardItem }) {
  const t = useText('boards');
  const { data: boards = [] } = useBoardList();
  const { run, busy } = useKernelAction('boards.pin');
  const [picked, setPicked] = useState<string | null>(null);
  const [name, setName] = useState('');
  const chosen = picked ?? boards[0]?.id ?? NEW;
  const called = name.trim() || t('unnamed', { n: boards.length + 1 });
  const pin = async () => {
    const { id, name: boardName } = boards.find((board) => board.id === chosen) ?? newBoard(called);
    const result = await run({ board: { id, name: boardName }, item });
    if (result.ok) notify({ kind: 'success', text: 'pinned', params: { name: boardName } });
    else notifyError(result.error);
    dropPin();
  };
  return (
    <Modal
      open
      title={t('pin')}
      okText={t('pin')}
      okButtonProps={{ loading: busy }}
      onOk={() => void pin()}
      onCancel={dropPin}
      data-testid="pin-dialog"
    >
      <Radio.Group
        vertical
        aria-label={t('choose')}
        value={chosen}
        onChange={({ target }) => setPicked(target.value)}
        options={[...boards.map((board) => ({ value: board.id, label: board.name })), { value: NEW, label: t('newBoard') }]}
      />
      {chosen === NEW && (
        <Input
          autoFocus
          aria-label={t('name')}
          placeholder={called}
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
          onPressEnter={() => void pin()}
          data-testid="pin-name"
        />
      )}
    </Modal>
  );
}
