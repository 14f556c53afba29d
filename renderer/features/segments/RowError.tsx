import { WarningOutlined } from '@ant-design/icons';
import { useText } from '../../text';
import { useSegmentContext } from './segmentContext';

/** The kernel's complaint about this very block. */
export function RowError({ id }: { readonly id: string }) {
  const titles = useText('errors');
  const { count } = useSegmentContext();
  if (!count.error || count.errorId !== id) return null;
  const { code, message, hint } = count.error;
  return (
    <div className="seg-row-error" role="alert" data-testid="rule-error" data-code={code}>
      <WarningOutlined aria-hidden /> {titles(code)}
      {': '}
      {message}
      {hint ? ` ${hint}` : ''}
    </div>
  );
}
