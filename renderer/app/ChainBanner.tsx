import { Alert, Button } from 'antd';
import { useKernel } from '../engine/kernel';
import { useWorkspace } from '../engine/workspace';
import { useExportChoice } from '../features/exports/exportChoice';
import { useText } from '../text';
import { openPage } from '../ui/navigation';

/** Stands above every page while the audit chain is not the one that was here before. */
export function ChainBanner() {
  const t = useText('audit');
  const isOpen = useWorkspace(({ info }) => info !== null);
  const { data } = useKernel('audit.state', {}, { enabled: isOpen, background: true });
  if (!isOpen || !data?.anchor) return null;
  const { why, expected, found, missing } = data.anchor;
  const numbers = why === 'fewer' ? t('missing', { n: missing }) : `(${expected.seq} → ${found?.seq ?? 0})`;
  const show = () => {
    useExportChoice.setState({ tab: 'audit' });
    openPage({ page: 'exports' });
  };
  return (
    <Alert
      banner
      type="error"
      title={`${t(`broken.${why}`)} ${numbers}`}
      action={
        <Button size="small" onClick={show} data-testid="audit-banner-show">
          {t('showAudit')}
        </Button>
      }
      data-testid="audit-banner"
    />
  );
}
