import type { DataClass } from '#shared/model/classification';
import { useText } from '../text';
import './classBadge.css';

interface ClassBadgeProps {
  readonly dataClass: DataClass;
  /** What it follows from. */
  readonly why?: string;
}

/** The class of what a column or a result holds, in two letters; what they mean is said on hovering and to screen readers. */
export function ClassBadge({ dataClass, why }: ClassBadgeProps) {
  const t = useText('classes');
  const words = why === undefined ? t(`means.${dataClass}`) : `${t(`means.${dataClass}`)} · ${why}`;
  return (
    <span className="hx-class-badge" data-class={dataClass} title={words} data-testid={`class-${dataClass}`}>
      {dataClass}
      <span className="hx-visually-hidden">{words}</span>
    </span>
  );
}
