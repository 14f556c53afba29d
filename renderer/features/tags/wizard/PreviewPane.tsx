import type { TagDefinition } from '#shared/model/tag';
import type { UnmatchedKeys } from '#shared/model/tagAnswers';
import { useFormat, useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { DistributionView } from '../distribution/DistributionView';
import { Figures } from '../distribution/Figures';
import type { usePreview } from './usePreview';

interface PreviewPaneProps {
  readonly definition: TagDefinition;
  readonly preview: ReturnType<typeof usePreview>;
}

/** What the definition would give, as it stands. */
export function PreviewPane({ definition, preview }: PreviewPaneProps) {
  const t = useText('tagForms');
  const { complete, data, error, busy, progress, retry, cancel } = preview;
  return (
    <aside className="tags-preview" aria-label={t('preview')} aria-busy={busy} data-testid="tag-preview">
      <h3>{t('preview')}</h3>
      {!complete && <EmptyState title={t('previewWaits')} />}
      {complete && error && <ErrorNotice error={error} onRetry={retry} />}
      {complete && !error && !data && <LoadingState progress={progress} onCancel={cancel} />}
      {complete && !error && data && (
        <div className="tags-part" data-stale={busy}>
          <Figures type={data.type} distribution={data} />
          {data.unmatched && <Unmatched unmatched={data.unmatched} />}
          <DistributionView
            tag={{ name: definition.name || t('preview'), type: data.type, labels: definition.labels }}
            distribution={data}
          />
        </div>
      )}
    </aside>
  );
}

/** Keys that no customer has; they never become customers. */
function Unmatched({ unmatched: { rows, keys, examples } }: { readonly unmatched: UnmatchedKeys }) {
  const t = useText('tagForms');
  const format = useFormat();
  if (rows === 0) return <p className="hx-secondary">{t('allMatched')}</p>;
  return (
    <div className="tags-unmatched" data-testid="tag-unmatched">
      <p>{t('unmatched', { rows: format.exact(rows), keys: format.exact(keys) })}</p>
      <ul className="hx-mono tags-small">
        {examples.map(({ line, key, value }) => (
          <li key={line}>{t('unmatchedLine', { line, key: key ?? '∅', value: value ?? '' })}</li>
        ))}
      </ul>
    </div>
  );
}
