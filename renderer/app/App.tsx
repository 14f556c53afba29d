import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from '../engine/queryClient';
import { ErrorBoundary } from './ErrorBoundary';
import { Look } from './Look';
import { Workbench } from './Workbench';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <ErrorBoundary>
          <Workbench />
        </ErrorBoundary>
      </Look>
    </QueryClientProvider>
  );
}
