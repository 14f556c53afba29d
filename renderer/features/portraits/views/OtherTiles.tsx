import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import { useText } from '../../../text';
import { useValueTexts } from '../valueTexts';
import { Tile } from './Tile';

interface OtherTilesProps {
  readonly tag: PortraitTag;
  /** Values that have no place in the picture. */
  readonly values: readonly PortraitValue[];
}

/** What a map does not know stands beside it. */
export function OtherTiles({ tag, values }: OtherTilesProps) {
  const t = useText('portraitViews');
  const { valueName } = useValueTexts();
  if (values.length === 0) return null;
  return (
    <section className="por-map-others" aria-label={t('mapOthers')}>
      <span className="hx-faint">{t('mapOthers')}</span>
      {values.map((value) => (
        <Tile key={String(value.value)} mark={{ tag, value }} caption={valueName(value)} />
      ))}
    </section>
  );
}
