import { FullscreenExitOutlined, FullscreenOutlined, PlusOutlined, ReloadOutlined, UndoOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Board } from '#shared/model/board';
import { useCommands } from '../../engine/shell';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { placedItem } from '../../ui/handedPin';
import { BoardGrid } from './BoardGrid';
import { BoardReportButton } from './BoardReportButton';
import { type EditedBoard, useEditedBoard } from './useBoards';

/** One board: its tools, and its items in order; shown to others without the tools. */
export function BoardView({ saved }: { readonly saved: Board }) {
  const edited = useEditedBoard(saved);
  const { board, change, undo } = edited;
  const frame = useRef<HTMLDivElement>(null);
  const presents = usePresenting(frame);
  const t = useText('boards');
  useCommands(undo ? { 'edit.undo': undo } : {});
  return (
    <div className="brd-board" ref={frame} data-presents={presents} data-testid="board">
      {presents ? (
        <header className="brd-bar">
          <h2 className="brd-name">{board.name}</h2>
          <Button type="text" icon={<FullscreenExitOutlined />} onClick={() => void document.exitFullscreen()}>
            {t('leave')}
          </Button>
        </header>
      ) : (
        <Tools edited={edited} onPresent={() => void frame.current?.requestFullscreen()} />
      )}
      {board.items.length === 0 ? (
        <EmptyState title={t('empty')} description={t('emptyHelp')} />
      ) : (
        <BoardGrid board={board} onChange={change} fixed={presents} />
      )}
    </div>
  );
}

interface ToolsProps {
  readonly edited: EditedBoard;
  readonly onPresent: () => void;
}

function Tools({ edited: { board, change, undo }, onPresent }: ToolsProps) {
  const t = useText('boards');
  const queries = useQueryClient();
  const addText = () => change({ ...board, items: [...board.items, placedItem({ kind: 'text', text: '' })] });
  return (
    <div className="brd-bar">
      <NameField key={board.name} name={board.name} onName={(name) => change({ ...board, name })} />
      <Button icon={<PlusOutlined />} onClick={addText} data-testid="board-add-text">
        {t('addText')}
      </Button>
      <Button icon={<ReloadOutlined />} onClick={() => void queries.invalidateQueries()} data-testid="board-refresh">
        {t('refresh')}
      </Button>
      <Button icon={<UndoOutlined />} disabled={!undo} onClick={undo} data-testid="board-undo">
        {t('undo')}
      </Button>
      <BoardReportButton board={board} />
      <Button
        type="primary"
        icon={<FullscreenOutlined />}
        disabled={board.items.length === 0}
        onClick={onPresent}
        data-testid="board-present"
      >
        {t('present')}
      </Button>
    </div>
  );
}

function NameField({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  const t = useText('boards');
  const [text, setText] = useState(name);
  const keep = () => {
    const next = text.trim();
    if (next !== '' && next !== name) onName(next);
    else setText(name);
  };
  return (
    <Input
      className="brd-name-field"
      aria-label={t('name')}
      maxLength={200}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={keep}
      onPressEnter={keep}
      data-testid="board-name"
    />
  );
}

/** Whether the element fills the screen, which Escape ends. */
function usePresenting(frame: React.RefObject<HTMLElement | null>): boolean {
  const [presents, setPresents] = useState(false);
  useEffect(() => {
    const isFull = () => document.fullscreenElement !== null && document.fullscreenElement === frame.current;
    const follow = () => setPresents(isFull());
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && isFull()) void document.exitFullscreen();
    };
    document.addEventListener('fullscreenchange', follow);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('fullscreenchange', follow);
      document.removeEventListener('keydown', leave);
    };
  }, [frame]);
  return presents;
}
