import type { DataClass } from '#shared/model/classification';
import { useText } from '../text';
import './classBadge.css';

/** The class of what a column or a result holds, in two letters; what they mean is said on hovering and to screen readers. */
export function ClassBadge({ dataClass }: { readonly dataClass: DataClass }) {
  const t = useText('classes');
  return (
    <span className="hx-class-badge" data-class={dataClass} title={t(`means.${dataClass}`)} data-testid={`class-${dataClass}`}>
      {dataClass}
      <span className="hx-visually-hidden">{t(`means.${dataClass}`)}</span>
    </span>
  );
}
