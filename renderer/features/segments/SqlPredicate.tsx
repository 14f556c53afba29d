import { CodeOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '../../text';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { DraftSql } from './ruleTree';

/** A predicate half typed is an error at most times, so it is counted when the typing pauses. */
const TYPING_PAUSE_MS = 500;

export function SqlPredicate({ condition, path }: { readonly condition: DraftSql; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const [typed, setTyped] = useState(condition.predicate);
  const [taken, setTaken] = useState(condition.predicate);
  if (taken !== condition.predicate) {
    setTaken(condition.predicate);
    setTyped(condition.predicate);
  }
  useEffect(() => {
    if (typed === condition.predicate) return;
    const timer = setTimeout(() => setCondition(editor, { ...condition, predicate: typed }, true), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, condition, editor]);
  return (
    <div className="seg-condition">
      <span className="seg-chip">
        <CodeOutlined aria-hidden /> {t('addSql')}
      </span>
      <Input.TextArea
        className="seg-sql-input"
        autoSize={{ minRows: 1, maxRows: 8 }}
        spellCheck={false}
        aria-label={t('addSql')}
        placeholder={t('sqlHint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => typed !== condition.predicate && setCondition(editor, { ...condition, predicate: typed }, true)}
        data-testid={`rule-sql-${path}`}
      />
    </div>
  );
}
