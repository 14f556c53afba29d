import type { ColumnPreview, ImportPreview } from '../model/import';
import type { CallContext } from '../rpc/method';
import type { LoadedFile } from './importLoad';
import { loadFile } from './importLoad';
import type { FilesToRead, ImportPlan } from './importPlan';
import { loadSeveral, planSeveral } from './importSeveral';
import type { Ports, SqlConnection } from './ports';
import type { Session } from './session';

export interface LoadedTable {
  readonly table: string;
  readonly preview: ImportPreview;
  readonly columns: readonly ColumnPreview[];
  /** The file, or the several files, in the order of their rows. */
  readonly parts: readonly LoadedFile[];
  /** Of the file's bytes; of several files, that of their hashes in order, each on a line. */
  readonly sha256: string;
}

type Place = (plan: Pick<ImportPlan, 'preview'>) => Promise<string> | string;

/** Makes a table of one file, or of several of one shape. @throws Fault as `planImport` and `planSeveral`. */
export async function loadTable(
  session: Session,
  connection: SqlConnection,
  request: FilesToRead,
  call: CallContext,
  place: Place,
): Promise<LoadedTable> {
  if (!request.more?.length) {
    const part = await loadFile(session, connection, request, call, place);
    const { table, columns, plan, known } = part;
    return { table, preview: plan.preview, columns, parts: [part], sha256: known.sha256 };
  }
  call.progress({ phase: 'preview' });
  const files = await planSeveral(session, request, call.signal);
  const preview = previewOfSeveral(files);
  const table = await place({ preview });
  const loaded = await loadSeveral(session, connection, files, request.options, table, call);
  return { table, preview, ...loaded, sha256: hashOfHashes(session.ports, loaded.parts) };
}

/** What the first file shows, with what all agree on. */
export function previewOfSeveral(files: Awaited<ReturnType<typeof planSeveral>>): ImportPreview {
  const [first] = files;
  if (!first) throw new Error('there is a first file');
  const size = files.reduce((sum, { plan }) => sum + plan.preview.size, 0);
  return { ...first.plan.preview, size, files: files.map(({ name }) => name) };
}

function hashOfHashes({ sha256 }: Ports, parts: readonly LoadedFile[]): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(parts.map(({ known }) => `${known.sha256}\n`).join('')));
  return hash.digest();
}
