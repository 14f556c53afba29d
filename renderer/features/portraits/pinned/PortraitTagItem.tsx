import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { PortraitCard } from '../PortraitCard';
import { RestsOnLine } from '../PortraitSummary';
import { AskedPortraitContext } from '../views/askedPortrait';
import '../portraits.css';
import '../views/tiles.css';
import '../views/views.css';

/** One tag of a portrait, on a board. */
export function PortraitTagItem({ item: { spec, tag, picture } }: { readonly item: ItemOf<'portraitTag'> }) {
  const t = useText('boards');
  const { data, error, retry, progress } = useKernel('portraits.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  const found = data.tags.find((each) => each.tag === tag);
  if (!found) return <p className="hx-secondary">{t('gone', { tag })}</p>;
  return (
    <AskedPortraitContext value={spec}>
      <PortraitCard tag={found} onBoard={picture ?? 'first'} />
      <RestsOnLine restsOn={data.restsOn} />
    </AskedPortraitContext>
  );
}
