import { CheckCircleOutlined, ExclamationCircleOutlined, EyeOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import type { CheckState, ReviewCheckId } from '#shared/model/packageReview';
import type { ToldCheck } from '#shared/report/reviewTables';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';

interface ChecklistProps {
  readonly checks: readonly ToldCheck[];
  /** Points that the person has answered for. */
  readonly seen: readonly ReviewCheckId[];
  /** Null where nobody is asked. */
  readonly onSeen: ((seen: readonly ReviewCheckId[]) => void) | null;
}

/** Every point of the review: what the machine says and why, and what the person has seen to. */
export function Checklist({ checks, seen, onSeen }: ChecklistProps) {
  const t = useText('exportReview');
  const tick = (id: ReviewCheckId, isSeen: boolean) => onSeen?.(isSeen ? [...seen, id] : seen.filter((each) => each !== id));
  return (
    <Card title={t('checklist')} help={t('checklistHelp')} testId="export-checks">
      <Summary checks={checks} />
      <table className="exp-checks">
        <thead>
          <tr>
            <th scope="col">{t('point')}</th>
            <th scope="col">{t('machineSays')}</th>
            <th scope="col">{t('because')}</th>
            {onSeen && <th scope="col">{t('iSaw')}</th>}
          </tr>
        </thead>
        <tbody>
          {checks.map(({ id, title, state, verdict, lines, judged }) => (
            <tr key={id} data-testid={`export-check-${id}`} data-state={state}>
              <th scope="row">{title}</th>
              <td className={`exp-state exp-state-${state}`}>
                {ICONS[state]} {verdict}
              </td>
              <td>
                {lines.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </td>
              {onSeen && (
                <td>
                  {judged && (
                    <Checkbox
                      aria-label={t('iSawTo', { point: title })}
                      checked={seen.includes(id)}
                      onChange={({ target }) => tick(id, target.checked)}
                    />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const ICONS: Readonly<Record<CheckState, ReactNode>> = {
  ok: <CheckCircleOutlined aria-hidden />,
  finding: <ExclamationCircleOutlined aria-hidden />,
  judgement: <EyeOutlined aria-hidden />,
};

function Summary({ checks }: Pick<ChecklistProps, 'checks'>) {
  const t = useText('exportReview');
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const figures = { ok: count('ok'), finding: count('finding'), judgement: count('judgement') };
  return (
    <p role="status" data-testid="export-checks-summary">
      {t(figures.finding > 0 ? 'withFindings' : 'withoutFindings', figures)}
    </p>
  );
}
