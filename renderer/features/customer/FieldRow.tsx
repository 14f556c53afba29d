import { EyeInvisibleOutlined, EyeOutlined, HistoryOutlined, LockOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { CustomerField, FieldStanding } from '#shared/model/customer';
import { useFormat, useText } from '../../text';
import { countDownText, type UnmaskedField } from './unmasked';
import { useValueWords } from './valueWords';

interface FieldRowProps {
  readonly field: CustomerField;
  readonly standing: FieldStanding | undefined;
  readonly unmasked: (UnmaskedField & { readonly secondsLeft: number }) | undefined;
  readonly onUnmask: () => void;
  readonly onMask: () => void;
}

export function FieldRow({ field, standing, unmasked, onUnmask, onMask }: FieldRowProps) {
  const t = useText('customer');
  const format = useFormat();
  const words = useValueWords();
  const { tag, name, unit, mask, asOf, sensitivity } = field;
  return (
    <tr data-testid={`customer-field-${tag}`}>
      <th scope="row" title={name === tag ? name : `${name} (${tag})`}>
        {name} {mask && <span className="hx-faint cus-small">{sensitivity}</span>}
      </th>
      <td>
        <span className="cus-value">
          {mask && !unmasked && field.known ? <LockOutlined className="hx-faint" aria-label={t('maskedValue')} /> : null}
          <span data-testid={`customer-value-${tag}`} className={field.known ? '' : 'hx-faint'}>
            {words(unmasked?.shown ?? field, unit)}
          </span>
          {field.changed ? <Changed changed={field.changed} unit={unit} /> : null}
          {mask && field.known && !unmasked ? (
            <Button
              type="text"
              size="small"
              icon={<EyeOutlined />}
              aria-label={t('unmask', { name })}
              onClick={onUnmask}
              data-testid={`customer-unmask-${tag}`}
            />
          ) : null}
          {unmasked ? (
            <>
              <span className="cus-countdown" role="timer" data-testid={`customer-countdown-${tag}`}>
                {t('remaskIn', { time: countDownText(unmasked.secondsLeft) })}
              </span>
              <Tooltip title={t('remaskNow')}>
                <Button type="text" size="small" icon={<EyeInvisibleOutlined />} aria-label={t('remaskNow')} onClick={onMask} />
              </Tooltip>
            </>
          ) : null}
        </span>
      </td>
      <td>
        <Standing standing={unmasked?.standing ?? standing} />
      </td>
      <td className="hx-faint cus-small">{asOf === null ? '' : format.date(asOf.slice(0, 10))}</td>
    </tr>
  );
}

function Changed({
  changed,
  unit,
}: {
  readonly changed: NonNullable<CustomerField['changed']>;
  readonly unit: string | undefined;
}) {
  const t = useText('customer');
  const format = useFormat();
  const words = useValueWords();
  const since = format.date(changed.since);
  const said = changed.mask === 'whole' ? t('changedMasked', { since }) : t('changed', { before: words(changed, unit), since });
  return (
    <Tooltip title={said} trigger={['hover', 'focus']}>
      <button type="button" className="hx-help" aria-label={said}>
        <HistoryOutlined aria-hidden />
      </button>
    </Tooltip>
  );
}

/** A bar as long as the share, beside the share in words. */
function Standing({ standing }: { readonly standing: FieldStanding | undefined }) {
  const t = useText('customer');
  const format = useFormat();
  if (!standing) return null;
  const { percentile, same } = standing;
  const share = percentile ?? same?.share ?? 0;
  const text =
    percentile === undefined ? t('same', { share: format.percent(share) }) : t('above', { share: format.percent(share) });
  return (
    <span className="cus-standing" title={text}>
      <span className="cus-bar" aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="cus-small">{text}</span>
    </span>
  );
}
