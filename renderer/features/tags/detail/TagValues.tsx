import { Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { TagState } from '#shared/model/tag';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { QualityBadge } from '../../../ui/QualityBadge';
import { DistributionView } from '../distribution/DistributionView';
import { Figures } from '../distribution/Figures';

/** The figures of a tag and the distribution of its values. */
export function TagValues({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const { data, error, retry, progress } = useKernel('tags.distribution', { tag: tag.id, search }, { keep: true });
  return (
    <div className="tags-part">
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!data && !error && <LoadingState progress={progress} />}
      {data?.quality && <QualityBadge quality={data.quality} table={tag.tables[0] ?? ''} />}
      {data && <Figures type={tag.type} distribution={data} />}
      {tag.type === 'category' && (
        <Input
          allowClear
          size="small"
          placeholder={t('valueSearch')}
          aria-label={t('valueSearch')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          data-testid="tag-value-search"
        />
      )}
      {data && <DistributionView tag={tag} distribution={data} />}
    </div>
  );
}
