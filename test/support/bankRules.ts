import type { Rule } from '../../shared/model/rule';

/** A rule of the reference file: a leaf on a field, or `and`, `or`, `not` over such. */
export type ReferenceRule =
  | { readonly field: string; readonly op: string; readonly args: readonly (string | number)[] }
  | { readonly and: readonly ReferenceRule[] }
  | { readonly or: readonly ReferenceRule[] }
  | { readonly not: ReferenceRule };

/** The words that the file has for what is not known; the reference reads them as unknown in some of its rules. */
export const UNKNOWN_WORDS: Readonly<Record<string, string[]>> = {
  job: ['unknown'],
  education: ['unknown'],
  contact: ['unknown'],
  poutcome: ['unknown'],
  pdays: ['-1'],
};

const OPERATORS: Readonly<Record<string, string>> = {
  eq: 'is',
  ne: 'isNot',
  in: 'in',
  not_in: 'notIn',
  lt: 'lt',
  le: 'lte',
  gt: 'gt',
  ge: 'gte',
  between: 'between',
  contains: 'contains',
  starts_with: 'startsWith',
  is_null: 'isNull',
  not_null: 'isNotNull',
};

/** The same rule in the product's language. */
export function translateRule(rule: ReferenceRule): Rule {
  if ('and' in rule) return { kind: 'all', rules: rule.and.map(translateRule) };
  if ('or' in rule) return { kind: 'any', rules: rule.or.map(translateRule) };
  if ('not' in rule) return { kind: 'none', rules: [translateRule(rule.not)] };
  return translateLeaf(rule);
}

function translateLeaf({ field, op, args }: Extract<ReferenceRule, { field: string }>): Rule {
  const text = String(args[0] ?? '');
  if (op === 'ends_with') return { kind: 'sql', predicate: `ends_with("${field}", '${text}')` };
  if (op === 'icontains') return { kind: 'sql', predicate: `contains(lower("${field}"), '${text.toLowerCase()}')` };
  if (op === 'not_contains') return { kind: 'sql', predicate: `NOT contains("${field}", '${text}')` };
  return { kind: 'tag', tag: field, op: OPERATORS[op] as 'is', values: [...args] };
}
