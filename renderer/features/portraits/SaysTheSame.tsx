import type { ReactNode } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import { useText } from '../../text';
import { TagFold } from './TagFold';

interface SaysTheSameProps {
  readonly tag: string;
  /** What repeats it. */
  readonly repeats: readonly Pick<PortraitTag, 'name'>[];
  /** Their cards. */
  readonly children: ReactNode;
}

/** The tags that say the same as one, folded away under its card. */
export function SaysTheSame({ tag, repeats, children }: SaysTheSameProps) {
  const t = useText('portraits');
  const names = repeats.map(({ name }) => name).join(t('comma'));
  return (
    <TagFold label={t('saysTheSame', { names })} help={t('saysTheSameHelp')} testId={`portrait-repeats-${tag}`}>
      {children}
    </TagFold>
  );
}
