/** Licences that any package may have. */
const allowed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
]);

/** Packages of the build and the tests, none of which ships, and the other licence each has. */
const buildOnly = new Map([
  ['argparse', 'Python-2.0'],
  ['axe-core', 'MPL-2.0'],
  ['lightningcss', 'MPL-2.0'],
  ['caniuse-lite', 'CC-BY-4.0'],
  ['spdx-exceptions', 'CC-BY-3.0'],
  ['spdx-ranges', '(MIT AND CC-BY-3.0)'],
  ['truncate-utf8-bytes', 'WTFPL'],
]);

/** Says why the package `id` (name@version) may not be used, or nothing where it may. @param {string} id @param {string} licence an SPDX expression */
export function refuse(id, licence) {
  const name = id.slice(0, id.lastIndexOf('@'));
  if (isAllowed(licence) || buildOnly.get(name.replace(/^lightningcss-.*/, 'lightningcss')) === licence) return undefined;
  return `${id}: ${licence}`;
}

/** @param {string} licence @returns {boolean} */
function isAllowed(licence) {
  const bare = licence.replace(/[()]/g, '');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed);
  return bare.split(' AND ').every((part) => allowed.has(part));
}
