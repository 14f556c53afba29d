import type { ExportSpec } from '#shared/model/export';
import { useKernel } from '../../../engine/kernel';
import { useSettled } from '../../../ui/useSettled';

const SETTLED_MS = 400;

/** What an export would come to; asked anew once its definition has been quiet. Words that change no row are left out of the question. */
export function useExportPreview({ purpose: _, basis: __, expires: ___, name: ____, ...rest }: ExportSpec) {
  const text = useSettled(JSON.stringify(rest), SETTLED_MS);
  const spec = { ...(JSON.parse(text) as typeof rest), name: '-' };
  const leaves = spec.columns.some(({ treatment }) => treatment.kind !== 'drop');
  return useKernel('exports.preview', { spec }, { enabled: leaves, keep: true });
}
