import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Rule } from '#shared/model/rule';
import type { Limit, SegmentVersion } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { changedKeys } from './changedKeys';
import { openAsNew } from './openAsNew';
import { type RuleChange, ruleChanges } from './ruleChanges';
import { useRuleWords } from './useRuleWords';
import { onlyRule } from './versionRules';

interface VersionComparisonProps {
  /** Newest first, two at least. */
  readonly versions: readonly SegmentVersion[];
  readonly onOpened: () => void;
}

/** Two versions of a segment side by side: what of the rule changed, and who is in only one of them. */
export function VersionComparison({ versions, onOpened }: VersionComparisonProps) {
  const t = useText('segments');
  const [pair, setPair] = useState({ from: versions[1]?.version ?? 1, to: versions[0]?.version ?? 1 });
  const from = versions.find(({ version }) => version === pair.from);
  const to = versions.find(({ version }) => version === pair.to);
  const select = (end: 'from' | 'to', label: string) => (
    <Select
      size="small"
      aria-label={label}
      value={pair[end]}
      options={versions.map(({ version }) => ({ value: version, label: t('versionLine', { version }) }))}
      onChange={(version) => setPair({ ...pair, [end]: version })}
      data-testid={`compare-${end}`}
    />
  );
  return (
    <section className="seg-card" aria-label={t('compareVersions')} data-testid="version-comparison">
      <div className="seg-panel-title">{t('compareVersions')}</div>
      <div className="seg-compare-ends">
        {select('from', t('olderVersion'))} → {select('to', t('newerVersion'))}
      </div>
      {from && to && (
        <>
          <RuleTable from={from} to={to} />
          <Members key={`${pair.from} ${pair.to}`} from={from} to={to} onOpened={onOpened} />
        </>
      )}
    </section>
  );
}

interface Ends {
  readonly from: SegmentVersion;
  readonly to: SegmentVersion;
}

function RuleTable({ from, to }: Ends) {
  const t = useText('segments');
  const rows = ruleChanges(from.segment.who, to.segment.who);
  const isSame = rows.every(({ mark }) => mark === 'same');
  return (
    <>
      {isSame && <p className="hx-faint">{t('sameRule')}</p>}
      <table className="seg-rules-compared">
        <thead>
          <tr>
            <th scope="col">{t('versionLine', { version: from.version })}</th>
            <th scope="col">{t('versionLine', { version: to.version })}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RuleLine key={row.place} row={row} />
          ))}
          <LimitLine from={from.segment.limit} to={to.segment.limit} />
        </tbody>
      </table>
    </>
  );
}

function RuleLine({ row: { mark, place, from, to } }: { readonly row: RuleChange }) {
  const t = useText('segments');
  const words = useRuleWords();
  const depth = place.split('.').length - 1;
  const cell = (rule: Rule | undefined) => (
    <td style={{ '--depth': depth }} data-off={rule?.disabled === true}>
      {rule && words(rule)}
      {rule?.disabled && <span className="hx-faint"> {t('switchedOff')}</span>}
    </td>
  );
  return (
    <tr data-mark={mark}>
      {cell(from)}
      {cell(to)}
      <td className="seg-mark">{mark === 'same' ? '' : t(`mark.${mark}`)}</td>
    </tr>
  );
}

function LimitLine({ from, to }: { readonly from: Limit | undefined; readonly to: Limit | undefined }) {
  const t = useText('segments');
  const format = useFormat();
  if (!from && !to) return null;
  const isSame = JSON.stringify(from) === JSON.stringify(to);
  const mark = isSame ? 'same' : !from ? 'added' : to ? 'changed' : 'removed';
  const words = (limit: Limit | undefined) =>
    limit && [t('limitWords', { n: format.exact(limit.n) }), limit.by?.expression, limit.per].filter(Boolean).join(' · ');
  return (
    <tr data-mark={mark}>
      <td>{words(from)}</td>
      <td>{words(to)}</td>
      <td className="seg-mark">{isSame ? '' : t(`mark.${mark}`)}</td>
    </tr>
  );
}

/** Asked for by hand: two versions of a large segment may take a while to count. */
function Members({ from, to, onOpened }: Ends & { readonly onOpened: () => void }) {
  const t = useText('segments');
  const format = useFormat();
  const [isAsked, setAsked] = useState(false);
  const args = { id: from.segment.id, from: from.version, to: to.version };
  const { data, error, retry } = useKernel('segments.compare', args, { enabled: isAsked });
  if (!isAsked) {
    return (
      <Button size="small" onClick={() => setAsked(true)} data-testid="compare-members">
        {t('compare')}
      </Button>
    );
  }
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const line = (change: 'joined' | 'left', text: string, rule: Rule | null) => (
    <div>
      <Button
        size="small"
        type="link"
        disabled={rule === null || data[change] === 0}
        title={t('asNewSegment')}
        onClick={() => {
          if (rule) openAsNew(rule);
          onOpened();
        }}
        data-testid={`compared-${change}`}
      >
        {text}
      </Button>
      <span className="hx-faint">{changedKeys(data.examples, change, t('comma'))}</span>
    </div>
  );
  const { before, after } = data;
  const sizes = { from: from.version, to: to.version, before: format.exact(before), after: format.exact(after) };
  return (
    <div className="seg-small" data-testid="compared-members">
      <div>{t('sizesOnToday', sizes)}</div>
      {line('joined', t('joinedN', { n: format.exact(data.joined) }), onlyRule(to.segment, from.segment))}
      {line('left', t('leftN', { n: format.exact(data.left) }), onlyRule(from.segment, to.segment))}
    </div>
  );
}
