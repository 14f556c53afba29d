import { Button } from 'antd';
import { useState } from 'react';
import type { TagState, TagVersion } from '#shared/model/tag';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { ConfirmChange } from '../ConfirmChange';

/** Every version of a definition, newest first; an older one is saved anew once it is clear what that changes. */
export function TagVersions({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const format = useFormat();
  const { data, error, retry } = useKernel('tags.versions', { id: tag.id });
  const [restored, setRestored] = useState<TagVersion | null>(null);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const versions = [...data].sort((a, b) => b.version - a.version);
  if (versions.length === 0) return <div className="hx-faint">{t('noVersions')}</div>;
  return (
    <ul className="tags-versions" data-testid="tag-versions">
      {versions.map((each, index) => (
        <li key={each.version}>
          <span>
            <strong>{t('version', { n: each.version })}</strong> {each.definition.name} · {t(`status.${each.definition.status}`)}
            <div className="hx-faint tags-small">{[format.date(each.savedAt), each.author].filter(Boolean).join(' · ')}</div>
          </span>
          {index === 0 ? (
            <span className="hx-faint">{t('current')}</span>
          ) : (
            <Button size="small" onClick={() => setRestored(each)} data-testid={`tag-restore-${each.version}`}>
              {t('restore')}
            </Button>
          )}
        </li>
      ))}
      {restored && <ConfirmChange definition={restored.definition} onClose={() => setRestored(null)} />}
    </ul>
  );
}
