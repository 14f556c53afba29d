import { statementAt } from '#shared/model/sqlTokens';
import { runCommand } from '../../engine/shell';
import type { MonacoParts } from './loadMonaco';

export type Editor = ReturnType<MonacoParts['monaco']['editor']['create']>;

interface EditorOptions {
  readonly label: string;
  readonly text: string;
  readonly onRun: () => void;
}

const FONT =
  '"JetBrains Mono", "Cascadia Mono", Consolas, "SF Mono", Menlo, "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace';

export function makeEditor({ monaco, queryModel }: MonacoParts, box: HTMLElement, { label, text, onRun }: EditorOptions): Editor {
  const editor = monaco.editor.create(box, {
    model: queryModel(text),
    ariaLabel: label,
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

/** The selection where there is one, else the statement under the cursor. */
export function statementOf(editor: Editor): string | undefined {
  const model = editor.getModel();
  const selection = editor.getSelection();
  if (!model || !selection) return undefined;
  const selected = model.getValueInRange(selection);
  if (selected.trim() !== '') return selected;
  return statementAt(model.getValue(), model.getOffsetAt(selection.getPosition()))?.text;
}

/** As one step that can be undone. */
export function replaceText(editor: Editor, text: string): void {
  const model = editor.getModel();
  if (!model) return;
  editor.pushUndoStop();
  editor.executeEdits('huaxiang', [{ range: model.getFullModelRange(), text }]);
  editor.pushUndoStop();
}
