import { bytesToHex } from '@noble/hashes/utils.js';
import type { Decoy, KeptCanaries } from '../model/canary';
import type { ExportSpec } from '../model/export';
import type { MaskKind } from '../model/mask';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { addCanarySql, COUNT_DONORS_SQL, differingSql, donorsSql, keepDonorsSql, takenSql } from '../sql/canariesSql';
import { EXPORT_CANARIES, exportTextsSql, stagedName } from '../sql/exportRowsSql';
import { READ_SETTING_SQL } from '../sql/workspaceSql';
import { type CellWay, cellWay, isMadeUp, numberBetween, textsLike } from './canaryCells';
import { CanaryDice } from './canaryDice';
import { canaryKey } from './exportKeys';
import type { StagedColumn } from './exportRows';
import type { SqlConnection } from './ports';
import { writeSetting } from './settings';
import { type Cell, records, textRows } from './table';

export interface ToMakeUp {
  /** Of the export. */
  readonly id: string;
  readonly spec: ExportSpec;
  readonly columns: readonly StagedColumn[];
  /** Names, in the staged tables, of the columns that make the classes. */
  readonly quasi: readonly string[];
  readonly n: number;
  /** Of the workspace's canaries. */
  readonly key: Uint8Array;
  /** Fewest customers of a class. */
  readonly least: number;
  readonly decoys: readonly Decoy[];
}

/**
 * Makes up the rows that stand among those of an export, in `EXPORT_CANARIES`, which is empty. They stand in classes that are large without them. The same
 * rows of the same export are joined by the same made-up ones, and nobody without the workspace can tell them.
 * @throws Fault INVALID_EXPORT where a column has no value to make up, or none that tells a row.
 */
export async function stageCanaries(connection: SqlConnection, asked: ToMakeUp, signal: AbortSignal): Promise<KeptCanaries> {
  const { columns, spec, id } = asked;
  const key = canaryKey(asked.key, id);
  const dice = new CanaryDice(key);
  const ways = await columnWays(connection, asked, signal);
  const donors = await drawnDonors(connection, { asked, ways, dice }, signal);
  const used = new Set<string>();
  const decoys = await drawnDecoys(connection, { asked, ways, dice }, signal);
  for (const [nth, donor] of donors.entries()) {
    const cells: (string | null)[] = [];
    for (const [place, way] of ways.entries()) {
      const [first, second] = donor[place] ?? [null, null];
      const column = columns[place];
      if (way.kind === 'key' && column) cells.push(await freeKey(connection, { column, like: first ?? '', used, dice }, signal));
      else if (way.kind === 'decoy') cells.push(decoys[nth]?.[way.of] ?? null);
      else cells.push(way.kind === 'code' ? dice.code() : likeThem(way, first, second, dice));
    }
    await connection.exec(addCanarySql(dice.code(), cells), [], signal);
  }
  const rows = textRows(await connection.query(exportTextsSql(EXPORT_CANARIES, columns.length), [], signal));
  const made = ways.flatMap((way, place) => (isMadeUp(way) ? [place] : []));
  if (made.length > 0) return { salt: bytesToHex(canaryKey(key, 'salt')), rows, made };
  throw fault(
    'INVALID_EXPORT',
    'canary.untold',
    { export: quoted(spec.name) },
    { hint: 'hint.canaryKey', at: { path: 'canaries' } },
  );
}

/** A value that looks like those of two customers; unknown is as common as among them. */
function likeThem({ kind }: CellWay, first: string | null, second: string | null, dice: CanaryDice): string | null {
  if (first === null) return null;
  if (kind === 'mask') return textsLike(first, dice).next().value ?? first;
  return kind === 'between' && second !== null ? numberBetween(first, second, dice) : first;
}

async function columnWays(connection: SqlConnection, { spec, columns }: ToMakeUp, signal: AbortSignal): Promise<CellWay[]> {
  const [shares = {}] = records(await connection.query(differingSql(columns.length), [], signal)) as Record<string, Cell>[];
  return columns.map((column, place) => {
    const way = cellWay(column, spec, Number(shares[stagedName(place)] ?? 0));
    return way ?? refuseColumn(column);
  });
}

interface Making {
  readonly asked: ToMakeUp;
  readonly ways: readonly CellWay[];
  readonly dice: CanaryDice;
}

