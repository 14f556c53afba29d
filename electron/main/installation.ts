import { dirname } from 'node:path';
import * as originalFiles from 'original-fs';
import type { Installation } from '#shared/rpc/shell';
import { checkInstallation } from '../../resources/verifier/installation.mjs';

/** More are of no use to a person. */
const MOST_NAMED = 20;

/**
 * Whether the files of the application are those that were packed; null where it runs from its sources. Electron's own files would
 * take the archive for a folder.
 */
export async function lookAtInstallation(executable: string, isPacked: boolean): Promise<Installation | null> {
  if (!isPacked) return null;
  const { state, signer, files } = await checkInstallation(dirname(executable), originalFiles);
  return { state, signer, differences: files.length, files: files.slice(0, MOST_NAMED) };
}
