import { useMemo } from 'react';
import type { PathAnswer, PathNode } from '#shared/model/path';
import { useFormat, useText } from '../../../text';
import { Chart, type ChartSelection } from '../../../ui/Chart';
import { useLook } from '../../../ui/look';
import { paletteOf, SERIES_DARK, SERIES_LIGHT } from '../../../ui/palette';
import { type PathLook, pathChart, pathHeight, pickedOf } from './pathChart';
import { usePlaceName } from './pathNames';
import { pickPath } from './pickedPath';

interface PathFlowProps {
  readonly answer: PathAnswer;
  /** Without: every node and line opens the menu. */
  readonly fixed?: boolean;
}

/** The paths as a picture. */
export function PathFlow({ answer, fixed = false }: PathFlowProps) {
  const t = useText('paths');
  const look = usePathLook(answer);
  const option = useMemo(() => pathChart(answer, look), [answer, look]);
  const links = answer.links.map(({ from, to, count }) => {
    const [earlier, later] = [answer.nodes[from], answer.nodes[to]];
    return earlier && later ? look.link(earlier, later, count) : '';
  });
  return (
    <Chart
      option={option}
      height={pathHeight(answer)}
      label={t('sankey', { links: links.slice(0, MOST_SPOKEN).join('; ') })}
      {...(fixed ? {} : { onSelect: pickAt })}
    />
  );
}

function pickAt({ name, x, y }: ChartSelection): void {
  const picked = pickedOf(name);
  if (picked) pickPath(picked, { x, y });
}

/** Grey is what other events and the ends of paths are. */
const GREY = 1;
/** More is told by the table below. */
const MOST_SPOKEN = 30;

function usePathLook({ direction, paths }: PathAnswer): PathLook {
  const t = useText('paths');
  const format = useFormat();
  const nameOf = usePlaceName();
  const dark = useLook((look) => look.dark);
  return useMemo(() => {
    const share = (n: number, of: number) => format.percent(of === 0 ? 0 : n / of, 1);
    const { text, textFaint } = paletteOf(dark);
    const ends = (node: PathNode) => {
      const said = { name: nameOf(node), n: format.exact(node.count), ended: format.exact(node.ended) };
      const more = node.goesOn > 0 ? t('goesOn', { n: format.exact(node.goesOn) }) : '';
      return `${t(direction === 'to' ? 'nodeBegins' : 'nodeEnds', { ...said, share: share(node.ended, node.count) })}${more}`;
    };
    return {
      nameOf,
      exact: format.exact,
      node: ends,
      link: (from, to, n) => t('link', { from: nameOf(from), to: nameOf(to), n: format.exact(n), share: share(n, paths) }),
      ended: t(direction === 'to' ? 'begins' : 'ended'),
      colors: (dark ? SERIES_DARK : SERIES_LIGHT).filter((_, place) => place !== GREY),
      text,
      faint: textFaint,
    };
  }, [t, format, nameOf, dark, direction, paths]);
}
