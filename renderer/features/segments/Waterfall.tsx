import { Table, type TableColumnsType } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { useFormat, useText } from '../../text';
import { Chart } from '../../ui/Chart';
import { EmptyState } from '../../ui/EmptyState';
import { useLook } from '../../ui/look';
import { paletteOf } from '../../ui/palette';
import { useNodeLabel } from './nodeLabel';
import { useEditorState } from './openEditors';
import { type DraftGroup, findNode, isDraftGroup } from './ruleTree';
import { useSegmentContext } from './segmentContext';
import { type WaterfallStep, waterfallResult, waterfallSteps } from './waterfall';
import { waterfallChart, waterfallHeight } from './waterfallChart';

/** How the selected group, or the outermost, comes from everybody to its customers, block by block. */
export function Waterfall() {
  const t = useText('segments');
  const { count } = useSegmentContext();
  const group = useEditorState(({ history, selection }) => chosenGroup(history.present.root, selection.lead));
  const isOutermost = useEditorState(({ history }) => history.present.root === group);
  const base = count.answer?.base ?? 0;
  const steps = useMemo(() => waterfallSteps(group, count.blocks, base), [group, count.blocks, base]);
  const of = isOutermost ? t('waterfallOfAll') : t('waterfallOf', { group: t(`group.${group.kind}.long`) });
  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section
      ref={card}
      className="seg-card seg-waterfall"
      data-stale={count.stale}
      aria-label={t('waterfall')}
      data-testid="waterfall"
    >
      <div className="seg-panel-title">
        {t('waterfall')} · {of}
      </div>
      {steps.length === 0 ? (
        <EmptyState title={t('waterfallEmpty')} description={t('waterfallEmptyHint')} />
      ) : (
        <WaterfallChart steps={steps} base={base} />
      )}
    </section>
  );
}

interface StepsProps {
  readonly steps: readonly WaterfallStep[];
  readonly base: number;
}

function WaterfallChart({ steps, base }: StepsProps) {
  const t = useText('segments');
  const format = useFormat();
  const label = useNodeLabel();
  const dark = useLook((look) => look.dark);
  const option = useMemo(() => {
    const palette = paletteOf(dark);
    return waterfallChart(steps, base, {
      everybody: t('allCustomers'),
      result: t('result'),
      remaining: t('remaining'),
      lost: t('lost'),
      gained: t('gained'),
      exact: format.exact,
      label: ({ node }) => label(node),
      facts: ({ alone, before, after, unknown }) => [
        `${t('alone')}: ${format.exact(alone)}`,
        `${t('cumulative')}: ${format.exact(after)}`,
        `${t(after > before ? 'gained' : 'lost')}: ${format.exact(Math.abs(after - before))}`,
        `${t('unknown')}: ${format.exact(unknown)}`,
      ],
      colors: { remaining: palette.accent, lost: palette.border, gained: palette.positive },
    });
  }, [steps, base, dark, t, format, label]);
  const spoken = t('waterfallSpoken', { base: format.exact(base), result: format.exact(waterfallResult(steps)) });
  return (
    <Chart option={option} height={waterfallHeight(steps)} label={spoken} table={<WaterfallTable steps={steps} base={base} />} />
  );
}

type Line = { readonly key: string; readonly name: string; readonly after: number } & Partial<WaterfallStep>;

/** The numbers behind the chart. */
function WaterfallTable({ steps, base }: StepsProps) {
  const t = useText('segments');
  const format = useFormat();
  const label = useNodeLabel();
  const lines: Line[] = [
    { key: 'everybody', name: t('allCustomers'), after: base },
    ...steps.map((step) => ({ ...step, key: step.node.id, name: label(step.node) })),
    { key: 'result', name: t('result'), after: waterfallResult(steps) },
  ];
  const figure = (title: string, figureOf: (line: Line) => number | undefined) => ({
    key: title,
    title,
    align: 'right' as const,
    render: (_: unknown, line: Line) => written(figureOf(line), format.exact),
  });
  const columns: TableColumnsType<Line> = [
    { key: 'name', title: t('block'), dataIndex: 'name', ellipsis: true },
    figure(t('alone'), ({ alone }) => alone),
    figure(t('cumulative'), ({ after }) => after),
    figure(t('change'), ({ before, after }) => (before === undefined ? undefined : after - before)),
    figure(t('unknown'), ({ unknown }) => unknown),
  ];
  return <Table<Line> size="small" columns={columns} dataSource={lines} pagination={false} />;
}

function written(n: number | undefined, exact: (n: number) => string): string {
  return n === undefined ? '' : exact(n);
}

function chosenGroup(root: DraftGroup, lead: string): DraftGroup {
  const node = findNode(root, lead);
  return node && isDraftGroup(node) ? node : root;
}
