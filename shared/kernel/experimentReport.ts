import { experimentHtml } from '../report/experimentHtml';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { computeExperiment } from './experiments';
import type { Session } from './session';
import { tagLibrary } from './tags';

export function experimentReportHandlers(session: Session): Pick<Handlers<KernelMethods>, 'reports.experiment'> {
  return {
    'reports.experiment': async ({ spec, name, language, file }, call) => {
      const text = await session.readOneVersion(async (connection) => {
        const { restsOn, ...answer } = await computeExperiment(session, connection, spec, call);
        const tags = await tagLibrary(session, connection);
        const tagName = (id: string) => tags.get(id)?.name ?? id;
        return experimentHtml({ spec, answer, name, tagName }, restsOn, language);
      });
      const bytes = new TextEncoder().encode(text);
      await session.ports.files.write(file, [bytes]);
      return { bytes: bytes.length };
    },
  };
}
