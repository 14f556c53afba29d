import type { ExportSource, ExportSpec } from '#shared/model/export';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { Picker } from '../../../ui/Picker';
import { startExport } from '../exportChoice';

interface Source {
  readonly value: string;
  readonly label: string;
  readonly from: ExportSource;
}

/** Whose rows: a segment as it is now, an audience as it was frozen, or those whom a campaign reaches. */
export function SourcePart({ spec }: { readonly spec: ExportSpec | null }) {
  const t = useText('exports');
  const { groups, error, retry } = useSources();
  const sources = groups.flatMap(({ options }) => options);
  const choose = (value: string) => {
    const source = sources.find((each) => each.value === value);
    if (source) startExport(source.from, source.label, t('keyColumn'));
  };
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  return (
    <Card title={t('source')} help={t('sourceHelp')} testId="export-source-part">
      <Picker
        label={t('who')}
        placeholder={t('whoPlaceholder')}
        value={spec ? JSON.stringify(spec.from) : undefined}
        options={groups.filter(({ options }) => options.length > 0)}
        onChange={choose}
        testId="export-source"
      />
    </Card>
  );
}

function useSources() {
  const t = useText('exports');
  const segments = useKernel('segments.list', {});
  const audiences = useKernel('audiences.list', {});
  const campaigns = useKernel('campaigns.list', {});
  const source = (from: ExportSource, label: string): Source => ({ value: JSON.stringify(from), label, from });
  const released = (campaigns.data ?? []).filter(({ arms }) => arms !== null);
  const groups = [
    { label: t('segments'), options: (segments.data ?? []).map(({ segment: { id, name } }) => source({ segment: id }, name)) },
    { label: t('audiences'), options: (audiences.data ?? []).map(({ id, name }) => source({ audience: id }, name)) },
    { label: t('campaigns'), options: released.map(({ campaign: { id, name } }) => source({ campaign: id }, name)) },
  ];
  const failed = [segments, audiences, campaigns].find(({ error }) => error);
  return { groups, error: failed?.error, retry: () => failed?.retry() };
}
