import { type Fault, fault } from '../model/result';
import { quoted } from '../model/saying';
import { QUERY_FUNCTIONS, QUERY_TABLE_FUNCTIONS } from './queryFunctions';
import { asciiLower, isPlainName, type NamedTable } from './queryShape';

/** DuckDB's own reading of a statement, as JSON; the WebAssembly build has no such function. */
export const QUERY_TREE_SQL = 'SELECT json_serialize_sql(CAST($1 AS VARCHAR)) AS tree';

/** What the tree of an allowed query is made of; anything else is refused. */
const NODES = words('SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE');
const RELATIONS = words('BASE_TABLE SUBQUERY JOIN TABLE_FUNCTION EXPRESSION_LIST EMPTY');
const EXPRESSIONS = words(
  'FUNCTION CONSTANT COLUMN_REF COMPARISON CONJUNCTION OPERATOR CASE CAST BETWEEN SUBQUERY WINDOW LAMBDA STAR COLLATE POSITIONAL_REFERENCE TYPE',
);
/** What the grammar itself writes as functions. */
const GRAMMAR_FUNCTIONS = words('struct_extract list_value struct_pack row array_extract array_slice count_star date_part main');

/** JSON that is nested some ten thousand deep ends the process when it is cast to this type (DuckDB 1.5.6). */
const CRASHING_TYPE = 'VARIANT';

/**
 * The second gate, where the database can say how it reads a statement: every table, function and kind of part in the tree is
 * one of those allowed, whatever the text looked like.
 * @throws Fault INVALID_SQL.
 */
export function checkQueryTree(json: string, tables: readonly NamedTable[]): void {
  const tree = JSON.parse(json) as { readonly error: boolean; readonly statements?: readonly unknown[] };
  if (tree.error) return;
  if (tree.statements?.length !== 1) throw refusal('statement');
  const allowed = new Set(tables.flatMap(({ schema, name }) => [key('', name), key(schema, name)]));
  checkPart(tree.statements[0], { tables: allowed, common: commonNames(tree.statements[0]) });
}

interface Allowed {
  readonly tables: ReadonlySet<string>;
  readonly common: ReadonlySet<string>;
}

type Part = Readonly<Record<string, unknown>>;

function checkPart(value: unknown, allowed: Allowed): void {
  if (Array.isArray(value)) {
    for (const each of value) checkPart(each, allowed);
  } else if (isPart(value)) {
    checkKind(value);
    checkName(value, allowed);
    for (const each of Object.values(value)) checkPart(each, allowed);
  }
}

/** Queries, relations and expressions are told apart by what each of them has. */
function checkKind(part: Part): void {
  if ('cte_map' in part && !NODES.has(text(part.type))) throw refusal(text(part.type));
  if ('sample' in part && 'alias' in part && !RELATIONS.has(text(part.type))) throw refusal(text(part.type));
  if ('class' in part && !EXPRESSIONS.has(text(part.class))) throw refusal(text(part.class));
  if (part.id === CRASHING_TYPE) throw refusal(CRASHING_TYPE);
}

function checkName(part: Part, { tables, common }: Allowed): void {
  if (part.type === 'TABLE_FUNCTION') {
    const called = isPart(part.function) ? text(part.function.function_name) : '';
    if (!QUERY_TABLE_FUNCTIONS.has(called)) throw refusal(called);
  } else if (part.class === 'FUNCTION' || part.class === 'WINDOW') {
    const name = asciiLower(text(part.function_name));
    const isOperator = !/[a-z]/.test(name);
    if (!isOperator && !QUERY_FUNCTIONS.has(name) && !GRAMMAR_FUNCTIONS.has(name)) throw refusal(name);
  } else if (part.type === 'BASE_TABLE') {
    const [catalog, schema, name] = [part.catalog_name, part.schema_name, part.table_name].map(text);
    // A name with a dot could be a file's where the expression is out of sight.
    const isCommon = schema === '' && common.has(asciiLower(name ?? '')) && isPlainName(name ?? '');
    if (catalog !== '' || !(isCommon || tables.has(key(schema ?? '', name ?? '')))) throw refusal(name ?? '');
  }
}

/** `{ key, value: { query } }` in the map of a query. */
function commonNames(value: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) commonNames(each, names);
  else if (isPart(value)) {
    const map = isPart(value.cte_map) && Array.isArray(value.cte_map.map) ? value.cte_map.map : [];
    for (const entry of map) if (isPart(entry)) names.add(asciiLower(text(entry.key)));
    for (const each of Object.values(value)) commonNames(each, names);
  }
  return names;
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function key(schema: string, name: string): string {
  return JSON.stringify([asciiLower(schema), asciiLower(name)]);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function refusal(part: string): Fault {
  return fault('INVALID_SQL', 'query.part', { part: quoted(part) }, { hint: 'hint.query' });
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
