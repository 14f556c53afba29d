/**
 * The smallest class, how many there are, and how many are of one.
 * @param {Map<string, number>} classes
 */
export function sizesOf(classes) {
  const sizes = [...classes.values()];
  return {
    k: sizes.length === 0 ? null : sizes.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY),
    classes: sizes.length,
    unique: sizes.filter((size) => size === 1).length,
  };
}
