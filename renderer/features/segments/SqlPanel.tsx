import { Collapse } from 'antd';
import { useMemo, useState } from 'react';
import { format as formatSql } from 'sql-formatter';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorDetails } from '../../ui/ErrorNotice';
import { useEditorState } from './openEditors';
import { countableRule } from './ruleDraft';

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
  const root = useEditorState((state) => state.history.present.root);
  const rule = useMemo(() => countableRule(root).rule, [root]);
  const { data, error } = useKernel('rules.sql', { rule }, { keep: true });
  const sql = useMemo(() => (data ? prettySql(data.sql) : ''), [data]);
  if (error) return <ErrorDetails error={error} />;
  return (
    <>
      <pre className="seg-sql" data-testid="segment-sql">
        {sql}
      </pre>
      <CopyButton size="small" label={t('copySql')} text={() => sql} testId="segment-sql-copy" />
    </>
  );
}

/** SQL that the formatter cannot read (a person's own predicate is part of it) is shown as it is. */
function prettySql(sql: string): string {
  try {
    return formatSql(sql, {
      language: 'duckdb',
      keywordCase: 'upper',
      expressionWidth: 60,
      paramTypes: { named: ['$'], positional: true, numbered: ['$'] },
    });
  } catch {
    return sql;
  }
}
