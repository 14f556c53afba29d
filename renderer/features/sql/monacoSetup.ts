import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/sql/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { paletteOf } from '../../ui/palette';

export { monaco };

export const LANGUAGE = 'sql';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

for (const dark of [false, true]) {
  const palette = paletteOf(dark);
  monaco.editor.defineTheme(themeOf(dark), {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'keyword', foreground: bare(palette.accent), fontStyle: 'bold' },
      { token: 'string.sql', foreground: bare(palette.positive) },
      { token: 'comment', foreground: bare(palette.textFaint), fontStyle: 'italic' },
      { token: 'predefined.sql', foreground: bare(dark ? '#b98be8' : '#7a3fae') },
    ],
    colors: {
      'editor.background': palette.panel,
      'editor.foreground': palette.text,
      'editorLineNumber.foreground': palette.textFaint,
      'editorLineNumber.activeForeground': palette.text,
      'editor.lineHighlightBackground': palette.hover,
      'editor.lineHighlightBorder': palette.hover,
      'editorWidget.background': palette.raised,
      'editorWidget.border': palette.border,
      'editorSuggestWidget.background': palette.raised,
      'editorSuggestWidget.border': palette.border,
      'editorSuggestWidget.selectedBackground': palette.accentSoft,
      'editorSuggestWidget.selectedForeground': palette.text,
      'editorSuggestWidget.highlightForeground': palette.accent,
      'editorSuggestWidget.focusHighlightForeground': palette.accent,
      'editorError.foreground': palette.negative,
      focusBorder: palette.accent,
    },
  });
}

export function themeOf(dark: boolean): string {
  return dark ? 'huaxiang-dark' : 'huaxiang-light';
}

function bare(colour: string): string {
  return colour.replace('#', '');
}

let model: monaco.editor.ITextModel | undefined;

/** The one text, with its undo steps, for as long as the window is open. */
export function queryModel(text: string): monaco.editor.ITextModel {
  model ??= monaco.editor.createModel(text, LANGUAGE);
  return model;
}
