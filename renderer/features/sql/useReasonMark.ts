import { useEffect } from 'react';
import { useLanguage } from '../../text';
import { errorWords } from '../../text/faults';
import type { MonacoParts } from './loadMonaco';
import { markOf } from './queryMarker';
import { useSql } from './sqlState';

const OWNER = 'huaxiang-builder';

/** Underlines what keeps a statement out of the builder, until something is written or another outcome comes. */
export function useReasonMark(parts: MonacoParts): void {
  const outcome = useSql((state) => state.outcome);
  const text = useSql((state) => state.text);
  const language = useLanguage();
  useEffect(() => {
    const model = parts.queryModel(text);
    const { monaco } = parts;
    const isHere = outcome?.kind === 'noRule' && text.includes(outcome.text.trim());
    const severity = monaco.MarkerSeverity.Warning;
    const mark = isHere
      ? [{ severity, ...markOf(model, outcome.text, errorWords(outcome.reason, language), outcome.reason) }]
      : [];
    monaco.editor.setModelMarkers(model, OWNER, mark);
  }, [parts, outcome, text, language]);
}
