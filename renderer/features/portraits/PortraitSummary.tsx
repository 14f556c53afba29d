import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { PortraitAnswer, RestsOn } from '#shared/model/answers';
import { useFormat, useText } from '../../text';
import { QualityBadge } from '../../ui/QualityBadge';
import { receiptNames } from '../../ui/receiptNames';

/** Who against whom, how many each, and the ceiling of TGI where there is one. */
export function PortraitSummary({ answer, name }: { readonly answer: PortraitAnswer; readonly name: string }) {
  const t = useText('portraits');
  const format = useFormat();
  const { base } = answer.restsOn;
  const segment = answer.segments[0];
  const share = base.n === 0 ? 0 : (segment?.n ?? 0) / base.n;
  return (
    <div className="por-summary">
      <strong className="hx-ellipsis">{name}</strong>
      <span data-testid="portrait-n" data-n={segment?.n} data-base={base.n}>
        {t('summary', { n: format.exact(segment?.n ?? 0), base: useBaseName()(base.name), baseN: format.exact(base.n) })}
      </span>
      <span className="hx-faint">{t('shareOfBase', { share: format.percent(share) })}</span>
      {answer.ceiling !== null && (
        <Tooltip title={t('ceilingHelp')}>
          <span className="por-ceiling" data-testid="portrait-ceiling">
            <InfoCircleOutlined aria-hidden />{' '}
            {t('ceiling', { share: format.percent(share), ceiling: format.decimal(answer.ceiling, 0) })}
          </span>
        </Tooltip>
      )}
      {answer.quality && <QualityBadge quality={answer.quality} table={answer.quality.tables[0] ?? ''} />}
    </div>
  );
}

/** What the numbers rest on: the same here, on the command line and in a report. */
export function RestsOnLine({ restsOn }: { readonly restsOn: RestsOn }) {
  const t = useText('portraits');
  const format = useFormat();
  const { dataVersion, receipts, asOf, base, engine, definition } = restsOn;
  return (
    <footer className="por-rests-on hx-faint" title={definition} data-testid="portrait-rests-on">
      {t('restsOn', {
        version: dataVersion,
        receipts: receiptNames(receipts),
        asOf,
        engine: t(`engine.${engine}`),
        base: useBaseName()(base.name),
        n: format.exact(base.n),
      })}
    </footer>
  );
}

/** The kernel names the two bases of its own in its own words; a segment's name is left as it is. */
function useBaseName(): (name: string) => string {
  const t = useText('portraits');
  return (name) => (name === 'all' || name === 'rest' ? t(`base.${name}`) : name);
}
