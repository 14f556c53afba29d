import type { EChartsCoreOption } from 'echarts/core';
import type { MigrationAnswer, Stage } from '#shared/model/migration';

/** What the chart takes from the page: words, ways to write numbers, colours. */
export interface MigrationLook {
  readonly nameOf: (stage: Stage) => string;
  readonly exact: (n: number) => string;
  /** What a move is in words. */
  readonly move: (from: string, to: string, n: number) => string;
  readonly colors: readonly string[];
  readonly text: string;
}

const NODE_PIXELS = 34;
const LEAST_PIXELS = 200;

export function migrationHeight(answer: Pick<MigrationAnswer, 'stages'>): number {
  return Math.max(LEAST_PIXELS, answer.stages.length * NODE_PIXELS + 40);
}

/** From the stages then, on the left, to the stages now, on the right; the same stage has the same colour on both sides. */
export function migrationChart(answer: Pick<MigrationAnswer, 'stages' | 'moves'>, look: MigrationLook): EChartsCoreOption {
  const { stages, moves } = answer;
  const colorOf = (stage: number) => look.colors[stage % look.colors.length] ?? look.text;
  const node = (side: Side, stage: number) => ({
    name: nodeName(side, stage),
    depth: side === 'from' ? 0 : 1,
    itemStyle: { color: colorOf(stage) },
    label: { position: side === 'from' ? 'right' : 'left' },
  });
  const there = (side: Side) => stages.map((_, stage) => stage).filter((stage) => moves.some((move) => move[side] === stage));
  return {
    animation: false,
    tooltip: { trigger: 'item', confine: true, formatter: (item: Hovered) => textBox(hoveredText(item, answer, look)) },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 4,
        top: 8,
        bottom: 8,
        nodeGap: 10,
        nodeWidth: 14,
        draggable: false,
        layoutIterations: 0,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.35, curveness: 0.5 },
        label: {
          color: look.text,
          fontSize: 12,
          formatter: ({ name }: { readonly name: string }) => nodeText(name, answer, look),
        },
        data: [...there('from').map((stage) => node('from', stage)), ...there('to').map((stage) => node('to', stage))],
        links: moves.map(({ from, to, n }) => ({ source: nodeName('from', from), target: nodeName('to', to), value: n })),
      },
    ],
  };
}

type Side = 'from' | 'to';

function nodeName(side: Side, stage: number): string {
  return `${side} ${stage}`;
}

function nodeText(name: string, { stages, moves }: Pick<MigrationAnswer, 'stages' | 'moves'>, look: MigrationLook): string {
  const [side, place] = name.split(' ') as [Side, string];
  const stage = stages[Number(place)];
  const n = moves.filter((move) => move[side] === Number(place)).reduce((sum, move) => sum + move.n, 0);
  return stage ? `${look.nameOf(stage)}  ${look.exact(n)}` : '';
}

interface Hovered {
  readonly dataType: string;
  readonly name: string;
  readonly data: { readonly source?: string; readonly target?: string; readonly value?: number };
}

function hoveredText(
  { dataType, name, data }: Hovered,
  answer: Pick<MigrationAnswer, 'stages' | 'moves'>,
  look: MigrationLook,
): string {
  if (dataType !== 'edge') return nodeText(name, answer, look);
  const stage = (node = '') => answer.stages[Number(node.split(' ')[1])];
  const [from, to] = [stage(data.source), stage(data.target)];
  return from && to ? look.move(look.nameOf(from), look.nameOf(to), data.value ?? 0) : '';
}

/** A text node only: names come from people's data and are not markup. */
function textBox(text: string): HTMLElement {
  return Object.assign(document.createElement('div'), { textContent: text });
}
