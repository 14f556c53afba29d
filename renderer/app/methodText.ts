import type { TextKey } from '../text';
import { shellText } from '../text/shell';

/** What a running call is called on the screen. */
export function methodText(method: string): TextKey<'shell'> {
  const key = `call.${method}`;
  return isKey(key) ? key : 'call.other';
}

function isKey(key: string): key is TextKey<'shell'> {
  return Object.hasOwn(shellText.zh, key);
}
