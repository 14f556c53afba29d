import { promises as fs } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { EngineSettings } from '#shared/kernel/ports';

const DEFAULT_MEMORY_SHARE = 0.4;
const MIB = 2 ** 20;

export interface Place {
  readonly database: string;
  /** The folder beside a workspace for state that can be made again. */
  readonly sidecar: string;
}

export function options(place: Place, settings: EngineSettings): Record<string, string> {
  const memoryMiB = settings.memoryMiB ?? Math.floor((totalmem() * DEFAULT_MEMORY_SHARE) / MIB);
  return {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
    // INSTALL would look for an extension on the network.
    custom_extension_repository: place.sidecar,
    memory_limit: `${memoryMiB}MiB`,
    preserve_insertion_order: 'true',
    temp_directory: spillFolder(place),
    ...(settings.threads === undefined ? {} : { threads: `${settings.threads}` }),
  };
}

export function spillFolder(place: Place): string {
  return join(place.sidecar, 'spill');
}

/** Spilled data is plain text of customers: what a killed process left is wiped, and only this user may look. */
export async function prepareSpillFolder(place: Place): Promise<void> {
  await fs.rm(spillFolder(place), { recursive: true, force: true });
  await fs.mkdir(spillFolder(place), { recursive: true, mode: 0o700 });
}
