import { type Fault, fault } from '../model/result';
import { quoted, type SayingValue, say } from '../model/saying';

type Typed = 'condition' | 'expression';

/**
 * The gate before a predicate typed by a person reaches the database: one boolean expression over columns, constants,
 * operators and an allow-list of scalar functions. No statement, sub-select, table, comment or unlisted function passes, so
 * nothing can be read but the customer's own row.
 * @throws Fault INVALID_SQL with the column of the offending word.
 */
export function checkPredicate(predicate: string): void {
  check(predicate, 'condition');
}

/** The same gate for an expression of any type. @throws Fault as `checkPredicate`. */
export function checkScalar(expression: string): void {
  check(expression, 'expression');
}

/** The words and quoted names of SQL that passed the gate, which may be columns. */
export function wordsOfSql(sql: string): string[] {
  return tokenize(sql, 'condition').flatMap(({ kind, text }) => {
    if (kind === 'word') return [text];
    return kind === 'name' ? [text.slice(1, -1).replaceAll('""', '"')] : [];
  });
}

/** All that SQL that passed the gate names beside functions, operators, types and units: columns, and whatever else the database may take for one. */
export function namesInSql(sql: string): string[] {
  const tokens = tokenize(sql, 'condition');
  return tokens.flatMap(({ kind, text }, index) => {
    if (kind === 'name') return [text.slice(1, -1).replaceAll('""', '"')];
    const word = text.toLowerCase();
    const isName = kind === 'word' && tokens[index + 1]?.text !== '(' && !OPERATOR_WORDS.has(word) && !TYPES_AND_UNITS.has(word);
    return isName ? [text] : [];
  });
}

/** Where a column is named in SQL that passed the gate, from 1. */
export function columnOfName(sql: string, name: string): number | undefined {
  const wanted = name.toLowerCase();
  const isName = ({ kind, text }: Token) =>
    (kind === 'word' && text.toLowerCase() === wanted) || (kind === 'name' && text.slice(1, -1).toLowerCase() === wanted);
  const found = tokenize(sql, 'condition').find(isName);
  return found && found.at + 1;
}

function check(sql: string, typed: Typed): void {
  const tokens = tokenize(sql, typed);
  const refuse = (key: WordKey, word: string, at: number) => wordRefusal(key, typed, word, at);
  if (tokens.length === 0) throw refusal('sql.empty', typed, 0);
  checkBrackets(tokens, typed);
  tokens.forEach((token, index) => {
    if (token.kind === 'word') checkWord(token, tokens[index + 1], refuse);
    if (token.kind === 'name' && tokens[index + 1]?.text === '(') throw refuse('sql.function', token.text, token.at);
    if (token.kind === 'symbol' && FORBIDDEN_SYMBOLS.has(token.text)) throw refuse('sql.word', token.text, token.at);
  });
}

interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol';
  readonly text: string;
  readonly at: number;
}

const TOKEN_PATTERN =
  /(?<space>\s+)|(?<comment>--|\/\*)|(?<text>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*")|(?<number>\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}\p{M}_]*)|(?<symbol>::|<>|!=|<=|>=|\|\||[-+*/%<>=(),.[\]:])/uy;

const FORBIDDEN_SYMBOLS = new Set(['[', ']', ':']);

/** Words that start or belong to queries, windows, macros and prefixes of special string constants. */
const FORBIDDEN_WORDS = new Set(
  `select from with union intersect except values table pivot unpivot describe show summarize call copy attach detach install load set reset pragma
   insert update delete create drop alter exists lambda over window filter array map struct columns exclude replace rename unnest explain execute prepare
   analyze import export grant revoke use vacuum checkpoint into join lateral qualify having group order limit offset sample tablesample collate at
   try grouping current_setting getvariable row`.split(/\s+/),
);

/** Grammar words that may stand before an opening bracket without being functions. */
const OPERATOR_WORDS = new Set(
  'and or not in is null true false between like ilike similar to escape case when then else end as cast try_cast interval date timestamp distinct glob'.split(
    ' ',
  ),
);

const TYPES_AND_UNITS = new Set(
  'varchar text tinyint smallint integer int bigint hugeint float real double decimal numeric boolean bool time year years quarter month months week weeks day days hour hours minute minutes second seconds'.split(
    ' ',
  ),
);

const ALLOWED_FUNCTIONS = new Set(
  `abs ceil ceiling floor round trunc sign sqrt ln log log10 log2 exp power pow mod greatest least coalesce nullif if ifnull isnan isinf isfinite
   lower upper lcase ucase trim ltrim rtrim length strlen char_length left right substring substr replace concat concat_ws contains starts_with ends_with
   prefix suffix strpos position instr reverse regexp_matches regexp_full_match strip_accents nfc_normalize unicode ascii
   year month day quarter week weekday dayofweek isodow dayofmonth dayofyear hour minute second date_part datepart date_trunc date_diff datediff date_sub
   datesub date_add last_day make_date age monthname dayname epoch strftime cast try_cast decimal numeric varchar`.split(/\s+/),
);

type Refuse = (key: WordKey, word: string, at: number) => Fault;

function checkWord(token: Token, next: Token | undefined, refuse: Refuse): void {
  const word = token.text.toLowerCase();
  if (FORBIDDEN_WORDS.has(word)) throw refuse('sql.word', token.text, token.at);
  if (next?.text === '(' && !ALLOWED_FUNCTIONS.has(word) && !OPERATOR_WORDS.has(word))
    throw refuse('sql.function', token.text, token.at);
  if (next?.kind === 'text' && next.at === token.at + token.text.length) throw refuse('sql.constant', token.text, token.at);
}

function tokenize(predicate: string, typed: Typed): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < predicate.length; ) {
    TOKEN_PATTERN.lastIndex = at;
    const match = TOKEN_PATTERN.exec(predicate);
    const group = Object.entries(match?.groups ?? {}).find(([, text]) => text !== undefined);
    if (!match || !group) throw wordRefusal('sql.word', typed, quoted(predicate.slice(at, at + 10)), at);
    if (group[0] === 'comment') throw refusal('sql.comment', typed, at);
    if (group[0] !== 'space') tokens.push({ kind: group[0] as Token['kind'], text: match[0], at });
    at += match[0].length;
  }
  return tokens;
}

function checkBrackets(tokens: readonly Token[], typed: Typed): void {
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth < 0) throw refusal('sql.closing', typed, token.at);
  }
  if (depth > 0) throw refusal('sql.opening', typed, tokens.at(-1)?.at ?? 0);
}

type WordKey = 'sql.function' | 'sql.word' | 'sql.constant';

function refusal(key: 'sql.empty' | 'sql.comment' | 'sql.closing' | 'sql.opening', typed: Typed, at: number): Fault {
  const said = { what: say(`sql.${typed}`, {}), column: at + 1 };
  return fault('INVALID_SQL', key, said, { hint: HINTS[typed], at: { column: at + 1 } });
}

function wordRefusal(key: WordKey, typed: Typed, word: SayingValue, at: number): Fault {
  const said = { what: say(`sql.${typed}`, {}), column: at + 1, word };
  return fault('INVALID_SQL', key, said, { hint: HINTS[typed], at: { column: at + 1 } });
}

const HINTS = { condition: 'hint.sql', expression: 'hint.sqlExpression' } as const;
