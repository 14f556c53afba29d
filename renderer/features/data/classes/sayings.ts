import { useMemo } from 'react';
import type { ColumnClass } from '#shared/model/classification';
import { evidenceWords } from '#shared/model/classWords';
import type { Saying } from '#shared/model/saying';
import { useLanguage } from '../../../text';
import { sayingWords } from '../../../text/faults';

/** How the language of the screen says what was found of a column. */
export function useSayings() {
  const language = useLanguage();
  return useMemo(() => {
    const words = (saying: Saying) => sayingWords(saying, language);
    /** Of what was found, whatever a person says of it. */
    const evidence = ({ kind, overruled, evidence: found }: ColumnClass) =>
      words(evidenceWords({ kind: overruled ? overruled.found.kind : kind, evidence: found }));
    return { words, evidence };
  }, [language]);
}
