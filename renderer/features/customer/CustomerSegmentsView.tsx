import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo } from 'react';
import type { SegmentReason } from '#shared/model/customer';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { HelpTip } from '../../ui/HelpTip';
import { LoadingState } from '../../ui/LoadingState';
import { openPage } from '../../ui/navigation';
import { useWordsOfRules } from '../../ui/ruleWords';
import { useValueWords } from './valueWords';

/** The segments that the customer is in, and those left since an audience was frozen, each with the conditions that say so. */
export function CustomerSegmentsView({ customer }: { readonly customer: string }) {
  const t = useText('customer');
  const common = useText('common');
  const format = useFormat();
  const { data, error, retry, progress, cancel } = useKernel('customers.segments', { customer }, { background: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('counting')} progress={progress} onCancel={cancel} />;
  const { now, left, failed } = data;
  return (
    <div className="cus-panel">
      <h2 className="cus-heading">{t('inNow', { n: format.exact(now.length) })}</h2>
      {now.length === 0 ? <p className="hx-faint">{t('inNone')}</p> : null}
      {now.map(({ id, name, reasons }) => (
        <section key={id} className="cus-segment" data-testid={`customer-segment-${id}`}>
          <SegmentName id={id} name={name} />
          <Reasons reasons={reasons} />
        </section>
      ))}
      {left.length > 0 ? (
        <h2 className="cus-heading">
          {t('left', { n: format.exact(left.length) })} <HelpTip text={t('leftHelp')} />
        </h2>
      ) : null}
      {left.map(({ id, name, reasons, audience, frozenAt }) => (
        <section key={id} className="cus-segment" data-testid={`customer-left-${id}`}>
          <SegmentName id={id} name={name} />{' '}
          <span className="hx-faint">{t('leftSince', { audience, at: format.date(frozenAt) })}</span>
          {reasons.length === 0 ? <p className="hx-faint">{t('leftNoReason')}</p> : <Reasons reasons={reasons} />}
        </section>
      ))}
      {failed.length > 0 ? (
        <p className="hx-faint">
          {t('failedN', { n: failed.length, names: failed.map(({ name }) => name).join(common('listJoin')) })}
        </p>
      ) : null}
    </div>
  );
}

function SegmentName({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <Button type="link" size="small" className="cus-link" onClick={() => openPage({ page: 'segments', segment: id })}>
      {name}
    </Button>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly SegmentReason[] }) {
  const t = useText('customer');
  const words = useWordsOfRules(useNamedInRules());
  const value = useValueWords();
  return (
    <ul>
      {reasons.map(({ path, condition, passes, read }) => (
        <li key={path} className="cus-reason-line">
          {passes ? (
            <CheckOutlined className="cus-pass" aria-label={t('meets')} />
          ) : (
            <CloseOutlined className="cus-fail" aria-label={t('meetsNot')} />
          )}
          <span>{words(condition)}</span>
          {read ? <span className="hx-faint">{t('readValue', { value: value(read) })}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** Until they are known, ids stand for the names. */
function useNamedInRules() {
  const tags = useKernel('tags.list', {}, { background: true }).data;
  const segments = useKernel('segments.list', {}, { background: true }).data;
  const lists = useKernel('lists.list', {}, { background: true }).data;
  const props = useKernel('entities.get', {}, { background: true }).data?.props;
  return useMemo(
    () => ({
      tags: new Map(tags?.map((tag) => [tag.id, tag])),
      props: new Map(props?.map((prop) => [prop.id, prop])),
      segments: segments ?? [],
      lists: lists ?? [],
    }),
    [tags, props, segments, lists],
  );
}
