import type { ColumnPreview, ImportPreview } from '../model/import';
import type { CallContext } from '../rpc/method';
import { type LoadedFile, loadFile } from './importLoad';
import type { FilesToRead, ImportPlan } from './importPlan';
import { freeTableName } from './importPreview';
import { loadSeveral, type PlannedFile, planSeveral } from './importSeveral';
import type { Ports, SqlConnection } from './ports';
import type { Session } from './session';

export interface LoadedTable {
  readonly table: string;
  readonly preview: ImportPreview;
  readonly columns: readonly ColumnPreview[];
  /** Columns of class C3 that were left out. */
  readonly leftOut?: readonly string[];
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
  const preview = await previewOfSeveral(connection, files);
  const table = await place({ preview });
  const loaded = await loadSeveral(session, connection, files, request.options, table, call);
  return { table, preview, ...loaded, sha256: hashOfHashes(session.ports, loaded.parts) };
}

/** What the first file shows, with what all agree on. */
export async function previewOfSeveral(connection: SqlConnection, files: readonly PlannedFile[]): Promise<ImportPreview> {
  const [first] = files;
  if (!first) throw new Error('there is a first file');
  const size = files.reduce((sum, { plan }) => sum + plan.preview.size, 0);
  const names = files.map(({ name }) => name);
  const common = commonName(names);
  const table = common === '' ? first.plan.preview.table : await freeTableName(connection, common);
  return { ...first.plan.preview, table, size, files: names };
}

/** How all names begin, without the numbers that tell them apart: trades_202501 and trades_202502 are trades. */
function commonName(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length).replace(/[\s\d_.(（-]+$/, '');
}

function hashOfHashes({ sha256 }: Ports, parts: readonly LoadedFile[]): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(parts.map(({ known }) => `${known.sha256}\n`).join('')));
  return hash.digest();
}
