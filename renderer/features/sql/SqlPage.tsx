import { ConsoleSqlOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { QuerySchema } from '#shared/model/query';
import { useKernel } from '../../engine/kernel';
import { useLanguage, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { HistoryPanel } from './HistoryPanel';
import { loadMonaco, type MonacoParts } from './loadMonaco';
import { SqlBar } from './SqlBar';
import { type EditorHandle, SqlEditor } from './SqlEditor';
import { SqlOutcomeView } from './SqlOutcomeView';
import { useSql } from './sqlState';
import './sql.css';

/** Read-only SQL over the tables and the customers of the workspace. */
export function SqlPage() {
  const t = useText('sql');
  const { data: schema, error, retry } = useKernel('queries.schema', {});
  const parts = useMonaco();
  const ready = schema && parts;
  return (
    <PageFrame title={t('title')} help={t('help')} state={error ? 'error' : ready ? 'complete' : 'busy'} flush={Boolean(ready)}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {ready || error ? null : <LoadingState />}
      {ready ? schema.tables.length === 0 ? <NoTables /> : <Workbench schema={schema} parts={parts} /> : null}
    </PageFrame>
  );
}

function useMonaco(): MonacoParts | undefined {
  const language = useLanguage();
  const [parts, setParts] = useState<MonacoParts>();
  useEffect(() => {
    let wanted = true;
    void loadMonaco(language).then((loaded) => wanted && setParts(loaded));
    return () => {
      wanted = false;
    };
  }, [language]);
  return parts;
}

function Workbench({ schema, parts }: { readonly schema: QuerySchema; readonly parts: MonacoParts }) {
  const editor = useRef<EditorHandle>(null);
  const showsHistory = useSql((state) => state.showsHistory);
  return (
    <div className="sql-page" data-history={showsHistory}>
      <div className="sql-main">
        <SqlBar editor={editor} />
        <SqlEditor ref={editor} schema={schema} parts={parts} />
        <SqlOutcomeView />
      </div>
      {showsHistory ? <HistoryPanel onChoose={(sql) => editor.current?.putBack(sql)} /> : null}
    </div>
  );
}

function NoTables() {
  const t = useText('sql');
  return (
    <EmptyState
      icon={<ConsoleSqlOutlined />}
      title={t('noTables')}
      description={t('noTablesText')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'data' })}>
          {t('openData')}
        </Button>
      }
    />
  );
}
