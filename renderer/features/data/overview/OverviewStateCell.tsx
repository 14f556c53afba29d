import { CheckCircleOutlined, CloseCircleOutlined, EyeOutlined, LoadingOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useFormat, useLanguage, useText } from '../../../text';
import { errorWords } from '../../../text/faults';
import type { OverviewState } from './useOverview';

/** What became of a file, or what will. */
export function OverviewStateCell({ state }: { readonly state: OverviewState }) {
  const t = useText('data');
  const format = useFormat();
  const language = useLanguage();
  switch (state.kind) {
    case 'reading':
    case 'running':
      return <Line icon={<LoadingOutlined spin />}>{t(`overview.${state.kind}`)}</Line>;
    case 'ready':
      return <Line>{t('overview.ready')}</Line>;
    case 'look':
      return <Line icon={<EyeOutlined />}>{t(`overview.${state.why}`)}</Line>;
    case 'done':
      return (
        <Line icon={<CheckCircleOutlined style={{ color: 'var(--hx-positive)' }} />}>
          {t('overview.done', { rows: format.exact(state.receipt.rows), rejected: format.exact(state.receipt.rejected) })}
        </Line>
      );
    case 'failed':
      return (
        <Line icon={<CloseCircleOutlined style={{ color: 'var(--hx-negative)' }} />}>
          {errorWords(state.error, language).message}
        </Line>
      );
  }
}

function Line({ icon, children }: { readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <span className="hx-overview-state">
      {icon}
      <span>{children}</span>
    </span>
  );
}
