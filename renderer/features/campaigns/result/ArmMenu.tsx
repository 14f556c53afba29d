import { TeamOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import type { ExperimentLevel, ExperimentSpec } from '#shared/model/experiment';
import { useKernelAction } from '../../../engine/kernel';
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

/** What can be done with the customers of an arm. */
export function ArmMenu({ spec, picked, onClose }: ArmMenuProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const { run } = useKernelAction('experiments.rule');
  const act = async (key: string, { variant, level }: PickedArm) => {
    const result = await run({ arm: { spec, variant, ...(level ? { level: level.value } : {}) } });
    if (!result.ok) notifyError(result.error);
    else if (key === 'rows') showCustomersOf(result.value.rule);
    else openInBuilder({ rule: result.value.rule, segment: undefined });
  };
  const title = picked ? [picked.variant, ...(picked.level ? [writer.level(picked.level)] : [])].join(' · ') : '';
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
