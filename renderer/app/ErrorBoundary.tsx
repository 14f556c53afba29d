import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { useText } from '../text';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** A bug in what is drawn below shows as a message with a way on, never as a blank screen. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly cause: Error | null }> {
  override state: { readonly cause: Error | null } = { cause: null };

  static getDerivedStateFromError(cause: Error): { cause: Error } {
    return { cause };
  }

  override componentDidCatch(): void {
    document.documentElement.dataset.state = 'error';
  }

  override render(): ReactNode {
    const { cause } = this.state;
    return cause ? <Broken cause={cause} onRetry={() => this.setState({ cause: null })} /> : this.props.children;
  }
}

function Broken({ cause, onRetry }: { readonly cause: Error; readonly onRetry: () => void }) {
  const t = useText('shell');
  return (
    <Result
      status="error"
      title={t('broken')}
      subTitle={<span className="hx-mono">{cause.message}</span>}
      extra={
        <Button type="primary" onClick={onRetry} data-testid="broken-retry">
          {t('brokenRetry')}
        </Button>
      }
    />
  );
}
