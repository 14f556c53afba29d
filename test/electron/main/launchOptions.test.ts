import { expect, test } from 'vitest';
import { launchOptions } from '../../../electron/main/launchOptions';

test.each([
  [[], {}],
  [['--no-sandbox'], {}],
  [['/app'], {}],
  [['--no-sandbox', '/app', 'bank.huaxiang'], { workspace: '/work/bank.huaxiang' }],
  [['/data/a=b.huaxiang'], { workspace: '/data/a=b.huaxiang' }],
  [['--tour', 'shots'], { tour: '/work/shots' }],
  [['--tour=/tmp/shots', '--ozone-platform=x11'], { tour: '/tmp/shots' }],
  [['--tour'], {}],
  [['--welcome'], { welcome: true }],
] as const)('the arguments %j mean %j', (args, wanted) => {
  expect(launchOptions(args, '/work', '/app')).toEqual(wanted);
});
