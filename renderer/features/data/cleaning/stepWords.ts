import { useMemo } from 'react';
import type { CleaningStep, StepOf } from '#shared/model/cleaning';
import { type Translate, useText } from '../../../text';

/** What a step does to what, in a few words. */
export function useStepWords(): (step: CleaningStep) => string {
  const t = useText('cleaning');
  return useMemo(() => (step) => wordsOf(step, t), [t]);
}

function wordsOf(step: CleaningStep, t: Translate<'cleaning'>): string {
  switch (step.kind) {
    case 'case':
      return t('words.to', { column: listed(step.columns), to: t(`letters.${step.to}`) });
    case 'region':
      return t('words.by', { words: listed(step.columns), by: t(`level.${step.level}`) });
    case 'map':
      return t('words.map', { column: step.column, n: step.values.length });
    case 'split':
      return t('words.to', { column: step.column, to: listed(step.into) });
    case 'parse':
      return t('words.to', { column: step.column, to: t(`type.${step.to}`) });
    case 'fill':
      return t('words.to', { column: step.column, to: fillingWords(step.with, t) });
    case 'dedupe': {
      const words = t('words.dedupe', { keys: listed(step.keys), keep: t(`keep.${step.keep}`) });
      return step.by === undefined ? words : t('words.by', { words, by: step.by });
    }
    case 'dropRows':
      return step.when.kind === 'unknown'
        ? t('words.unknown', { column: step.column })
        : t('words.oneOf', { column: step.column, values: listed(step.when.values.map(String)) });
    case 'identify': {
      const keys = listed(step.keys.map(({ columns }) => columns.join(' + ')));
      return t('words.identify', { keys, table: step.customers.table, into: step.into });
    }
    case 'rename':
      return t('words.to', { column: step.column, to: step.to });
    default:
      return listed(step.columns);
  }
}

function fillingWords(filling: StepOf<'fill'>['with'], t: Translate<'cleaning'>): string {
  return filling.kind === 'constant' ? String(filling.value) : t(`filling.${filling.kind}`);
}

const SHOWN = 4;

function listed(names: readonly string[]): string {
  return names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} … ${names.length}` : names.join(', ');
}
