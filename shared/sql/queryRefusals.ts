import { nearNames } from '../model/nearNames';
import { type Fault, fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { TextPlace } from '../model/sqlTokens';
import type { NamedTable } from './queryShape';

export function noStatement(): Fault {
  return fault('INVALID_SQL', 'query.empty', {}, { hint: 'hint.query', at: { line: 1, column: 1 } });
}

export function severalStatements(at: TextPlace): Fault {
  return fault('INVALID_SQL', 'query.several', { ...at }, { hint: 'hint.query', at });
}

export function badStart(word: string, at: TextPlace): Fault {
  return fault('INVALID_SQL', 'query.start', { ...at, word }, { hint: 'hint.query', at });
}

export function badPiece(piece: string, at: TextPlace): Fault {
  if (piece === '') return fault('INVALID_SQL', 'query.ends', { ...at }, { hint: 'hint.query', at });
  return fault('INVALID_SQL', 'query.piece', { ...at, piece: quoted(piece) }, { hint: 'hint.query', at });
}

export function badBracket(bracket: string, at: TextPlace): Fault {
  return fault('INVALID_SQL', 'query.bracket', { ...at, bracket }, { hint: 'hint.query', at });
}

export function forbiddenWord(word: string, at: TextPlace): Fault {
  return fault('INVALID_SQL', 'query.word', { ...at, word }, { hint: 'hint.query', at });
}

export function fileAsTable(at: TextPlace): Fault {
  return fault('INVALID_SQL', 'query.file', { ...at }, { hint: 'hint.importFirst', at });
}

export function unknownFunction(name: string, at: TextPlace, known: Iterable<string>): Fault {
  return fault('INVALID_SQL', 'query.function', { ...at, name: quoted(name) }, { hint: meant(nearNames(name, known)), at });
}

export function unknownTable(name: string, at: TextPlace, tables: readonly NamedTable[], common: Iterable<string>): Fault {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const near = new Set(nearNames(last, [...tables.map((table) => table.name), ...common]));
  const names = [
    ...[...common].filter((each) => near.has(each)),
    ...tables.filter((table) => near.has(table.name)).map((table) => `${table.schema}.${table.name}`),
  ];
  return fault('UNKNOWN_TABLE', 'query.table', { ...at, table: quoted(name) }, { hint: meant(names), at });
}

export function unknownColumn(name: string, at: TextPlace, columns: Iterable<string>): Fault {
  return fault('UNKNOWN_COLUMN', 'query.column', { ...at, name: quoted(name) }, { hint: meant(nearNames(name, columns)), at });
}

function meant(names: readonly string[]) {
  return names.length === 0 ? 'hint.query' : say('hint.meant', { names });
}
