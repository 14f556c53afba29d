import { inItsPlace, sqlStatements, statementAt } from '#shared/model/sqlTokens';
import { runCommand } from '../../engine/shell';
import { formatted } from './formatSql';
import type { MonacoParts } from './loadMonaco';

export type Editor = ReturnType<MonacoParts['monaco']['editor']['create']>;

interface EditorOptions {
  readonly text: string;
  readonly onRun: () => void;
}

const FONT =
  '"JetBrains Mono", "Cascadia Mono", Consolas, "SF Mono", Menlo, "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace';

export function makeEditor({ monaco, queryModel }: MonacoParts, box: HTMLElement, { text, onRun }: EditorOptions): Editor {
  const editor = monaco.editor.create(box, {
    model: queryModel(text),
    automaticLayout: true,
    // Its paste would read the clipboard, which the window may not.
    contextmenu: false,
    fixedOverflowWidgets: true,
    fontFamily: FONT,
    fontSize: 13,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    padding: { top: 8, bottom: 8 },
    renderLineHighlight: 'line',
    scrollBeyondLastLine: false,
    stickyScroll: { enabled: false },
    tabSize: 2,
    unicodeHighlight: { ambiguousCharacters: false },
    wordBasedSuggestions: 'off',
    wordWrap: 'on',
  });
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, onRun);
  // The palette's key would else begin one of the editor's own.
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyK, () => runCommand('view.palette'));
  return editor;
}

/** The selection where there is one, else the statement under the cursor, in its place. */
export function statementOf(editor: Editor): string | undefined {
  const model = editor.getModel();
  const selection = editor.getSelection();
  if (!model || !selection) return undefined;
  const text = model.getValue();
  if (model.getValueInRange(selection).trim() !== '')
    return inItsPlace(text, model.getOffsetAt(selection.getStartPosition()), model.getOffsetAt(selection.getEndPosition()));
  const statement = statementAt(text, model.getOffsetAt(selection.getPosition()));
  return statement && inItsPlace(text, statement.start, statement.start + statement.text.length);
}

/** Lays out the text; the cursor goes to the end of the statement that it was in. */
export async function formatText(editor: Editor): Promise<void> {
  const before = editor.getValue();
  const offset = editor.getModel()?.getOffsetAt(editor.getPosition() ?? { lineNumber: 1, column: 1 }) ?? 0;
  const current = statementAt(before, offset);
  const index = sqlStatements(before).findIndex(({ start }) => start === current?.start);
  const text = await formatted(before);
  if (editor.getValue() !== before) return;
  replaceText(editor, text);
  const same = sqlStatements(text)[index];
  if (same) moveTo(editor, same.start + same.text.length);
}

/** Writes a statement behind what is there, and goes to where it begins. */
export function putBack(editor: Editor, sql: string): void {
  const text = editor.getValue().trimEnd();
  const between = text === '' ? '' : text.endsWith(';') ? '\n\n' : ';\n\n';
  replaceText(editor, text + between + sql);
  moveTo(editor, text.length + between.length);
  editor.focus();
}

function moveTo(editor: Editor, offset: number): void {
  const position = editor.getModel()?.getPositionAt(offset);
  if (!position) return;
  editor.setPosition(position);
  editor.revealPositionInCenterIfOutsideViewport(position);
}

/** As one step that can be undone. */
function replaceText(editor: Editor, text: string): void {
  const model = editor.getModel();
  if (!model) return;
  editor.pushUndoStop();
  editor.executeEdits('huaxiang', [{ range: model.getFullModelRange(), text }]);
  editor.pushUndoStop();
}
