import { useState } from 'react';
import type { GrantedFile } from '#shared/rpc/shell';
import { useKernel } from '../../engine/kernel';
import { useImportQueue } from './importQueue';

/** Files that may be of one shape with another. */
export interface Mates {
  readonly files: readonly GrantedFile[];
  /** Their names differ from its name in digits alone, as those of monthly files do. */
  readonly alikeNames: boolean;
}

/** The files behind the first that are likely to hold more rows of the same kind, by their names: else all with its ending. */
export function likelyMates([first, ...others]: readonly GrantedFile[]): Mates {
  if (!first) return { files: [], alikeNames: false };
  const numbered = others.filter(({ name }) => withoutDigits(name) === withoutDigits(first.name));
  if (numbered.length > 0) return { files: numbered, alikeNames: true };
  return { files: others.filter(({ name }) => ending(name) === ending(first.name)), alikeNames: false };
}

/** Whether another of the files has the same name but for its digits. */
export function hasNumberedMates(file: GrantedFile, files: readonly GrantedFile[]): boolean {
  return files.some((other) => other !== file && withoutDigits(other.name) === withoutDigits(file.name));
}

function withoutDigits(name: string): string {
  return name.toLowerCase().replace(/\d+/g, '#');
}

function ending(name: string): string {
  return name.toLowerCase().replace(/^.*?(\.[^.]*(\.gz)?)?$/, '$1');
}

/** The first of the files that become one table, and the others, as the kernel takes them. */
export interface FilesOfTable {
  readonly file: string;
  readonly more?: string[];
}

interface Together {
  readonly source: FilesOfTable;
  /** The other files in the queue that could be one table with this one. */
  readonly mates: readonly GrantedFile[];
  readonly checked: boolean;
  /** It is not known yet whether files that are likely to belong together do. */
  readonly looking: boolean;
  readonly choose: (checked: boolean) => void;
  /** Takes the others out of the queue once they are in the table. */
  readonly drop: () => void;
}

/** Which of the queued files come in as one table with this one. Monthly files do unless a person says otherwise. */
export function useTogether(file: GrantedFile): Together {
  const { files, drop } = useImportQueue();
  const [chosen, choose] = useState<boolean>();
  const likely = likelyMates(files);
  const others = likely.files.map(({ token }) => token);
  const { data: alike = [], busy } = useKernel('imports.alike', { file: file.token, others }, { enabled: others.length > 0 });
  const mates = likely.files.filter(({ token }) => alike.includes(token));
  const checked = mates.length > 0 && (chosen ?? likely.alikeNames);
  const more = mates.map(({ token }) => token);
  return {
    source: { file: file.token, ...(checked ? { more } : {}) },
    mates,
    checked,
    looking: busy && likely.alikeNames,
    choose,
    drop: () => (checked ? drop(more) : undefined),
  };
}
