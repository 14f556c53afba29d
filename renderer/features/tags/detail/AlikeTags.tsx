import { Button } from 'antd';
import { useState } from 'react';
import type { TagState } from '#shared/model/tag';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useLibrary } from '../libraryContext';

/** Tags that say nearly the same of nearly everybody; looked for when asked, since all pairs are compared. */
export function AlikeTags({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const [asked, setAsked] = useState(false);
  const { data, error, retry, progress, cancel } = useKernel('tags.alike', {}, { enabled: asked });
  if (!asked)
    return (
      <div className="tags-part">
        <p className="hx-secondary">{t('alikeText')}</p>
        <Button onClick={() => setAsked(true)} data-testid="tag-alike">
          {t('findAlike')}
        </Button>
      </div>
    );
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} onCancel={cancel} />;
  const found = data.filter(({ tags }) => tags.includes(tag.id));
  return (
    <ul className="tags-versions" data-testid="tags-alike">
      {found.length === 0 && <li className="hx-faint">{t('noneAlike')}</li>}
      {found.map(({ tags: [one, other], agreement }) => (
        <AlikeTag key={`${one} ${other}`} id={one === tag.id ? other : one} agreement={agreement} />
      ))}
    </ul>
  );
}

function AlikeTag({ id, agreement }: { readonly id: string; readonly agreement: number }) {
  const t = useText('tags');
  const format = useFormat();
  const { tags, choose } = useLibrary();
  return (
    <li>
      <Button type="link" size="small" onClick={() => choose(id)}>
        {tags.find((tag) => tag.id === id)?.name ?? id}
      </Button>
      <span className="hx-tabular">{t('agreement', { share: format.percent(agreement, 2) })}</span>
    </li>
  );
}
