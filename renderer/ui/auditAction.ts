import type { TextKey, Translate } from '../text';
import { auditText } from '../text/audit';

/** What was done, by the name that people have for it; an action of a newer version is called as it is written. */
export function actionName(action: string, t: Translate<'audit'>): string {
  const key = `do.${action}`;
  return Object.hasOwn(auditText.zh, key) ? t(key as TextKey<'audit'>) : action;
}
