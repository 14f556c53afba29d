#!/usr/bin/env node
/**
 * Holds an installation to the list of hashes that it was packed with. A program that was changed says what one likes about itself, so
 * run this from a medium and with a Node that you trust:
 *
 *   node verifyInstallation.mjs FOLDER [--signer FINGERPRINT]
 *
 * It ends with 0 where every file is as it was packed, with 1 where one is not, with 3 where there is no list that can be believed or
 * another key signed it, and with 2 for a call that it does not understand.
 */
import { checkInstallation } from './installation.mjs';

process.exitCode = await main(process.argv.slice(2));

/** @param {readonly string[]} args */
async function main([folder, option, signer, ...rest]) {
  if (folder === undefined || (option !== undefined && (option !== '--signer' || !signer)) || rest.length > 0) {
    console.error('usage: node verifyInstallation.mjs FOLDER [--signer FINGERPRINT]');
    return 2;
  }
  const found = await checkInstallation(folder);
  for (const { path, what } of found.files) console.log(`${what}: ${path}`);
  if (found.state === 'unlisted') {
    console.log('there is no list of this installation that can be believed');
    return 3;
  }
  console.log(
    `${found.state === 'asPacked' ? 'as it was packed' : 'changed after it was packed'}; signed by ${found.signer ?? 'nobody'}`,
  );
  if (signer !== undefined && found.signer !== signer) return 3;
  return found.state === 'asPacked' ? 0 : 1;
}
