import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { PortraitTag, PortraitValue } from '#shared/model/answers';
import { isInsufficient, isSignificant, withoutRepeats } from '#shared/model/findings';
import type { Unsaid } from '#shared/model/funnelRule';
import type { Rule } from '#shared/model/rule';
import { pText } from '#shared/report/pText';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';

const SHOWN_TAGS = 8;
const SHOWN_VALUES = 3;

interface LeaversProps {
  readonly dropped: Rule | null;
  readonly reached: Rule | null;
  /** Why there is no rule, where there is none. */
  readonly unsaid: Unsaid | null;
  /** Of the step that they did not get to. */
  readonly name: string;
  readonly onClose: () => void;
}

/** What those who left are like against those who went on: tags in the order of how different they are, without what is noise. */
export function Leavers({ dropped, reached, unsaid, name, onClose }: LeaversProps) {
  const t = useText('funnel');
  return (
    <section className="fun-leavers" aria-label={t('whyLeave', { name })} data-testid="funnel-leavers">
      <header>
        <h3>{t('whyLeave', { name })}</h3>
        <span className="hx-secondary">{t('whyLeaveHelp')}</span>
        <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('close')} onClick={onClose} />
      </header>
      {dropped && reached && <Compared dropped={dropped} reached={reached} />}
      {unsaid && <p className="hx-faint">{t(`unsaid.${unsaid}`)}</p>}
    </section>
  );
}

function Compared({ dropped, reached }: { readonly dropped: Rule; readonly reached: Rule }) {
  const t = useText('funnel');
  const spec = { segment: dropped, base: { rule: reached } };
  const { data, error, retry, progress, cancel } = useKernel('portraits.compute', { spec });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} onCancel={cancel} />;
  const differing = withoutRepeats(data.tags)
    .map((tag) => ({ tag, values: tag.values.filter(isFinding).sort(bySurprise).slice(0, SHOWN_VALUES) }))
    .filter(({ values }) => values.length > 0);
  if (differing.length === 0) return <EmptyState title={t('noDifference')} description={t('noDifferenceHint')} />;
  return (
    <table className="fun-table" data-testid="funnel-leavers-table">
      <thead>
        <tr>
          {(['tag', 'value', 'ofLeft', 'ofWent', 'tgi', 'p'] as const).map((key) => (
            <th key={key} scope="col">
              {t(`leavers.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differing
          .slice(0, SHOWN_TAGS)
          .flatMap(({ tag, values }) =>
            values.map((value, place) => (
              <ValueRow key={`${tag.tag} ${String(value.value)}`} tag={place === 0 ? tag : null} value={value} />
            )),
          )}
      </tbody>
    </table>
  );
}

/** Few customers have no TGI, but a test all the same. */
function isFinding({ pAdjusted, value }: PortraitValue): boolean {
  return value !== null && !isInsufficient(pAdjusted) && isSignificant(pAdjusted);
}

function bySurprise(a: PortraitValue, b: PortraitValue): number {
  return Math.abs(zOf(b)) - Math.abs(zOf(a));
}

function zOf({ z }: PortraitValue): number {
  return isInsufficient(z) ? 0 : z;
}

function ValueRow({ tag, value }: { readonly tag: PortraitTag | null; readonly value: PortraitValue }) {
  const t = useText('funnel');
  const format = useFormat();
  const share = (part: PortraitValue['share']) => (isInsufficient(part) ? '–' : format.percent(part, 1));
  const { label, value: own, tgi, pAdjusted } = value;
  return (
    <tr>
      <th scope="row">{tag?.name}</th>
      <td>{label ?? (typeof own === 'boolean' ? t(own ? 'yes' : 'no') : own)}</td>
      <td className="hx-tabular">{share(value.share)}</td>
      <td className="hx-tabular">{share(value.baseShare)}</td>
      <td className="hx-tabular">
        {zOf(value) > 0 ? '▲ ' : '▼ '}
        {isInsufficient(tgi) ? '–' : format.decimal(tgi, 0)}
      </td>
      <td className="hx-tabular">{isInsufficient(pAdjusted) ? '–' : pText(pAdjusted)}</td>
    </tr>
  );
}
