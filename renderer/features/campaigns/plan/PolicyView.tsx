import { Alert, Button, Input, Popover, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { Campaign } from '#shared/model/campaign';
import type { SimulationAnswer, Withheld, WithheldBy } from '#shared/model/contactPolicy';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { NumberText } from '../../../ui/NumberText';
import { Picker } from '../../../ui/Picker';
import { Section } from './Field';
import { changeCampaign } from './planChoice';

interface PolicyViewProps {
  readonly campaign: Campaign;
  readonly disabled: boolean;
}

/** Whom the contact policy withholds of the audience, by which of its parts, and who is left. */
export function PolicyView({ campaign, disabled }: PolicyViewProps) {
  const t = useText('campaignPlan');
  const [tag, setTag] = useState('');
  const asked = { id: campaign.id, tags: tag === '' ? [] : [tag] };
  const { data, error, progress, cancel, retry } = useKernel('campaigns.simulate', asked, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} onCancel={cancel} />;
  return (
    <div className="pln-views" data-testid="plan-policy" data-kept={data.kept}>
      <Section
        title={t('simulation')}
        help={t('simulationHelp')}
        tools={<span className="hx-secondary">{t('policyVersion', { version: data.policyVersion })}</span>}
      >
        <OpenDays answer={data} />
        {data.steps.length === 0 && <Alert type="info" showIcon title={t('noPolicy')} />}
        <StepsTable answer={data} campaign={campaign} disabled={disabled} />
      </Section>
      <Section title={t('byTag')} tools={<LevelTag tag={tag} onChoose={setTag} />}>
        {data.levels.map(({ tag: id, levels }) => (
          <LevelsTable key={id} levels={levels} steps={data.steps} />
        ))}
      </Section>
    </div>
  );
}

function OpenDays({ answer: { openDays } }: { readonly answer: Withheld }) {
  const t = useText('campaignPlan');
  if (!openDays) return null;
  if (openDays.length === 0) return <Alert type="error" showIcon title={t('quietAll')} />;
  const ranges = openDays.map(({ from, to }) => (from === to ? from : t('days', { from, to })));
  return (
    <p className="hx-secondary" data-testid="open-days">
      {t('openDays')}: {ranges.join(' · ')}
    </p>
  );
}

interface Line {
  readonly key: string;
  readonly name: string;
  readonly alone: number | null;
  readonly first: number | null;
  readonly left: number;
  readonly step?: WithheldBy;
}

/** From the audience to those who are left, part by part. */
function linesOf({ n, kept, steps }: Withheld, words: { all: string; kept: string; holdout: string }): Line[] {
  let left = n;
  const lines = steps.map((step): Line => {
    left -= step.first;
    const name = step.kind === 'holdout' ? words.holdout : step.label;
    return { key: `${step.kind} ${step.id}`, name, alone: step.alone, first: step.first, left, step };
  });
  return [
    { key: 'all', name: words.all, alone: null, first: null, left: n },
    ...lines,
    { key: 'kept', name: words.kept, alone: null, first: null, left: kept },
  ];
}

interface StepsProps extends PolicyViewProps {
  readonly answer: Withheld;
}

export function StepsTable({ answer, campaign, disabled }: StepsProps) {
  const t = useText('campaignPlan');
  const { policy } = useKernel('contactPolicy.get', {}, { keep: true }).data ?? {};
  const mandatory = new Set(policy?.rules.filter((rule) => rule.mandatory).map(({ id }) => id));
  const columns: TableColumnsType<Line> = [
    {
      key: 'name',
      title: t('step'),
      render: (_, { name, step }) => (
        <span className="pln-step">
          <span className="hx-ellipsis" title={name}>
            {name}
          </span>
          {step?.waived && <span className="hx-secondary">{t('waived', { reason: step.waived })}</span>}
        </span>
      ),
    },
    { key: 'alone', title: t('alone'), align: 'right', width: 96, render: (_, { alone }) => <Figure n={alone} /> },
    { key: 'first', title: t('first'), align: 'right', width: 96, render: (_, { first }) => <Figure n={first} /> },
    { key: 'left', title: t('left'), align: 'right', width: 96, render: (_, { left }) => <Figure n={left} /> },
    {
      key: 'bar',
      title: <span className="hx-visually-hidden">{t('left')}</span>,
      width: '32%',
      render: (_, { left, first }) => <Bar left={left} lost={first ?? 0} of={answer.n} />,
    },
    {
      key: 'waive',
      title: <span className="hx-visually-hidden">{t('waive')}</span>,
      width: 110,
      render: (_, { step }) => {
        if (!step || step.kind === 'holdout') return null;
        if (mandatory.has(step.id)) return <span className="hx-faint">{t('mandatory')}</span>;
        return <Waive campaign={campaign} step={step} disabled={disabled} />;
      },
    },
  ];
  const words = { all: t('all'), kept: t('kept'), holdout: t('step.holdout') };
  return (
    <Table<Line>
      size="small"
      rowKey="key"
      columns={columns}
      dataSource={linesOf(answer, words)}
      pagination={false}
      data-testid="withheld-steps"
      onRow={({ key, first, left }) => ({ 'data-testid': `step-${key}`, 'data-first': first, 'data-left': left }) as object}
    />
  );
}

function Figure({ n }: { readonly n: number | null }) {
  return n === null ? null : <NumberText value={n} kind="exact" />;
}

function Bar({ left, lost, of }: { readonly left: number; readonly lost: number; readonly of: number }) {
  const width = (n: number) => `${of === 0 ? 0 : (100 * n) / of}%`;
  return (
    <span className="pln-bar" aria-hidden>
      <span className="pln-bar-left" style={{ width: width(left) }} />
      <span className="pln-bar-lost" style={{ width: width(lost) }} />
    </span>
  );
}

interface WaiveProps extends PolicyViewProps {
  readonly step: WithheldBy;
}

/** A rule is done without only for a reason, which is shown beside it. */
function Waive({ campaign, step, disabled }: WaiveProps) {
  const t = useText('campaignPlan');
  const [reason, setReason] = useState('');
  const [open, setOpen] = useState(false);
  const others = campaign.waived.filter(({ rule }) => rule !== step.id);
  const isWaived = others.length < campaign.waived.length;
  const undo = () => changeCampaign(campaign, { waived: others });
  const waive = () => {
    changeCampaign(campaign, { waived: [...others, { rule: step.id, reason: reason.trim() }] });
    setOpen(false);
  };
  if (isWaived) {
    return (
      <Button size="small" disabled={disabled} onClick={undo} data-testid={`unwaive-${step.id}`}>
        {t('undo')}
      </Button>
    );
  }
  const form = (
    <span className="pln-who">
      <Input
        maxLength={1000}
        aria-label={t('waiveReason')}
        placeholder={t('waiveReason')}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        onPressEnter={() => reason.trim() !== '' && waive()}
        data-testid={`waive-reason-${step.id}`}
      />
      <Button type="primary" disabled={reason.trim() === ''} onClick={waive} data-testid={`waive-apply-${step.id}`}>
        {t('waive')}
      </Button>
    </span>
  );
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={form}>
      <Button size="small" disabled={disabled} data-testid={`waive-${step.id}`}>
        {t('waive')}
      </Button>
    </Popover>
  );
}

