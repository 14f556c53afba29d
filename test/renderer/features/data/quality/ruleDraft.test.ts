import { describe, expect, test } from 'vitest';
import { type QualityCheck, qualityCheckSchema } from '#shared/model/quality';
import { checkOf, fieldsOf, type RuleFields } from '../../../../../renderer/features/data/quality/ruleDraft';
import { ruleWords } from '../../../../../renderer/features/data/quality/ruleWords';
import { qualityText } from '../../../../../renderer/text/quality';

const link = { key: 'id', table: 'events', to: 'customer' };
const CHECKS: QualityCheck[] = [
  { kind: 'notNull', column: 'id' },
  { kind: 'unique', columns: ['id', 'day'] },
  { kind: 'range', column: 'amount', min: -1.5 },
  { kind: 'range', column: 'day', min: '2020-01-01', max: '2020-12-31' },
  { kind: 'domain', column: 'amount', values: [1, 2] },
  { kind: 'domain', column: 'flag', values: [true] },
  { kind: 'pattern', column: 'id', pattern: '[A-Z]+' },
  { kind: 'crossField', predicate: 'amount > 0' },
  { kind: 'referential', column: 'id', to: { table: 'events', column: 'customer' } },
  { kind: 'freshness', column: 'day', days: 0 },
  { kind: 'rowCount', max: 10 },
  { kind: 'residentId', column: 'id' },
  { kind: 'residentIdMatches', column: 'id', gender: 'sex' },
  { kind: 'mobile', column: 'id' },
  { kind: 'bankCard', column: 'id' },
  { kind: 'creditCode', column: 'id' },
  { kind: 'balanceSum', column: 'amount', link, amount: 'paid', where: 'x = 1', tolerance: 0 },
  { kind: 'balanceSum', column: 'amount', link, amount: 'paid', tolerance: 0.01 },
  { kind: 'notBefore', column: 'day', later: 'end' },
  { kind: 'notBefore', column: 'day', later: 'time', link },
];

const types = { id: 'text', day: 'date', amount: 'number', flag: 'boolean', sex: 'text', end: 'date' } as const;
const typeOf = (column: string) => types[column as keyof typeof types];

test('every kind of rule is among those tried here', () => {
  const kinds = qualityCheckSchema.options.map(({ shape }) => shape.kind.value);
  expect(new Set(CHECKS.map(({ kind }) => kind))).toEqual(new Set(kinds));
});

describe.each(CHECKS)('$kind', (check) => {
  test('comes out of the form as it went in', () => {
    expect(checkOf(fieldsOf(check), typeOf)).toEqual(check);
  });

  test('is a sentence in both languages that names what it reads', () => {
    for (const language of ['zh', 'en'] as const) {
      const words = ruleWords(check, (key, params) => fill(qualityText[language][key], params), ', ', String);
      expect(words).not.toContain('{{');
      if ('column' in check) expect(words).toContain(check.column);
    }
  });
});

test.each<[string, Partial<RuleFields>]>([
  ['no column', { kind: 'notNull' }],
  ['no columns', { kind: 'unique' }],
  ['neither end', { kind: 'range', column: 'amount' }],
  ['an end that is no number', { kind: 'range', column: 'amount', min: '1x' }],
  ['a day that there is not', { kind: 'range', column: 'day', max: '2021-02-29' }],
  ['part of a day', { kind: 'freshness', column: 'day', days: '1.5' }],
  ['fewer rows than none', { kind: 'rowCount', min: '-1' }],
  ['a word for a truth value', { kind: 'domain', column: 'flag', values: ['perhaps'] }],
  ['a link without keys', { kind: 'notBefore', column: 'day', otherTable: 'events', otherColumn: 'time' }],
  ['nothing to compare with', { kind: 'residentIdMatches', column: 'id' }],
])('a form with %s says nothing yet', (_, fields) => {
  expect(checkOf({ ...fieldsOf(undefined), ...fields }, typeOf)).toBeUndefined();
});

function fill(text: string, params: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(params[name] ?? hole));
}
