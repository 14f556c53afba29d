import { Table, type TableColumnsType } from 'antd';
import type { PathAnswer, PathNode, PathSpec } from '#shared/model/path';
import { useFormat, useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { usePlaceName, useStepName } from './pathNames';
import { pickPath } from './pickedPath';

interface PathStepsProps {
  readonly answer: PathAnswer;
  readonly spec: PathSpec;
}

interface StepRow {
  readonly node: PathNode;
  readonly index: number;
}

/** The same as numbers: every node, what ended at it, and where its paths lead. */
export function PathSteps({ answer, spec }: PathStepsProps) {
  const t = useText('paths');
  const columns = useColumns(answer);
  const copied = useCopied(answer);
  return (
    <section aria-label={t('steps')}>
      <div className="pth-bar">
        <h3>{t('steps')}</h3>
        <CopyButton size="small" type="text" label={t('copy')} text={copied} testId="paths-copy-steps" />
        <CopyButton
          size="small"
          type="text"
          label={t('copySpec')}
          text={() => JSON.stringify(spec, null, 2)}
          testId="paths-copy-spec"
        />
      </div>
      <Table<StepRow>
        size="small"
        rowKey={({ index }) => index}
        columns={columns}
        dataSource={answer.nodes.map((node, index) => ({ node, index }))}
        pagination={{ defaultPageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        data-testid="paths-steps"
      />
    </section>
  );
}

function useColumns(answer: PathAnswer): TableColumnsType<StepRow> {
  const t = useText('paths');
  const format = useFormat();
  const nameOf = usePlaceName();
  const stepName = useStepName(answer.direction);
  const ended = t(answer.direction === 'to' ? 'begins' : 'ended');
  return [
    { title: t('step'), key: 'step', render: (_, { node }) => stepName(node.depth) },
    {
      title: t('event'),
      key: 'event',
      render: (_, { node, index }) => (
        <button
          type="button"
          className="pth-open"
          title={t('openNode', { name: nameOf(node) })}
          onClick={() => pickPath({ kind: 'node', node: index })}
          data-testid={`path-node-${node.depth}-${node.kind === 'other' ? '' : node.name}`}
          data-n={node.count}
        >
          {nameOf(node)}
        </button>
      ),
    },
    { title: t('paths'), key: 'count', align: 'right', render: (_, { node }) => format.exact(node.count) },
    {
      title: t('shareOfPaths'),
      key: 'share',
      align: 'right',
      render: (_, { node }) => format.percent(node.count / answer.paths, 1),
    },
    {
      title: ended,
      key: 'ended',
      align: 'right',
      render: (_, { node }) => `${format.exact(node.ended)} · ${format.percent(node.ended / node.count, 1)}`,
    },
    { title: t('more'), key: 'more', align: 'right', render: (_, { node }) => format.exact(node.goesOn) },
    {
      title: t(answer.direction === 'to' ? 'before' : 'next'),
      key: 'links',
      render: (_, { index }) => <Links answer={answer} index={index} />,
    },
  ];
}

/** Where the paths of a node lead, away from the start. */
function linksOf({ links, nodes, direction }: PathAnswer, index: number) {
  const found = links.filter(({ from, to }) => (direction === 'to' ? to : from) === index);
  return found
    .map((link) => ({ ...link, far: nodes[direction === 'to' ? link.from : link.to] }))
    .sort((a, b) => b.count - a.count);
}

function Links({ answer, index }: { readonly answer: PathAnswer; readonly index: number }) {
  const t = useText('paths');
  const format = useFormat();
  const nameOf = usePlaceName();
  const nameAt = (node: number) => {
    const found = answer.nodes[node];
    return found ? nameOf(found) : '';
  };
  return (
    <span className="pth-links">
      {linksOf(answer, index).map(({ from, to, count, far }) => (
        <button
          key={`${from} ${to}`}
          type="button"
          className="pth-open"
          title={t('openLink', { from: nameAt(from), to: nameAt(to) })}
          onClick={() => pickPath({ kind: 'link', from, to })}
          data-n={count}
        >
          {`${far ? nameOf(far) : ''} ${format.exact(count)}`}
        </button>
      ))}
    </span>
  );
}

/** For a spreadsheet: the nodes, then the links. */
function useCopied(answer: PathAnswer): () => string {
  const t = useText('paths');
  const nameOf = usePlaceName();
  const stepName = useStepName(answer.direction);
  return () => {
    const ended = t(answer.direction === 'to' ? 'begins' : 'ended');
    const name = (node: PathNode | undefined) => (node ? [stepName(node.depth), nameOf(node)] : ['', '']);
    const rows = [
      [t('step'), t('event'), t('paths'), ended, t('more')],
      ...answer.nodes.map((node) => [...name(node), node.count, node.ended, node.goesOn]),
      [],
      ...answer.links.map(({ from, to, count }) => [...name(answer.nodes[from]), ...name(answer.nodes[to]), count]),
    ];
    return rows.map((row) => row.map((cell) => `${cell}`.replaceAll(/[\t\r\n]/g, ' ')).join('\t')).join('\n');
  };
}
