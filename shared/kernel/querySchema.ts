import type { QueryFunction, QuerySchema, QueryTable, QueryTableColumn } from '../model/query';
import type { Tag } from '../model/tag';
import { QUERY_COLUMNS_SQL, QUERY_FUNCTIONS_SQL } from '../sql/queriesSql';
import { QUERY_FUNCTIONS, QUERY_TABLE_FUNCTIONS } from '../sql/queryFunctions';
import type { SqlConnection } from './ports';
import { queryTables } from './runQuery';
import type { Session } from './session';
import { type Cell, records } from './table';
import { countRows } from './tables';
import { tagLibrary } from './tags';

/** All that a query may name. */
export async function querySchema(session: Session, connection: SqlConnection): Promise<QuerySchema> {
  const columns = records(await connection.query(QUERY_COLUMNS_SQL));
  const tags = session.open.customers ? await tagLibrary(session, connection) : new Map<string, Tag>();
  const tables: QueryTable[] = [];
  for (const { schema, name } of await queryTables(connection)) {
    const own = columns.filter((row) => row.schema_name === schema && row.table_name === name);
    const isCustomers = schema === 'tags' && name === 'customers';
    tables.push({
      schema: schema === 'tags' ? 'tags' : 'data',
      name,
      rows:
        schema === 'data' ? await countRows(connection, name) : isCustomers ? (session.open.customers?.customers ?? null) : null,
      columns: own.map((row) => queryColumn(row, isCustomers ? tags : new Map())),
    });
  }
  return { tables, functions: await queryFunctions(connection) };
}

function queryColumn(row: Record<string, Cell>, tags: ReadonlyMap<string, Tag>): QueryTableColumn {
  const name = String(row.column_name);
  const note = noteOf(tags.get(name));
  return { name, sqlType: String(row.data_type).replace(/^ENUM\(.*\)$/s, 'ENUM'), ...(note ? { note } : {}) };
}

/** What a person calls the tag, its unit, and the column that it shows. */
function noteOf(tag: Tag | undefined): string | undefined {
  if (!tag) return undefined;
  const { source, tables } = tag;
  const unit = tag.unit ? ` (${tag.unit})` : '';
  return `${tag.name}${unit} ← ${source.kind === 'column' ? `${source.table}.${source.column}` : tables.join(', ')}`;
}

async function queryFunctions(connection: SqlConnection): Promise<QueryFunction[]> {
  const found = records(await connection.query(QUERY_FUNCTIONS_SQL)).map(({ name, kind, parameters, description }) => ({
    name: String(name).toLowerCase(),
    kind: QUERY_TABLE_FUNCTIONS.has(String(name)) ? ('table' as const) : kindOf(String(kind)),
    parameters: parameters ? String(parameters).split(',') : [],
    description: description === null ? null : String(description),
  }));
  return found.filter(({ name }) => QUERY_FUNCTIONS.has(name) || QUERY_TABLE_FUNCTIONS.has(name));
}

function kindOf(kind: string): QueryFunction['kind'] {
  return kind === 'aggregate' ? 'aggregate' : 'scalar';
}
