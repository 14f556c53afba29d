import type { QualityCheck } from '#shared/model/quality';
import { type Translate, useFormat, useText } from '../../../text';

type Words = Translate<'quality'>;

const SHOWN_VALUES = 6;

/** What a rule demands, as a sentence in the language in force. */
export function useRuleWords(): (check: QualityCheck) => string {
  const t = useText('quality');
  const listJoin = useText('common')('listJoin');
  const { exact } = useFormat();
  return (check) => ruleWords(check, t, listJoin, exact);
}

/** `exact` writes a number. */
export function ruleWords(check: QualityCheck, t: Words, listJoin: string, exact: (n: number) => string): string {
  switch (check.kind) {
    case 'unique':
      return t('words.unique', { column: check.columns.join(' + ') });
    case 'range':
      return rangeWords(check, t, exact);
    case 'domain':
      return domainWords(check, t, listJoin);
    case 'pattern':
      return t('words.pattern', { column: check.column, pattern: check.pattern });
    case 'crossField':
      return t('words.crossField', { predicate: check.predicate });
    case 'referential':
      return t('words.referential', { column: check.column, target: `${check.to.table}.${check.to.column}` });
    case 'freshness':
      return t('words.freshness', { column: check.column, days: check.days });
    case 'rowCount':
      return rowWords(check, t, exact);
    case 'residentIdMatches': {
      const others = [check.birthDate, check.gender].filter((column) => column !== undefined).join(listJoin);
      return t('words.residentIdMatches', { column: check.column, others });
    }
    case 'balanceSum':
      return balanceWords(check, t);
    case 'notBefore': {
      const target = check.link ? `${check.link.table}.${check.later}` : check.later;
      return t('words.notBefore', { column: check.column, target });
    }
    default:
      return t(`words.${check.kind}`, { column: check.column });
  }
}

type Check<K extends QualityCheck['kind']> = Extract<QualityCheck, { kind: K }>;

function rangeWords({ column, min, max }: Check<'range'>, t: Words, exact: (n: number) => string): string {
  const say = (end: string | number = '') => (typeof end === 'number' ? exact(end) : end);
  if (max === undefined) return t('words.rangeMin', { column, min: say(min) });
  return min === undefined
    ? t('words.rangeMax', { column, max: say(max) })
    : t('words.rangeBoth', { column, min: say(min), max: say(max) });
}

function domainWords({ column, values }: Check<'domain'>, t: Words, listJoin: string): string {
  const shown = values.slice(0, SHOWN_VALUES).join(listJoin);
  if (values.length <= SHOWN_VALUES) return t('words.domain', { column, values: shown });
  return t('words.domainMore', { column, n: values.length, values: shown });
}

function rowWords({ min, max }: Check<'rowCount'>, t: Words, exact: (n: number) => string): string {
  if (max === undefined) return t('words.rowsMin', { min: exact(min ?? 0) });
  return min === undefined ? t('words.rowsMax', { max: exact(max) }) : t('words.rowsBoth', { min: exact(min), max: exact(max) });
}

function balanceWords({ column, link, amount, where, tolerance }: Check<'balanceSum'>, t: Words): string {
  const said = { column, target: `${link.table}.${amount}`, tolerance };
  return where === undefined ? t('words.balanceSum', said) : t('words.balanceSumWhere', { ...said, where });
}
