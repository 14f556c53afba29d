import { AppstoreOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import type { Board } from '#shared/model/board';
import { useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { PageFrame } from '../../ui/PageFrame';
import { BoardView } from './BoardView';
import { newBoard, useBoardList } from './useBoards';
import './boards.css';

/** What was pinned from other pages, put in order and ready to be shown. */
export function BoardsPage() {
  const t = useText('boards');
  const { data, error, retry } = useBoardList();
  const [picked, setPicked] = useState<string | null>(null);
  const create = useCreate(data?.length ?? 0, setPicked);
  const board = data?.find(({ id }) => id === picked) ?? data?.[0];
  const actions = (
    <div className="brd-actions">
      {data && board && (
        <>
          <Select
            className="brd-select"
            aria-label={t('choose')}
            value={board.id}
            options={data.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setPicked}
            data-testid="board-select"
          />
          <RemoveButton board={board} />
        </>
      )}
      <Button icon={<PlusOutlined />} onClick={create} data-testid="board-new">
        {t('newBoard')}
      </Button>
    </div>
  );
  return (
    <PageFrame title={t('title')} help={t('help')} actions={actions} state={error ? 'error' : data ? 'complete' : 'busy'}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!data && !error ? <LoadingState /> : null}
      {data && !board && <EmptyState icon={<AppstoreOutlined />} title={t('none')} description={t('noneHelp')} />}
      {board && <BoardView key={board.id} saved={board} />}
    </PageFrame>
  );
}

function useCreate(boards: number, onCreated: (id: string) => void): () => void {
  const t = useText('boards');
  const { run } = useKernelAction('boards.save');
  return () =>
    void run({ board: newBoard(t('unnamed', { n: boards + 1 })) }).then((result) => {
      if (result.ok) onCreated(result.value.id);
      else notifyError(result.error);
    });
}

function RemoveButton({ board: { id, name } }: { readonly board: Board }) {
  const t = useText('boards');
  const { run } = useKernelAction('boards.remove');
  const remove = async () => {
    const result = await run({ id });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <Popconfirm title={t('remove', { name })} description={t('removeHelp')} onConfirm={() => void remove()}>
      <Button icon={<DeleteOutlined />} aria-label={t('remove', { name })} data-testid="board-remove" />
    </Popconfirm>
  );
}
