import { useMemo } from 'react';
import { useKernel } from './kernel';
import { useWorkspace } from './workspace';

/** Whether whoever works here sees masks of something in the workspace, and never what is under them. */
export function useSeesMasks(): boolean {
  const isOpen = useWorkspace(({ info }) => info !== null);
  return useKernel('masks.seen', {}, { enabled: isOpen, background: true }).data ?? false;
}

/** The columns of a table that are masks to whoever works here. */
export function useMaskedColumns(table: string): ReadonlySet<string> {
  const enabled = useSeesMasks();
  const { data } = useKernel('tables.masks', { table }, { enabled, background: true });
  return useMemo(() => new Set(enabled ? data?.map(({ column }) => column) : []), [enabled, data]);
}
