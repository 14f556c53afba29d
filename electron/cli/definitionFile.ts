import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { Fault, fault, type HuaxiangError } from '#shared/model/result';
import { nodeFault } from '../engine/nodeFiles';
import type { Console } from './console';
import { jsonLine } from './jsonLine';

export interface DefinitionFile {
  readonly name: string;
  readonly value: unknown;
  readonly text: string;
}

/** Reads a JSON definition; `-` = standard input. @throws Fault naming line and column where it is not JSON. */
export async function readDefinition(path: string, console: Console): Promise<DefinitionFile> {
  const name = path === '-' ? 'standard input' : basename(path);
  const text = (path === '-' ? await console.readInput() : await readText(path)).replace(/^\ufeff/, '');
  try {
    return { name, value: JSON.parse(text) as unknown, text };
  } catch {
    const { line, column } = faultPlace(text);
    const values = { name, line, column };
    throw fault('INVALID_REQUEST', 'definition.notJson', values, { hint: 'hint.fixJson', at: { file: name, line, column } });
  }
}

/** Runs a call that hands `file` to the kernel as its argument `field`; what is wrong with the definition then names the file. */
export async function naming<T>(file: DefinitionFile, field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof Fault && blamesDefinition(cause.error) ? new Fault(inFile(cause.error, file, field)) : cause;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await fs.readFile(path, 'utf8');
  } catch (cause) {
    throw nodeFault(cause, path);
  }
}

function blamesDefinition({ code, at }: HuaxiangError): boolean {
  return at?.file === undefined && (code === 'KEY_VIOLATION' || /^(INVALID|UNKNOWN)_/.test(code));
}

/** Refused by the contract: its path begins with the argument's name. The kernel's own messages say where in their words. */
function inFile(error: HuaxiangError, { name: file, text }: DefinitionFile, field: string): HuaxiangError {
  const path = error.at?.path ?? '';
  const isRequest = error.code === 'INVALID_REQUEST' && error.at?.path !== undefined;
  const inner = isRequest ? innerPath(path, field) : path;
  const line = jsonLine(text, inner);
  const place = [file, ...(line === undefined ? [] : [`line ${line}`]), ...(isRequest && inner !== '' ? [inner] : [])].join(', ');
  const at = { ...error.at, file, path: inner, ...(line === undefined ? {} : { line }) };
  return { ...error, message: `${place}: ${isRequest ? error.message.replace(`${path}: `, '') : error.message}`, at };
}

function innerPath(path: string, field: string): string {
  return path === field ? '' : path.replace(`${field}.`, '');
}

/** The shortest beginning of the text that no continuation could make JSON ends at the fault; found by halving. */
function faultPlace(text: string): { line: number; column: number } {
  let sound = 0;
  let broken = text.length + 1;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (couldContinue(text.slice(0, middle))) sound = middle;
    else broken = middle;
  }
  const before = text.slice(0, sound).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function couldContinue(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return message.includes('end of JSON input') || Number(position ?? -1) >= beginning.length;
  }
}
