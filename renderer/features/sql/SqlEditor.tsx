import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { QuerySchema } from '#shared/model/query';
import { useText } from '../../text';
import { EscapeLeaves } from '../../ui/EscapeLeaves';
import { takeHandedSql, useHandedSql } from '../../ui/handedSql';
import { useLook } from '../../ui/look';
import { completionProvider } from './completionProvider';
import type { MonacoParts } from './loadMonaco';
import { type Editor, formatText, makeEditor, putBack, statementOf } from './queryEditor';
import { useSql } from './sqlState';
import { useChecks } from './useChecks';
import { useReasonMark } from './useReasonMark';

/** What the page may ask of the editor. */
export interface EditorHandle {
  /** The selection where there is one, else the statement under the cursor. */
  run(): void;
  explain(): void;
  build(): void;
  format(): Promise<unknown>;
  /** Writes a former statement behind what is there. */
  putBack(sql: string): unknown;
}

interface SqlEditorProps {
  readonly schema: QuerySchema;
  readonly parts: MonacoParts;
  readonly ref: Ref<EditorHandle>;
}

/** Where SQL is written, with completion and the wrong piece underlined. */
export function SqlEditor({ schema, parts, ref }: SqlEditorProps) {
  const t = useText('sql');
  const box = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const dark = useLook((look) => look.dark);

  useEffect(() => {
    if (!box.current) return;
    const made = makeEditor(parts, box.current, {
      text: useSql.getState().text,
      onRun: () => withStatement(made, useSql.getState().run),
    });
    setEditor(made);
    const listening = made.onDidChangeModelContent(() => useSql.getState().setText(made.getValue()));
    return () => {
      listening.dispose();
      made.dispose();
    };
  }, [parts]);
  useEffect(() => editor?.updateOptions({ ariaLabel: t('editor') }), [editor, t]);
  useEffect(() => parts.monaco.editor.setTheme(parts.themeOf(dark)), [parts, dark]);
  useEffect(() => {
    const provided = parts.monaco.languages.registerCompletionItemProvider(parts.LANGUAGE, completionProvider(parts, schema));
    return () => provided.dispose();
  }, [parts, schema]);
  useChecks(parts, schema);
  useReasonMark(parts);
  useHandedStatements(editor);

  useImperativeHandle(ref, () => ({
    run: () => withStatement(editor, useSql.getState().run),
    explain: () => withStatement(editor, useSql.getState().explain),
    build: () => withStatement(editor, useSql.getState().build),
    format: async () => editor && (await formatText(editor)),
    putBack: (sql) => editor && putBack(editor, sql),
  }));
  return (
    <EscapeLeaves>
      <div ref={box} className="sql-editor" data-testid="sql-editor" />
    </EscapeLeaves>
  );
}

function useHandedStatements(editor: Editor | undefined): void {
  const handed = useHandedSql((state) => state.sql);
  useEffect(() => {
    const sql = editor === undefined || handed === null ? null : takeHandedSql();
    if (editor && sql !== null) putBack(editor, sql);
  }, [handed, editor]);
}

function withStatement(editor: Editor | undefined, work: (sql: string) => Promise<void>): void {
  const sql = editor ? statementOf(editor) : undefined;
  if (sql) void work(sql);
}
