import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { QuerySchema } from '#shared/model/query';
import { useText } from '../../text';
import { useLook } from '../../ui/look';
import { completionProvider } from './completionProvider';
import { formatted } from './formatSql';
import type { MonacoParts } from './loadMonaco';
import { type Editor, makeEditor, replaceText, statementOf } from './queryEditor';
import { useSql } from './sqlState';
import { useChecks } from './useChecks';

/** What the page may ask of the editor. */
export interface EditorHandle {
  /** The selection where there is one, else the statement under the cursor. */
  run(): void;
  explain(): void;
  format(): Promise<void>;
  /** Writes a former statement behind what is there. */
  putBack(sql: string): void;
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
  const editor = useRef<Editor>(null);
  const dark = useLook((look) => look.dark);
  const label = t('editor');
  const run = () => withStatement(editor.current, useSql.getState().run);

  useEffect(() => {
    if (!box.current) return;
    const made = makeEditor(parts, box.current, {
      label,
      text: useSql.getState().text,
      onRun: () => withStatement(made, useSql.getState().run),
    });
    editor.current = made;
    const listening = made.onDidChangeModelContent(() => useSql.getState().setText(made.getValue()));
    return () => {
      listening.dispose();
      made.dispose();
      editor.current = null;
    };
  }, [parts, label]);
  useEffect(() => parts.monaco.editor.setTheme(parts.themeOf(dark)), [parts, dark]);
  useEffect(() => {
    const provided = parts.monaco.languages.registerCompletionItemProvider(parts.LANGUAGE, completionProvider(parts, schema));
    return () => provided.dispose();
  }, [parts, schema]);
  useChecks(parts, schema);

  useImperativeHandle(ref, () => ({
    run,
    explain: () => withStatement(editor.current, useSql.getState().explain),
    format: async () => {
      if (editor.current) replaceText(editor.current, await formatted(editor.current.getValue()));
    },
    putBack: (sql) => {
      const made = editor.current;
      if (!made) return;
      const text = made.getValue().trimEnd();
      const isThere = text === '' || text.endsWith(';');
      replaceText(made, `${text}${text === '' ? '' : isThere ? '\n\n' : ';\n\n'}${sql}`);
      made.setPosition(made.getModel()?.getFullModelRange().getEndPosition() ?? { lineNumber: 1, column: 1 });
      made.focus();
    },
  }));
  return <div ref={box} className="sql-editor" data-testid="sql-editor" />;
}

function withStatement(editor: Editor | null, work: (sql: string) => Promise<void>): void {
  const sql = editor ? statementOf(editor) : undefined;
  if (sql) void work(sql);
}
