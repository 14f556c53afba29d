import { ConsoleSqlOutlined } from '@ant-design/icons';
import { Button, Collapse } from 'antd';
import { useMemo, useState } from 'react';
import { useKernel } from '../../engine/kernel';
import { useLanguage, useText } from '../../text';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorDetails } from '../../ui/ErrorNotice';
import { openAsSql } from '../../ui/handedSql';
import { useEditorState } from './openEditors';
import { writableRule } from './ruleDraft';

/** The rule as the SQL that means the same, folded away until asked for. */
export function SqlPanel() {
  const t = useText('segments');
  const [open, setOpen] = useState(false);
  return (
    <Collapse
      size="small"
      className="seg-sql-panel"
      onChange={(keys) => setOpen(keys.length > 0)}
      items={[
        { key: 'sql', label: <span data-testid="segment-sql-toggle">{t('sql')}</span>, children: open ? <SqlText /> : null },
      ]}
    />
  );
}

function SqlText() {
  const t = useText('segments');
  const language = useLanguage();
  const { root, limit } = useEditorState((state) => state.history.present);
  const segment = useEditorState((state) => state.opened?.segment.id);
  const rule = useMemo(() => writableRule(root), [root]);
  const { data, error } = useKernel('rules.sql', { rule, language }, { keep: true });
  const sql = data?.sql ?? '';
  if (error) return <ErrorDetails error={error} />;
  return (
    <>
      <pre className="seg-sql" data-testid="segment-sql">
        {sql}
      </pre>
      <div className="seg-sql-actions">
        <Button
          size="small"
          icon={<ConsoleSqlOutlined />}
          disabled={sql === ''}
          title={t('openSqlHint')}
          onClick={() => openAsSql(sql, segment)}
          data-testid="segment-sql-open"
        >
          {t('openSql')}
        </Button>
        <CopyButton size="small" label={t('copySql')} text={() => sql} testId="segment-sql-copy" />
        {limit && <span className="hx-secondary">{t('sqlWithoutLimit')}</span>}
      </div>
    </>
  );
}