/** For each row to make up, of each column the values of two customers of one class; the first is of the same one in all that make the class. */
async function drawnDonors(
  connection: SqlConnection,
  { asked: { spec, columns, quasi, n, least }, ways, dice }: Making,
  signal: AbortSignal,
): Promise<(readonly [string | null, string | null])[][]> {
  await connection.exec(keepDonorsSql(quasi, Math.max(least, 2)), [], signal);
  const count = Number(records(await connection.query(COUNT_DONORS_SQL, [], signal))[0]?.n);
  if (count === 0) {
    const said = { export: quoted(spec.name) };
    throw fault('INVALID_EXPORT', 'canary.noClass', said, { hint: 'hint.widerExport', at: { path: 'canaries' } });
  }
  const chosen = Array.from({ length: n }, () => dice.below(count));
  const own = await donorsAt(connection, columns.length, chosen, signal);
  const places = chosen.map((place) => {
    const { first, size } = own.get(place) ?? {};
    const another = () => Number(first) + dice.below(Number(size));
    return ways.map(({ kind }) => [kind === 'class' ? place : another(), another()] as const);
  });
  const all = await donorsAt(connection, columns.length, [...new Set(places.flat(2))], signal);
  const cell = (place: number, column: number) => {
    const found = all.get(place)?.[stagedName(column)] ?? null;
    return found === null ? null : String(found);
  };
  return places.map((row) => row.map(([one, other], column) => [cell(one, column), cell(other, column)] as const));
}

async function donorsAt(
  connection: SqlConnection,
  columns: number,
  places: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, Record<string, Cell>>> {
  const found = records(await connection.query(donorsSql(columns, places), [], signal)) as Record<string, Cell>[];
  return new Map(found.map((donor) => [Number(donor.place), donor]));
}

/** A decoy for each row, none of them twice and none with what a customer has. */
async function drawnDecoys(
  connection: SqlConnection,
  { asked: { columns, decoys, n }, ways, dice }: Making,
  signal: AbortSignal,
): Promise<readonly Decoy[]> {
  let left = decoys;
  for (const [place, way] of ways.entries()) {
    const column = columns[place];
    if (way.kind !== 'decoy' || !column) continue;
    const { of } = way;
    const texts = left.flatMap((decoy) => decoy[of] ?? []);
    const taken = await takenTexts(connection, column, texts, signal);
    left = left.filter((decoy) => decoy[of] !== undefined && !taken.has(decoy[of]));
    if (left.length < n) throw tooFewDecoys(column, of, { n: left.length, needed: n });
  }
  const drawn: Decoy[] = [];
  for (const rest = [...left]; drawn.length < n && rest.length > 0; ) drawn.push(...rest.splice(dice.below(rest.length), 1));
  return drawn;
}

interface FreeKey {
  readonly column: StagedColumn;
  /** A key that there is. */
  readonly like: string;
  /** Those that were made up before. */
  readonly used: Set<string>;
  readonly dice: CanaryDice;
}

/** A key that belongs to no customer. */
async function freeKey(connection: SqlConnection, { column, like, used, dice }: FreeKey, signal: AbortSignal): Promise<string> {
  const keys = [...new Set(textsLike(like, dice))];
  const taken = await takenTexts(connection, column, keys, signal);
  const free = keys.find((key) => !taken.has(key) && !used.has(key));
  if (free === undefined) return refuseColumn(column);
  used.add(free);
  return free;
}

async function takenTexts(
  connection: SqlConnection,
  { value }: StagedColumn,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Set<string>> {
  if (texts.length === 0) return new Set();
  return new Set(records(await connection.query(takenSql(value, texts), [], signal)).map(({ text }) => String(text)));
}

function refuseColumn({ column: { name } }: StagedColumn): never {
  throw fault(
    'INVALID_EXPORT',
    'canary.column',
    { column: quoted(name) },
    { hint: 'hint.canaryColumn', at: { path: 'canaries', field: name } },
  );
}

function tooFewDecoys({ column: { name } }: StagedColumn, of: MaskKind, counts: { readonly n: number; readonly needed: number }) {
  const said = { column: quoted(name), kind: say(`kind.${of}`, {}), ...counts };
  return fault('INVALID_EXPORT', 'canary.fewDecoys', said, { hint: 'hint.addDecoys', at: { path: 'canaries', field: name } });
}

/** Keeps what tells the made-up rows of an export; without any nothing is kept. */
export async function keepCanaries(connection: SqlConnection, id: string, canaries: KeptCanaries | null): Promise<void> {
  if (canaries) await writeSetting(connection, settingOf(id), JSON.stringify(canaries));
}

/** Null: the export has none. */
export async function keptCanaries(connection: SqlConnection, id: string): Promise<KeptCanaries | null> {
  const text = records(await connection.query(READ_SETTING_SQL, [settingOf(id)]))[0]?.value;
  return typeof text === 'string' ? (JSON.parse(text) as KeptCanaries) : null;
}

function settingOf(id: string): string {
  return `canaries.${id}`;
}
