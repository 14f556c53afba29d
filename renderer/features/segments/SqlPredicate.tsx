import { CodeOutlined, ConsoleSqlOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../../text';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { DraftQuery, DraftSql } from './ruleTree';

/** SQL half typed is an error at most times, so it is counted when the typing pauses. */
const TYPING_PAUSE_MS = 500;

/** A yes-or-no expression over the customer row. */
export function SqlPredicate({ condition, path }: { readonly condition: DraftSql; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  return (
    <SqlText
      name={t('addSql')}
      icon={<CodeOutlined aria-hidden />}
      hint={t('sqlHint')}
      text={condition.predicate}
      onChange={(predicate) => setCondition(editor, { ...condition, predicate }, true)}
      testId={`rule-sql-${path}`}
    />
  );
}

/** A query that gives the keys of customers. */
export function QueryText({ condition, path }: { readonly condition: DraftQuery; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  return (
    <SqlText
      name={t('inQuery')}
      icon={<ConsoleSqlOutlined aria-hidden />}
      hint={t('queryHint')}
      text={condition.sql}
      onChange={(sql) => setCondition(editor, { ...condition, sql }, true)}
      testId={`rule-query-${path}`}
    />
  );
}

interface SqlTextProps {
  readonly name: string;
  readonly icon: ReactNode;
  readonly hint: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly testId: string;
}

function SqlText({ name, icon, hint, text, onChange, testId }: SqlTextProps) {
  const [typed, setTyped] = useState(text);
  const [taken, setTaken] = useState(text);
  if (taken !== text) {
    setTaken(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onChange(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text, onChange]);
  return (
    <div className="seg-condition">
      <span className="seg-chip">
        {icon} {name}
      </span>
      <Input.TextArea
        className="seg-sql-input hx-mono"
        autoSize={{ minRows: 1, maxRows: 8 }}
        spellCheck={false}
        aria-label={name}
        placeholder={hint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => typed !== text && onChange(typed)}
        data-testid={testId}
      />
    </div>
  );
}
