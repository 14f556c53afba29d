import { expect, test } from 'vitest';
import { refuse } from '../../scripts/licencePolicy.mjs';

test.each(['MIT', 'ISC', 'Apache-2.0', '(WTFPL OR MIT)', 'MIT OR Apache-2.0', '(MIT AND ISC)'])('%s may be used', (licence) => {
  expect(refuse('some-package@1.0.0', licence)).toBeUndefined();
});

test.each(['GPL-3.0', 'AGPL-3.0-only', 'MPL-2.0', 'UNKNOWN', 'UNLICENSED', '(MIT AND GPL-2.0)', 'MIT*', 'none'])(
  '%s may not be used, and the package is named',
  (licence) => {
    expect(refuse('@scope/some-package@1.0.0', licence)).toBe(`@scope/some-package@1.0.0: ${licence}`);
  },
);

test('a package of the build keeps only the licence it was accepted with', () => {
  expect(refuse('axe-core@4.14.1', 'MPL-2.0')).toBeUndefined();
  expect(refuse('lightningcss-linux-x64-gnu@1.33.0', 'MPL-2.0')).toBeUndefined();
  expect(refuse('axe-core@5.0.0', 'GPL-3.0')).toBe('axe-core@5.0.0: GPL-3.0');
});
