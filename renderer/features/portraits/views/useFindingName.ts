import { useCallback } from 'react';
import type { PortraitTableRow } from '../portraitValues';
import { useValueTexts } from '../valueTexts';

/** A value with its tag, as it is named where values of several tags stand together. */
export function useFindingName(): (row: PortraitTableRow) => string {
  const { valueName } = useValueTexts();
  return useCallback(({ tag, value }) => `${tag.name}: ${valueName(value)}`, [valueName]);
}
