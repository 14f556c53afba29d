import { Alert, Button } from 'antd';
import type { CleanedFrom } from '#shared/model/cleaning';
import { useText } from '../../../text';
import { ErrorDetails } from '../../../ui/ErrorNotice';
import { openPage } from '../../../ui/navigation';
import { useDataView } from '../dataView';

interface CleanedProps {
  readonly cleaned: CleanedFrom | undefined;
  /** The cleaned table. */
  readonly result: string;
}

/** Where a cleaned table comes from, with the way there. */
export function CleanedSource({ cleaned }: Pick<CleanedProps, 'cleaned'>) {
  const t = useText('cleaning');
  if (!cleaned) return null;
  const show = () => {
    useDataView.setState({ entities: false, pane: 'cleaning' });
    openPage({ page: 'data', table: cleaned.table });
  };
  return (
    <Button type="link" size="small" onClick={show} title={t('showCleaning')} data-testid="cleaned-from">
      {t('cleanedFromReceipt', { table: cleaned.table, receipt: cleaned.receipt })}
    </Button>
  );
}

/** Says that a cleaned table is not of the source's present load, and why. */
export function FailedCleaning({ cleaned, result }: CleanedProps) {
  const t = useText('cleaning');
  if (!cleaned?.error) return null;
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="cleaning-failed"
      title={t('failed', { table: cleaned.table, result, receipt: cleaned.receipt })}
      description={<ErrorDetails error={cleaned.error} />}
    />
  );
}
