import { TeamOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import type { ExperimentLevel, ExperimentSpec } from '#shared/model/experiment';
import type { ExperimentArmAsked } from '#shared/model/experimentSource';
import type { HuaxiangError } from '#shared/model/result';
import type { Rule } from '#shared/model/rule';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { openInBuilder } from '../../../ui/handedRule';
import { MenuAt } from '../../../ui/MenuAt';
import { showCustomersOf } from '../../../ui/openCustomer';
import { useExperimentWriter } from '../useExperimentWriter';

/** An arm, at a level of the breakdown where one was picked, and where. */
export interface PickedArm {
  readonly variant: string;
  readonly level?: ExperimentLevel;
  /** Pixels of the window. */
  readonly x: number;
  readonly y: number;
}

interface ArmMenuProps {
  readonly spec: ExperimentSpec;
  readonly picked: PickedArm | null;
  readonly onClose: () => void;
}

/** Whether they did what the first conversion counts. */
const OUTCOMES = ['did', 'didNot'] as const;
const LONGEST_NAME = 200;

/** What can be done with the customers of an arm. */
export function ArmMenu({ spec, picked, onClose }: ArmMenuProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const find = useFindArm(spec);
  const title = picked ? [picked.variant, ...(picked.level ? [writer.level(picked.level)] : [])].join(' · ') : '';
  const metric = spec.metrics.find(({ kind }) => kind === 'conversion')?.label;
  const said = { metric: metric ?? '' };
  const act = async (key: string, { variant, level }: PickedArm) => {
    const did = OUTCOMES.find((each) => each === key);
    const outcome = did && metric !== undefined ? { outcome: { metric, did: did === 'did' } } : {};
    const arm = { spec, variant, ...(level ? { level: level.value } : {}), ...outcome };
    const rule = await find(arm, [title, ...(did ? [t(did, said)] : [])].join(' · '));
    if (rule && key === 'rows') showCustomersOf(rule);
    else if (rule) openInBuilder({ rule, segment: undefined });
  };
  return (
    <MenuAt
      at={picked}
      title={title}
      items={[
        {
          key: 'segment',
          icon: <UsergroupAddOutlined />,
          label: <span data-testid="result-menu-segment">{t('asSegment')}</span>,
        },
        ...(metric === undefined ? [] : OUTCOMES).map((key) => ({
          key,
          icon: <UsergroupAddOutlined />,
          label: <span data-testid={`result-menu-${key}`}>{t(`${key}AsSegment`, said)}</span>,
        })),
        { key: 'rows', icon: <TeamOutlined />, label: <span data-testid="result-menu-rows">{t('asRows')}</span> },
      ]}
      onChoose={(key) => {
        if (picked) void act(key, picked);
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** The customers as a rule; those whom none finds are kept as a list first. */
function useFindArm({ release }: ExperimentSpec): (arm: ExperimentArmAsked, name: string) => Promise<Rule | null> {
  const { data: campaigns = [] } = useKernel('campaigns.list', {}, { keep: true });
  const asked = useKernelAction('experiments.rule');
  const kept = useKernelAction('experiments.freeze');
  const campaign = campaigns.find((each) => each.campaign.id === release)?.campaign.name;
  return async (arm, title) => {
    if (release === undefined && !arm.outcome) {
      const found = await asked.run({ arm });
      return found.ok ? found.value.rule : notified(found.error);
    }
    const name = [...(campaign === undefined ? [] : [campaign]), title].join(' · ').slice(0, LONGEST_NAME);
    const list = await kept.run({ arm, name });
    return list.ok ? { kind: 'list', list: list.value.list.id, member: true } : notified(list.error);
  };
}

function notified(error: HuaxiangError): null {
  notifyError(error);
  return null;
}
