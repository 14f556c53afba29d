import { ApartmentOutlined, CaretRightOutlined, HistoryOutlined, StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { RefObject } from 'react';
import { useText } from '../../text';
import type { EditorHandle } from './SqlEditor';
import { useSql } from './sqlState';

/** What can be done with the statement under the cursor. */
export function SqlBar({ editor }: { readonly editor: RefObject<EditorHandle | null> }) {
  const t = useText('sql');
  const { text, runningSince, showsHistory, cancel, toggleHistory } = useSql();
  const isEmpty = text.trim() === '';
  const isRunning = runningSince !== null;
  return (
    <div className="sql-bar" role="toolbar" aria-label={t('tools')}>
      {isRunning ? (
        <Button danger icon={<StopOutlined />} onClick={cancel} data-testid="sql-cancel">
          {t('cancel')}
        </Button>
      ) : (
        <Button
          type="primary"
          icon={<CaretRightOutlined />}
          disabled={isEmpty}
          onClick={() => editor.current?.run()}
          aria-keyshortcuts="Control+Enter"
          title={t('runHint')}
          data-testid="sql-run"
        >
          {t('run')}
        </Button>
      )}
      <Button disabled={isEmpty || isRunning} onClick={() => editor.current?.explain()} data-testid="sql-explain">
        {t('explain')}
      </Button>
      <Button disabled={isEmpty} onClick={() => void editor.current?.format()} data-testid="sql-format">
        {t('format')}
      </Button>
      <Button
        icon={<ApartmentOutlined />}
        disabled={isEmpty || isRunning}
        title={t('buildHint')}
        onClick={() => editor.current?.build()}
        data-testid="sql-build"
      >
        {t('build')}
      </Button>
      <span className="hx-faint sql-keys">{t('keys')}</span>
      <Button icon={<HistoryOutlined />} aria-pressed={showsHistory} onClick={toggleHistory} data-testid="sql-history-toggle">
        {t('history')}
      </Button>
    </div>
  );
}
