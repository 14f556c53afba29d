import { Alert } from 'antd';
import type { PathAnswer, PathSpec } from '#shared/model/path';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { HelpTip } from '../../../ui/HelpTip';
import { LoadingState } from '../../../ui/LoadingState';
import { PinButton } from '../../../ui/PinButton';
import type { JourneyTabProps } from '../journeyTab';
import { PathFlow } from './PathFlow';
import { PathMenu } from './PathMenu';
import { PathPickers } from './PathPickers';
import { PathSequences } from './PathSequences';
import { PathSteps } from './PathSteps';
import { pathSpecOf, usePathChoice } from './pathChoice';
import './paths.css';

/** What customers did after an event, or before it. */
export function PathsTab({ events, asOf }: JourneyTabProps) {
  const choice = usePathChoice();
  const spec = pathSpecOf(choice, events, asOf);
  return (
    <div className="jrn-tab" data-testid="paths">
      <PathPickers spec={spec} events={events} />
      <Answer spec={spec} />
    </div>
  );
}

function Answer({ spec }: { readonly spec: PathSpec }) {
  const t = useText('paths');
  const { data, error, retry, progress, cancel, busy } = useKernel('paths.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  if (data.paths === 0) return <Nobody spec={spec} />;
  return (
    <div className="pth-answer" data-stale={busy} data-testid="paths-answer">
      <Summary answer={data} spec={spec} />
      <Notes answer={data} />
      {data.links.length > 0 && <PathFlow answer={data} />}
      <PathSteps answer={data} spec={spec} />
      <PathSequences answer={data} />
      <PathMenu answer={data} spec={spec} />
    </div>
  );
}

function Nobody({ spec }: { readonly spec: PathSpec }) {
  const t = useText('paths');
  const event = (spec.from ?? spec.to)?.event ?? t('anyEvent');
  return <EmptyState title={t('nobody')} description={t('nobodyHint', { event, ...spec.range })} />;
}

function Summary({ answer, spec }: { readonly answer: PathAnswer; readonly spec: PathSpec }) {
  const { paths, customers, nodes, direction } = answer;
  const t = useText('paths');
  const format = useFormat();
  const ended = nodes.reduce((sum, node) => sum + (node.depth === 0 ? node.ended : 0), 0);
  const said = { paths: format.exact(paths), customers: format.exact(customers), share: format.percent(1 - ended / paths, 1) };
  return (
    <div className="pth-bar">
      <span data-testid="paths-summary" data-paths={paths} data-customers={customers}>
        {t(direction === 'to' ? 'summaryTo' : 'summary', said)}
      </span>
      <HelpTip text={t('definition')} />
      <PinButton name={t('flow')} pinned={() => ({ kind: 'path', spec })} testId="paths-pin" />
    </div>
  );
}

/** Fewer paths than this say little. */
const FEW_PATHS = 30;

function Notes({ answer: { paths, links, uncounted, direction } }: { readonly answer: PathAnswer }) {
  const t = useText('paths');
  const format = useFormat();
  const notes = [
    links.length === 0 ? t(direction === 'to' ? 'noneLeads' : 'noneFollows') : '',
    paths < FEW_PATHS ? t('few', { n: format.exact(paths) }) : '',
    uncounted > 0 ? t('uncounted', { n: format.exact(uncounted) }) : '',
  ].filter((note) => note !== '');
  return notes.map((note) => <Alert key={note} type="info" showIcon title={note} data-testid="paths-note" />);
}
