import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkQuery } from '../../../shared/sql/checkQuery';
import { readRule } from '../../../shared/sql/readRule';
import { oddTree } from '../../support/randomRules';
import { READ_TABLES, readScope, writtenRule } from '../../support/readableRules';

const TREES = 1000;

it('reads every rule as it was before it was written, and the SQL page takes it', () => {
  for (const rule of fc.sample(oddTree, { numRuns: TREES, seed: 20_261_126 })) {
    const sql = writtenRule(rule);
    checkQuery(sql, READ_TABLES);
    expect({ sql, rule: readRule(sql, readScope) }).toEqual({ sql, rule });
  }
});
