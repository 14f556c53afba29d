import { useFormat, useText } from '../../text';
import { useSegmentContext } from './segmentContext';

/** How many keys that a list or a query gives are no customer's. */
export function UnknownKeys({ id }: { readonly id: string }) {
  const t = useText('segments');
  const format = useFormat();
  const { count } = useSegmentContext();
  const keys = count.blocks.get(id)?.unknownKeys ?? 0;
  if (keys === 0) return null;
  return (
    <div className="hx-faint seg-small" title={t('unknownKeysHelp')} data-testid="rule-unknown-keys" data-value={keys}>
      {t('unknownKeys', { n: format.exact(keys) })}
    </div>
  );
}
