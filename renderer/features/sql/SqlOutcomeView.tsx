import { TeamOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import { useFormat, useLanguage, useText } from '../../text';
import { errorWords } from '../../text/faults';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { makeSegmentOf } from '../../ui/handedQuery';
import { LoadingState } from '../../ui/LoadingState';
import { QueryRows } from './QueryRows';
import { useSql } from './sqlState';

/** What came of the statement that was run last. */
export function SqlOutcomeView() {
  const t = useText('sql');
  const { outcome, runningSince, cancel } = useSql();
  return (
    <section className="sql-outcome" aria-label={t('result')} aria-live="polite">
      {runningSince === null ? <Outcome /> : <Running since={runningSince} onCancel={cancel} />}
      {outcome === null && runningSince === null ? <EmptyState title={t('noResult')} description={t('noResultText')} /> : null}
    </section>
  );
}

function Outcome() {
  const outcome = useSql((state) => state.outcome);
  switch (outcome?.kind) {
    case 'rows':
      return <QueryRows key={outcome.answer.query} answer={outcome.answer} sql={outcome.sql} />;
    case 'plan':
      return <Plan plan={outcome.plan} />;
    case 'error':
      return (
        <div className="sql-error">
          <ErrorNotice error={outcome.error} />
        </div>
      );
    case 'noRule':
      return <NoRule sql={outcome.sql} reason={outcome.reason} />;
    default:
      return null;
  }
}

/** Why a statement does not open in the builder, and what can be done with it all the same. */
function NoRule({ sql, reason }: { readonly sql: string; readonly reason: HuaxiangError }) {
  const t = useText('sql');
  const { message, hint } = errorWords(reason, useLanguage());
  return (
    <div className="sql-error">
      <Alert
        type="info"
        showIcon
        title={t('noRule')}
        description={
          <>
            <div>{message}</div>
            {hint ? <div>{hint}</div> : null}
            <div>{t('noRuleText')}</div>
          </>
        }
        action={
          <Button size="small" icon={<TeamOutlined />} onClick={() => makeSegmentOf(sql)} data-testid="sql-as-query">
            {t('asQuery')}
          </Button>
        }
        data-testid="sql-no-rule"
      />
    </div>
  );
}

function Plan({ plan }: { readonly plan: string }) {
  const t = useText('sql');
  return <textarea className="sql-plan hx-mono" data-testid="sql-plan" aria-label={t('plan')} readOnly wrap="off" value={plan} />;
}

const TICK_MS = 200;

function Running({ since, onCancel }: { readonly since: number; readonly onCancel: () => void }) {
  const t = useText('sql');
  const format = useFormat();
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <LoadingState label={t('runningFor', { time: format.duration((now - since) / 1000) })} onCancel={onCancel} />;
}
