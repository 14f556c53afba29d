import { createContext, useContext } from 'react';
import type { PortraitSpec } from '#shared/model/portrait';
import type { PortraitPicture } from '#shared/model/portraitPicture';
import { PRINTED } from '#shared/rpc/shell';
import { useKernelAction } from '../../engine/kernel';
import { saveReport } from '../../engine/saveReport';
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
/** Files of one picture. */
export const DRAWINGS = ['svg', 'png'] as const;

type Asked =
  | { readonly purpose: (typeof REPORTS)[number] }
  | { readonly purpose: (typeof DRAWINGS)[number]; readonly picture: PortraitPicture; readonly name: string };

/** Saves the portrait on the page, or one picture of it, as a file. */
export function useReport() {
  const t = useText('portraits');
  const reported = useContext(ReportedContext);
  const { write, busy } = useWrite(reported);
  const save = (asked: Asked) => {
    const what = 'picture' in asked ? `${reported.name} ${asked.name}` : `${t('title')} ${reported.name}`;
    return saveReport(asked.purpose, what, (file) => write(asked, file));
  };
  return { save, busy };
}

function useWrite({ spec, name }: Reported) {
  const language = useLanguage();
  const whole = useKernelAction('reports.portrait');
  const one = useKernelAction('reports.picture');
  const write = async (asked: Asked, file: string) => {
    if ('picture' in asked) return await one.run({ spec, picture: asked.picture, name, language, file });
    return await whole.run({ spec, name, format: asked.purpose === 'pdf' ? PRINTED.pdf : asked.purpose, language, file });
  };
  return { write, busy: whole.busy || one.busy };
}
