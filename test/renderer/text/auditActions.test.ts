import { expect, test } from 'vitest';
import { AUDIT_ACTIONS } from '#shared/model/audit';
import { auditText } from '../../../renderer/text/audit';

test.each(['zh', 'en'] as const)('every action of the audit has words in %s', (language) => {
  const missing = AUDIT_ACTIONS.filter((action) => !(`do.${action}` in auditText[language]));
  expect(missing).toEqual([]);
});
