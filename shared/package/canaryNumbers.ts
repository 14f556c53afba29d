import type { KeptCanaries } from '../model/canary';
import type { Manifest, PackageFinding } from '../model/package';
import { canonicalBytes, sha256Hex } from './signature';

/**
 * Whether what a manifest says with and without its made-up rows can both be true: they stand in classes that are large enough without
 * them, so that none is new, becomes large or is alone, and the smallest one grows by no more than there are.
 */
export function canaryFindings({ rows, risk, canaries }: Manifest): PackageFinding[] {
  if (!canaries) return [];
  const { n, risk: inFile } = canaries;
  const isSame = (['limit', 'classes', 'unique', 'below'] as const).every((measure) => risk[measure] === inFile[measure]);
  const [least, found] = [risk.k, inFile.k];
  const grows = least !== null && found !== null && least <= found && found <= least + n;
  const means =
    risk.prosecutorMean === meanOf(risk.classes, rows.leaving) &&
    inFile.prosecutorMean === meanOf(risk.classes, rows.leaving + n);
  return isSame && grows && means ? [] : [{ what: 'canaries', where: `${rows.leaving} + ${n}` }];
}

function meanOf(classes: number, rows: number): string {
  return (classes / rows).toFixed(6);
}

/** What a manifest says of its made-up rows, and what proves later that they were these: without the salt nobody can try rows out. */
export function canaryCommitment(id: string, { salt, rows }: Pick<KeptCanaries, 'salt' | 'rows'>): string {
  return sha256Hex(canonicalBytes({ package: id, salt, rows: rows.map((cells) => [...cells]) }));
}
