import { useMemo } from 'react';
import { type ExperimentWriter, experimentWriter } from '#shared/report/experimentNumbers';
import { useLanguage } from '../../text';

/** How the numbers of experiments are written in the language in force. */
export function useExperimentWriter(): ExperimentWriter {
  const language = useLanguage();
  return useMemo(() => experimentWriter(language), [language]);
}
