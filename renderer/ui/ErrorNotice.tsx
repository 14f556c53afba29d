import { Alert, Button } from 'antd';
import type { ErrorPlace, HuaxiangError } from '#shared/model/result';
import { type Translate, useLanguage, useText } from '../text';
import { errorWords } from '../text/faults';

interface ErrorNoticeProps {
  readonly error: HuaxiangError;
  readonly onRetry?: () => void;
}

/** An error in words: what is wrong, where, what to do, and the code to quote. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const titles = useText('errors');
  const t = useText('common');
  return (
    <Alert
      type="error"
      showIcon
      data-testid="error-notice"
      data-code={error.code}
      title={titles(error.code)}
      description={<ErrorDetails error={error} />}
      action={
        onRetry ? (
          <Button size="small" onClick={onRetry} data-testid="error-retry">
            {t('retry')}
          </Button>
        ) : null
      }
    />
  );
}

/** The sentence, the place, the hint and the code of an error. */
export function ErrorDetails({ error }: { readonly error: HuaxiangError }) {
  const t = useText('common');
  const { message, hint } = errorWords(error, useLanguage());
  const place = error.at ? placeText(error.at, t) : '';
  return (
    <div className="hx-error-details">
      <div>{message}</div>
      {hint ? <div>{hint}</div> : null}
      <div className="hx-error-code">{[place, error.code].filter(Boolean).join(' · ')}</div>
    </div>
  );
}

function placeText({ file, line, column, field }: ErrorPlace, t: Translate<'common'>): string {
  const parts = [
    file,
    line === undefined ? undefined : t('place.line', { n: line }),
    column === undefined ? undefined : t('place.column', { n: column }),
    field === undefined ? undefined : t('place.field', { name: field }),
  ];
  return parts.filter(Boolean).join(' · ');
}
