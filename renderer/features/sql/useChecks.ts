import { useEffect } from 'react';
import type { QuerySchema } from '#shared/model/query';
import type { HuaxiangError } from '#shared/model/result';
import { inItsPlace, sqlStatements } from '#shared/model/sqlTokens';
import { callKernel } from '../../engine/kernel';
import { type Language, useLanguage } from '../../text';
import { errorWords } from '../../text/faults';
import type { MonacoParts } from './loadMonaco';
import { markOf } from './queryMarker';
import { useSql } from './sqlState';

const RESTING_MS = 400;
const MOST_CHECKED = 20;
const OWNER = 'huaxiang';

/** Underlines the wrong piece of every statement, a moment after the last letter and when there are other tables. */
export function useChecks(parts: MonacoParts, schema: QuerySchema): void {
  const text = useSql((state) => state.text);
  const language = useLanguage();
  useEffect(() => {
    if (schema.tables.length === 0) return;
    const stop = new AbortController();
    const timer = setTimeout(() => void underline({ parts, text, language, signal: stop.signal }), RESTING_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [parts, text, language, schema]);
}

interface Checking {
  readonly parts: MonacoParts;
  readonly text: string;
  readonly language: Language;
  readonly signal: AbortSignal;
}

async function underline({ parts, text, language, signal }: Checking): Promise<void> {
  const found: { sql: string; error: HuaxiangError }[] = [];
  for (const statement of sqlStatements(text).slice(0, MOST_CHECKED)) {
    const sql = inItsPlace(text, statement.start, statement.start + statement.text.length);
    const result = await callKernel('queries.check', { sql }, { signal });
    if (signal.aborted) return;
    if (!result.ok) found.push({ sql, error: result.error });
  }
  const model = parts.queryModel(text);
  const severity = parts.monaco.MarkerSeverity.Error;
  const markers = found.map(({ sql, error }) => ({ severity, ...markOf(model, sql, errorWords(error, language), error) }));
  parts.monaco.editor.setModelMarkers(model, OWNER, markers);
}
