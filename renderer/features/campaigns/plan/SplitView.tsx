import { Alert, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { type Campaign, MOST_COMPARED_TAGS } from '#shared/model/campaign';
import type { CampaignOverlap, Split } from '#shared/model/release';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { ManyPicker } from '../../../ui/ManyPicker';
import { NumberText } from '../../../ui/NumberText';
import { BalanceView } from './BalanceView';
import { Section } from './Field';

/** How those who are left would be dealt out, whether the arms are alike, and who is in other campaigns. */
export function SplitView({ campaign }: { readonly campaign: Campaign }) {
  const [tags, setTags] = useState<readonly string[]>([]);
  const asked = { id: campaign.id, tags: [...tags] };
  const { data, error, progress, cancel, retry } = useKernel('campaigns.split', asked, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} onCancel={cancel} />;
  return (
    <div className="pln-views" data-testid="plan-split">
      <SplitSections campaign={campaign} split={data} tools={<CompareIn tags={tags} onChange={setTags} />} />
    </div>
  );
}

interface SectionsProps {
  readonly campaign: Campaign;
  readonly split: Split;
  readonly tools?: React.ReactNode;
}

export function SplitSections({ campaign, split, tools }: SectionsProps) {
  const t = useText('campaignPlan');
  return (
    <>
      <Section title={t('split')} tools={<SplitFacts split={split} />}>
        <ArmSizes campaign={campaign} split={split} />
      </Section>
      <Section title={t('balance')} help={t('balanceHelp')} tools={tools}>
        <BalanceView rows={split.balance} />
      </Section>
      <Section title={t('overlaps')}>
        <Overlaps overlaps={split.overlaps} />
      </Section>
    </>
  );
}

function SplitFacts({ split: { strata, blockSize } }: { readonly split: Split }) {
  const t = useText('campaignPlan');
  const facts = [t('strataCount', { n: strata }), ...(blockSize === undefined ? [] : [t('blockSize', { n: blockSize })])];
  return <span className="hx-secondary">{facts.join(' · ')}</span>;
}

type Arm = Split['arms'][number];

function ArmSizes({ campaign, split: { arms } }: SectionsProps) {
  const t = useText('campaignPlan');
  const format = useFormat();
  const total = arms.reduce((sum, { n }) => sum + n, 0);
  const costOf = ({ variant, n }: Arm) => n * (campaign.arms.find((arm) => arm.variant === variant)?.unitCost ?? 0);
  const cost = arms.reduce((sum, arm) => sum + costOf(arm), 0);
  const { budget } = campaign;
  const columns: TableColumnsType<Arm> = [
    { key: 'variant', title: t('arm'), dataIndex: 'variant' },
    { key: 'n', title: t('customers'), align: 'right', render: (_, { n }) => <NumberText value={n} kind="exact" /> },
    { key: 'share', title: t('share'), align: 'right', render: (_, { share }) => format.percent(share, 2) },
    {
      key: 'actual',
      title: t('actualShare'),
      align: 'right',
      render: (_, { n }) => (total === 0 ? '' : format.percent(n / total, 2)),
    },
    { key: 'cost', title: t('cost'), align: 'right', render: (_, arm) => <NumberText value={costOf(arm)} /> },
  ];
  return (
    <>
      <Table<Arm>
        size="small"
        rowKey="variant"
        columns={columns}
        dataSource={[...arms]}
        pagination={false}
        data-testid="split-arms"
        onRow={({ variant, n }) => ({ 'data-testid': `split-arm-${variant}`, 'data-n': n }) as object}
      />
      {budget !== undefined && (
        <p className="hx-secondary">{t('totalCost', { cost: format.exact(cost), budget: format.exact(budget) })}</p>
      )}
      {budget !== undefined && cost > budget && <Alert type="warning" showIcon title={t('overBudget')} />}
    </>
  );
}

function Overlaps({ overlaps }: { readonly overlaps: readonly CampaignOverlap[] }) {
  const t = useText('campaignPlan');
  if (overlaps.length === 0) return <p className="hx-secondary">{t('noOverlaps')}</p>;
  const columns: TableColumnsType<CampaignOverlap> = [
    { key: 'name', title: t('other'), dataIndex: 'name' },
    { key: 'source', title: t('source'), render: (_, { source }) => t(`source.${source}`) },
    { key: 'n', title: t('customers'), align: 'right', render: (_, { n }) => <NumberText value={n} kind="exact" /> },
  ];
  return (
    <Table<CampaignOverlap>
      size="small"
      rowKey={({ source, campaign }) => `${source} ${campaign}`}
      columns={columns}
      dataSource={[...overlaps]}
      pagination={false}
      data-testid="split-overlaps"
    />
  );
}

function CompareIn({
  tags,
  onChange,
}: {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}) {
  const t = useText('campaignPlan');
  const names = [...useConditionNames().tags.values()].filter(({ type }) => type !== 'date');
  return (
    <ManyPicker
      label={t('compareIn')}
      className="pln-tags-select"
      most={MOST_COMPARED_TAGS}
      value={tags}
      options={names.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
      testId="split-tags"
    />
  );
}
