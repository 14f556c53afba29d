import { useEffect, useState } from 'react';
import type { CopiedCells } from '#shared/model/rowView';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import type { RowsState } from './useRowsState';

const SAID_MS = 6000;

/** Puts the selected cells on the clipboard, what is of persons masked; `copied` is what was put there last, for a moment. */
export function useCopyRange({ rows: { source }, range, layout }: RowsState) {
  const { run, busy } = useKernelAction('tables.copy');
  const [copied, setCopied] = useState<CopiedCells>();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const result = await run({ ...source, range, names: layout.names });
    if (!result.ok) return notifyError(result.error);
    await navigator.clipboard.writeText(result.value.text);
    setCopied(result.value);
  };
  return { copy: () => void copy(), busy, copied };
}
