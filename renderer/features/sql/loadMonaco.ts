import type { Language } from '../../text';

export type MonacoParts = typeof import('./monacoSetup');

let loading: Promise<MonacoParts> | undefined;

/** The editor, fetched when the page is first opened. Its own texts come before it and stay in the language that it began in. */
export function loadMonaco(language: Language): Promise<MonacoParts> {
  loading ??= load(language);
  return loading;
}

async function load(language: Language): Promise<MonacoParts> {
  if (language === 'zh') await import('monaco-editor/nls/lang/zh-cn');
  return await import('./monacoSetup');
}
