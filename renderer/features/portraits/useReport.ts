import type { PortraitSpec } from '#shared/model/portrait';
import { useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';
import { callShell } from '../../engine/shell';
import { useLanguage, useText } from '../../text';

export interface Reported {
  readonly spec: Pick<PortraitSpec, 'segment' | 'base' | 'tags'>;
  /** What the segment is called. */
  readonly name: string;
}

export type ReportFile = 'html' | 'pdf' | 'xlsx';

/** Asks where the report goes and has it written there: by the kernel, and where only a browser can make the file, by the shell of the kernel's page. */
export function useReport({ spec, name }: Reported) {
  const t = useText('portraits');
  const language = useLanguage();
  const { run, busy } = useKernelAction('reports.portrait');
  const save = async (purpose: ReportFile) => {
    const chosen = await callShell('files.chooseNew', { purpose, suggestedName: `${t('title')} ${name}` });
    if (!chosen.ok) return notifyError(chosen.error);
    if (chosen.value === null) return;
    const { token, name: file } = chosen.value;
    const written = await run({ spec, name, format: purpose === 'pdf' ? 'html' : purpose, language, file: token });
    if (!written.ok) return notifyError(written.error);
    const printed = purpose === 'pdf' ? await callShell('files.print', { token }) : written;
    if (printed.ok) notify({ kind: 'success', text: 'reportSaved', params: { name: file } });
    else notifyError(printed.error);
  };
  return { save, busy };
}
