import { useMemo } from 'react';
import type { PortraitNumber, PortraitTag } from '#shared/model/answers';
import { useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { pickMark } from '../marks';
import { PortraitTable } from '../PortraitTable';
import { NumberFacts } from './NumberFacts';
import { clickedColumn, NUMBER_CHART_PIXELS, numberChart } from './numberChart';
import { useNumberLook } from './numberLook';

/** How a number or a date is spread in the segment and in the base. */
export function NumberPicture({ tag, number }: { readonly tag: PortraitTag; readonly number: PortraitNumber }) {
  const t = useText('portraitViews');
  const look = useNumberLook(tag, number);
  const { values } = tag;
  const option = useMemo(() => numberChart({ values, number }, look), [values, number, look]);
  return (
    <>
      <Chart
        option={option}
        height={NUMBER_CHART_PIXELS}
        label={t('distributionLabel', { name: tag.name })}
        onSelect={(selection) => {
          const value = clickedColumn(values, selection);
          if (value) pickMark({ tag, value }, selection);
        }}
        table={<PortraitTable rows={values.map((value) => ({ tag, value }))} />}
      />
      <NumberFacts tag={tag} number={number} />
    </>
  );
}
