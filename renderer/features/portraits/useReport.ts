import { createContext, useContext } from 'react';
import type { PortraitSpec } from '#shared/model/portrait';
import { PRINTED } from '#shared/rpc/shell';
import { useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';
import { callShell } from '../../engine/shell';
import { useLanguage, useText } from '../../text';

interface Reported {
  readonly spec: Pick<PortraitSpec, 'segment' | 'base' | 'tags'>;
  /** What the segment is called. */
  readonly name: string;
}

/** The portrait on the page, as a report of it asks for it. */
export const ReportedContext = createContext<Reported>({
  spec: { segment: { kind: 'any', rules: [] }, base: 'all', tags: [] },
  name: '',
});

/** Files of the whole portrait. */
export const REPORTS = ['html', 'pdf', 'xlsx', 'pptx'] as const;
/** Files of one tag. */
export const PICTURES = ['svg', 'png'] as const;

type Asked =
  | { readonly purpose: (typeof REPORTS)[number] }
  | { readonly purpose: (typeof PICTURES)[number]; readonly tag: { readonly tag: string; readonly name: string } };

/** Asks where a report goes and has the kernel write it there; what only a browser can make, the shell then makes of what was written. */
export function useReport() {
  const t = useText('portraits');
  const reported = useContext(ReportedContext);
  const { write, busy } = useWrite(reported);
  const save = async (asked: Asked) => {
    const { purpose } = asked;
    const what = 'tag' in asked ? `${reported.name} ${asked.tag.name}` : `${t('title')} ${reported.name}`;
    const chosen = await callShell('files.chooseNew', { purpose, suggestedName: what.slice(0, 200) });
    if (!chosen.ok) return notifyError(chosen.error);
    if (chosen.value === null) return;
    const { token, name } = chosen.value;
    const written = await write(asked, token);
    const made = written.ok && purpose in PRINTED ? await callShell('files.print', { token }) : written;
    if (made.ok) notify({ kind: 'success', text: 'reportSaved', params: { name } });
    else notifyError(made.error);
  };
  return { save, busy };
}

function useWrite({ spec, name }: Reported) {
  const language = useLanguage();
  const whole = useKernelAction('reports.portrait');
  const one = useKernelAction('reports.tag');
  const write = async (asked: Asked, file: string) => {
    if ('tag' in asked) return await one.run({ spec, tag: asked.tag.tag, name, language, file });
    return await whole.run({ spec, name, format: asked.purpose === 'pdf' ? PRINTED.pdf : asked.purpose, language, file });
  };
  return { write, busy: whole.busy || one.busy };
}