function LevelTag({ tag, onChoose }: { readonly tag: string; readonly onChoose: (tag: string) => void }) {
  const t = useText('campaignPlan');
  const { tags } = useConditionNames();
  const levels = [...tags.values()].filter(({ type }) => type === 'category' || type === 'boolean');
  return (
    <Picker
      label={t('tag')}
      value={tag}
      options={[{ value: '', label: t('noTag') }, ...levels.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={onChoose}
      testId="simulation-tag"
    />
  );
}

type Level = SimulationAnswer['levels'][number]['levels'][number];

function LevelsTable({ levels, steps }: { readonly levels: readonly Level[]; readonly steps: readonly WithheldBy[] }) {
  const t = useText('campaignPlan');
  const common = useText('common');
  const format = useFormat();
  const columns: TableColumnsType<Level> = [
    {
      key: 'level',
      title: t('level'),
      fixed: 'left',
      render: (_, { value, label }) => (value === null ? common('unknown') : label),
    },
    { key: 'n', title: t('customers'), align: 'right', render: (_, { n }) => <NumberText value={n} kind="exact" /> },
    { key: 'kept', title: t('kept'), align: 'right', render: (_, { kept }) => <NumberText value={kept} kind="exact" /> },
    {
      key: 'share',
      title: t('withheld'),
      align: 'right',
      render: (_, { n, kept }) => (n === 0 ? '' : format.percent(1 - kept / n)),
    },
    ...steps.map(({ kind, id, label }, place) => ({
      key: `${kind} ${id}`,
      title: kind === 'holdout' ? t('step.holdout') : label,
      align: 'right' as const,
      render: (_: unknown, { first }: Level) => <NumberText value={first[place] ?? 0} kind="exact" />,
    })),
  ];
  return (
    <Table<Level>
      size="small"
      rowKey={({ value }) => String(value)}
      columns={columns}
      dataSource={[...levels]}
      pagination={levels.length > 12 ? { pageSize: 12 } : false}
      scroll={{ x: 'max-content' }}
      data-testid="withheld-levels"
    />
  );
}
