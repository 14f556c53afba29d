import { useMemo } from 'react';
import type { PortraitCross } from '#shared/model/portraitCross';
import { useText } from '../../../../text';
import { Chart } from '../../../../ui/Chart';
import { pickMark } from '../../marks';
import { usePortraitLook } from '../../portraitLook';
import type { LevelName, Pyramid } from './crossCells';
import { clickedCell, pyramidChart, pyramidPixels, pyramidRows } from './pyramidChart';

interface PyramidPictureProps {
  readonly cross: PortraitCross;
  readonly pyramid: Pyramid;
  readonly nameOf: LevelName;
}

/** A number on both sides of two values, as ages of men and women. */
export function PyramidPicture({ cross, pyramid, nameOf }: PyramidPictureProps) {
  const t = useText('portraitViews');
  const portraitLook = usePortraitLook();
  const look = useMemo(() => ({ ...portraitLook, segment: t('segment'), base: t('base'), nameOf }), [portraitLook, t, nameOf]);
  const rows = useMemo(() => pyramidRows(cross, pyramid, nameOf), [cross, pyramid, nameOf]);
  const names = useMemo(() => {
    const { levels } = cross.tags[pyramid.sides];
    const name = (at: number) => (levels[at] ? nameOf(levels[at]) : '');
    return [name(pyramid.left), name(pyramid.right)] as const;
  }, [cross, pyramid, nameOf]);
  const option = useMemo(() => pyramidChart(rows, names, look), [rows, names, look]);
  const across = cross.tags[pyramid.sides === 0 ? 1 : 0];
  return (
    <Chart
      option={option}
      height={pyramidPixels(rows)}
      label={t('pyramidLabel', { name: across.name, left: names[0], right: names[1] })}
      onSelect={(selection) => {
        const cell = clickedCell(rows, names, look, selection);
        if (cell) pickMark(cell, selection);
      }}
    />
  );
}
