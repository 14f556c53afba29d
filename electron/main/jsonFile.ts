import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** What a small JSON file held. `setAside` = where a file that could not be understood was moved to. */
export interface JsonRead<T> {
  readonly value: T;
  readonly setAside?: string;
}

/** Reads a file against its schema. A damaged one is kept under another name, never overwritten. */
export function readJson<S extends z.ZodType>(file: string, schema: S, fallback: z.output<S>): JsonRead<z.output<S>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { value: fallback };
  }
  const value = parsed(text, schema);
  return value === undefined ? { value: fallback, setAside: setAside(file) } : { value };
}

/** Writes under a temporary name, to the disk, then renames: a reader sees the old file or the new one. */
export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeToDisk(temporary, `${JSON.stringify(value, null, 2)}\n`);
    renameSync(temporary, file);
    syncFolder(dirname(file));
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

function parsed<S extends z.ZodType>(text: string, schema: S): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function setAside(file: string): string {
  const aside = `${file}.${new Date().toISOString().replace(/[:.]/g, '-')}.damaged`;
  renameSync(file, aside);
  return aside;
}

function writeToDisk(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a rename in a folder durable; Windows has no such thing. The file is there by now: it must not be told as failed. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch {
    // Only a power cut of the next seconds could still undo it.
  } finally {
    closeSync(handle);
  }
}
