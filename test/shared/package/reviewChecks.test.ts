import { describe, expect, it } from 'vitest';
import { type Manifest, PACKAGE_FAULTS, type PackageReading } from '#shared/model/package';
import { REVIEW_CHECKS, type ReviewCheckId, type ReviewedRows } from '#shared/model/packageReview';
import { reviewChecks } from '#shared/package/reviewChecks';
import { toldChecks } from '#shared/report/reviewTables';

const TODAY = '2026-06-30';
const KEY = 'a'.repeat(64);

const MANIFEST: Manifest = {
  format: 'huaxiang-package',
  version: 1,
  kind: 'package',
  id: 'E0001',
  name: '名单',
  madeAt: '2026-06-30T08:00:00.000Z',
  expires: '2026-12-31',
  product: { schema: 12, engine: 'native', database: '1.5.6' },
  purpose: '回访',
  basis: 'ownUse',
  recipient: { name: '数据部', kind: 'inside' },
  source: {
    kind: 'segment',
    id: 's',
    name: '客群',
    definition: '{}',
    version: 1,
    dataVersion: 1,
    asOf: '2026-06-30',
    policyVersion: 3,
    holdout: null,
  },
  dataFormat: 'csv',
  columns: [{ name: '年龄', treatment: { kind: 'generalise', to: { width: 10 } }, type: 'number', dataClass: 'C1', kind: null }],
  quasi: ['年龄'],
  sensitive: [],
  safeText: 'quote-1',
  rows: { found: 30, withheld: [{ label: '拒绝联系', n: 4 }], suppressed: 6, leaving: 20 },
  risk: {
    limit: 5,
    k: 10,
    classes: 2,
    unique: 0,
    below: 0,
    prosecutorMost: '0.100000',
    prosecutorMean: '0.100000',
    journalistMost: '0.050000',
    journalistMean: '0.050000',
    sensitive: [],
  },
  approval: [],
  audit: { seq: 2, head: KEY },
  signer: { name: 'analyst', publicKey: KEY },
  files: [{ path: 'data/customers.csv', bytes: 1, sha256: KEY }],
};
const READING: PackageReading = { manifest: MANIFEST, hash: KEY, decision: null, fingerprint: 'aaaa', findings: [] };
const ROWS: ReviewedRows = {
  rows: 20,
  columns: [{ name: '年龄', type: 'text' }],
  undeclared: [],
  untreated: [],
  misfits: [],
  formulas: [],
  numbers: [],
  small: { classes: 0, rows: 0 },
};

function findings(reading: PackageReading, data: Parameters<typeof reviewChecks>[1] = ROWS): ReviewCheckId[] {
  return reviewChecks(reading, data, TODAY).flatMap(({ id, state }) => (state === 'finding' ? [id] : []));
}
const saying = (change: Partial<Manifest>): PackageReading => ({ ...READING, manifest: { ...MANIFEST, ...change } });

describe('the points of a review', () => {
  it('are all there, and a person answers for those that no machine can', () => {
    const checks = reviewChecks(READING, ROWS, TODAY);
    expect(checks.map(({ id }) => id)).toEqual(REVIEW_CHECKS);
    expect(checks.filter(({ judged }) => !judged).map(({ id, state }) => [id, state])).toEqual(
      ['signature', 'files', 'chain', 'decision', 'rows', 'counts', 'formulas'].map((id) => [id, 'ok']),
    );
    expect(reviewChecks(saying({ kind: 'request' }), ROWS, TODAY).map(({ id }) => id)).not.toContain('decision');
    expect(reviewChecks({ ...READING, manifest: null }, null, TODAY)).toEqual([]);
  });

  it.each(PACKAGE_FAULTS)('say that the reading found: %s', (what) => {
    expect(findings({ ...READING, findings: [{ what, where: 'x' }] })).toHaveLength(1);
    expect(findings({ ...saying({ kind: 'request' }), findings: [{ what, where: 'x' }] })).toHaveLength(1);
  });

  it('say what is missing or over', () => {
    expect(findings(saying({ basis: null }))).toEqual(['purpose']);
    expect(findings(saying({ recipient: { name: ' ', kind: 'inside' } }))).toEqual(['recipient']);
    expect(findings(saying({ expires: TODAY }))).toEqual([]);
    expect(findings(saying({ expires: '2026-06-29' }))).toEqual(['expiry']);
    expect(findings(saying({ recipient: { name: 'X', kind: 'outside' } }))).toEqual(['risk']);
    expect(findings(READING, { ...ROWS, small: { classes: 1, rows: 2 } })).toEqual(['risk']);
    expect(findings(READING, { fault: 'cells', line: 3 })).toEqual(['rows']);
  });

  it('are told in plain words, in both languages', () => {
    const data: ReviewedRows = {
      ...ROWS,
      undeclared: [{ column: '备注', kind: 'mobile', n: 37, cells: 500 }],
      numbers: [{ measure: 'k', column: null, said: '10', found: '3', isSame: false }],
    };
    const review = { reading: READING, data, checks: reviewChecks(READING, data, TODAY) };
    const lines = (language: 'zh' | 'en', id: ReviewCheckId) =>
      toldChecks(review, language).find((check) => check.id === id)?.lines[0];
    expect(lines('en', 'personal')).toBe('“备注”: 37 of 500 cells hold what the manifest does not declare: mobile numbers');
    expect(lines('zh', 'personal')).toBe('“备注”：500 格中有 37 格含手机号，清单未声明');
    expect(lines('en', 'risk')).toBe('smallest class, k: the manifest says 10, the rows 3');
    expect(lines('en', 'counts')).toBe(
      '30 in the source, 4 withheld, 6 left behind in small classes, 20 leave: so it is in the rows.',
    );
    const broken = { ...READING, findings: PACKAGE_FAULTS.map((what) => ({ what, where: 'x' })) };
    const worst = { reading: broken, data: null, checks: reviewChecks(broken, null, TODAY) };
    for (const language of ['zh', 'en'] as const) {
      for (const check of [...toldChecks(review, language), ...toldChecks(worst, language)])
        expect(check.lines.join('')).toMatch(/^(?!.*(\{\{|undefined)).+/);
    }
  });
});
