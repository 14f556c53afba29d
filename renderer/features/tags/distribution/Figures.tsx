import type { ReactNode } from 'react';
import type { Distribution, TagType } from '#shared/model/tag';
import { useFormat, useText } from '../../../text';
import { NumberText } from '../../../ui/NumberText';

interface FiguresProps {
  readonly type: TagType;
  readonly distribution: Pick<Distribution, 'known' | 'unknown' | 'distinct' | 'range'>;
}

/** Of how many customers the value is known, and what there is of values. */
export function Figures({ type, distribution: { known, unknown, distinct, range } }: FiguresProps) {
  const t = useText('tags');
  const format = useFormat();
  const customers = known + unknown;
  return (
    <dl className="tags-figures">
      <Figure name={t('type')}>{t(`type.${type}`)}</Figure>
      <Figure name={t('known')}>
        <NumberText value={known} kind="exact" />
      </Figure>
      <Figure name={t('unknown')}>
        <NumberText value={unknown} kind="exact" />
      </Figure>
      <Figure name={t('coverage')}>{format.percent(customers === 0 ? 0 : known / customers)}</Figure>
      <Figure name={t('distinct')}>
        <NumberText value={distinct} kind="exact" />
      </Figure>
      {range && <Figure name={t('range')}>{`${range.min} – ${range.max}`}</Figure>}
    </dl>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="hx-tabular">{children}</dd>
    </div>
  );
}
