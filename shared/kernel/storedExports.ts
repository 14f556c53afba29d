import { type ExportRecord, type ExportState, exportSpecSchema } from '../model/export';
import type { Decision, Manifest } from '../model/package';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { canonicalBytes, sha256Hex } from '../package/signature';
import { FIND_EXPORT_SQL, LIST_EXPORTS_SQL } from '../sql/exportsSql';
import type { SqlConnection } from './ports';
import { type Cell, records } from './table';

export interface StoredExport extends ExportRecord {
  readonly manifest: Manifest;
}

/** Last first. */
export async function storedExports(connection: SqlConnection): Promise<StoredExport[]> {
  return records(await connection.query(LIST_EXPORTS_SQL)).map(storedExport);
}

/** @throws Fault UNKNOWN_EXPORT. */
export async function findExport(connection: SqlConnection, id: string): Promise<StoredExport> {
  const [found] = records(await connection.query(FIND_EXPORT_SQL, [id])).map(storedExport);
  if (found) return found;
  throw fault('UNKNOWN_EXPORT', 'export.unknown', { export: quoted(id) }, { hint: 'hint.chooseExport', at: { field: id } });
}

export function recordOf({ manifest: _, ...record }: StoredExport): ExportRecord {
  return record;
}

function storedExport({ id, at, state, spec, manifest: text, decision }: Record<string, Cell>): StoredExport {
  const manifest = JSON.parse(String(text)) as Manifest;
  const decided = decision === null ? null : (JSON.parse(String(decision)) as Decision).body;
  return {
    id: String(id),
    at: String(at),
    state: String(state) as ExportState,
    spec: exportSpecSchema.parse(JSON.parse(String(spec))),
    rows: manifest.rows.leaving,
    canaries: manifest.canaries?.n ?? 0,
    hash: sha256Hex(canonicalBytes(manifest)),
    decision: decided && { reviewer: decided.reviewer.name, reasons: decided.reasons },
    manifest,
  };
}
