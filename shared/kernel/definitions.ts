import { stableJson } from '../model/stableJson';
import { sha256Hex } from '../package/signature';
import { CURRENT_DEFINITIONS_SQL, DEFINITION_VERSIONS_SQL, INSERT_DEFINITION_SQL, LAST_VERSION_SQL } from '../sql/workspaceSql';
import { appendAudit } from './audit';
import { AUTHOR } from './author';
import type { SqlConnection } from './ports';
import { records } from './table';

export type DefinitionKind =
  | 'segment'
  | 'tag'
  | 'list'
  | 'portraitTemplate'
  | 'board'
  | 'campaign'
  | 'contactPolicy'
  | 'exportPolicy'
  | 'classification'
  | 'entities'
  | 'quality'
  | 'cleaning'
  | 'annotation';

export interface StoredDefinition {
  readonly body: unknown;
  readonly version: number;
  readonly author: string;
  /** ISO time. */
  readonly savedAt: string;
}

/** Every definition of a kind in its newest version, last saved first; removed ones left out. */
export async function currentDefinitions(connection: SqlConnection, kind: DefinitionKind): Promise<StoredDefinition[]> {
  return stored(await connection.query(CURRENT_DEFINITIONS_SQL, [kind]));
}

/** Every version of one definition, newest first. */
export async function definitionVersions(
  connection: SqlConnection,
  kind: DefinitionKind,
  id: string,
): Promise<StoredDefinition[]> {
  return stored(await connection.query(DEFINITION_VERSIONS_SQL, [kind, id]));
}

/** Adds a version, with its entry in the audit; `body: null` says that the definition was removed. No version is ever overwritten. */
export async function saveDefinition(
  connection: SqlConnection,
  { kind, id, body, now }: { kind: DefinitionKind; id: string; body: unknown; now: number },
): Promise<StoredDefinition> {
  const last = records(await connection.query(LAST_VERSION_SQL, [kind, id]))[0]?.version;
  const version = Number(last ?? 0) + 1;
  const savedAt = new Date(now).toISOString();
  const text = body === null ? null : JSON.stringify(body);
  await connection.exec(INSERT_DEFINITION_SQL, [kind, id, version, text, AUTHOR, savedAt]);
  if (!NOTED_BY_THEMSELVES.has(kind)) {
    const hash = body === null ? null : sha256Hex(new TextEncoder().encode(stableJson(body)));
    const action = body === null ? 'definition.remove' : 'definition.save';
    await appendAudit(connection, { clock: { now: () => now } }, { action, detail: { kind, id, version, hash } });
  }
  return { body, version, author: AUTHOR, savedAt };
}

/** What protects customers has entries of its own in the audit, which say more. */
const NOTED_BY_THEMSELVES: ReadonlySet<DefinitionKind> = new Set(['contactPolicy', 'exportPolicy', 'classification']);

function stored(table: Parameters<typeof records>[0]): StoredDefinition[] {
  return records(table).map((row) => ({
    body: JSON.parse(String(row.body)),
    version: Number(row.version),
    author: String(row.author),
    savedAt: String(row.saved_at),
  }));
}
