import { QueryClientProvider } from '@tanstack/react-query';
import { useLock } from '../engine/lock';
import { queryClient } from '../engine/queryClient';
import { ErrorBoundary } from './ErrorBoundary';
import { LockScreen } from './LockScreen';
import { Look } from './Look';
import { useWorkspaceTabs } from './useWorkspaceTabs';
import { Workbench } from './Workbench';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <ErrorBoundary>
          <Window />
        </ErrorBoundary>
      </Look>
    </QueryClientProvider>
  );
}

/** Nothing of the workbench is drawn behind a locked window. */
function Window() {
  useWorkspaceTabs();
  const locked = useLock((lock) => lock.locked);
  return locked ? <LockScreen /> : <Workbench />;
}
