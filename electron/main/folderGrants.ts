import { fault } from '#shared/model/result';
import type { GrantedFile, GrantedFolder } from '#shared/rpc/shell';
import { dataFilesIn } from '../folder/dataFiles';
import type { Grants } from './grants';

/** A folder that the user chose, as the data files in it: each granted by itself, none of them writable. */
export async function grantFolder(grants: Grants, folder: GrantedFile): Promise<GrantedFolder> {
  const grant = grants.find(folder.token);
  if (!grant) throw fault('FILE_NOT_FOUND', 'file.neverOpened', {});
  const { paths, leftOut } = await dataFilesIn(grant.path);
  const opened = await Promise.allSettled(paths.map((path) => grants.open(path)));
  const files = opened.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  return { name: folder.name, files, leftOut: leftOut + opened.length - files.length };
}
