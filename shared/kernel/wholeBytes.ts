import { joined } from '../model/joinedBytes';
import type { FileReader, FileToken } from './ports';

/** All bytes of a file that is known to be small enough. */
export async function wholeBytes(files: FileReader, file: FileToken): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.read(file)) chunks.push(chunk);
  return joined(chunks);
}
