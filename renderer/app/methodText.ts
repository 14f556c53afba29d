import type { TextKey } from '../text';
import { callsText } from '../text/calls';

/** What a running call is called on the screen. */
export function methodText(method: string): TextKey<'calls'> {
  return isKey(method) ? method : 'other';
}

function isKey(key: string): key is TextKey<'calls'> {
  return Object.hasOwn(callsText.zh, key);
}
