import { expect, test } from 'vitest';
import { forbiddenSwitch, NETWORK_SWITCHES } from '../../../electron/main/switches';

const checkout = { installed: false, root: false };
const installed = { installed: true, root: false };

test.each([
  ['--disable-web-security', 'disable-web-security'],
  ['--JS-Flags=--expose-gc', 'js-flags'],
  ['-proxy-server=evil:1', 'proxy-server'],
  ['--host-resolver-rules=MAP * 10.0.0.1', 'host-resolver-rules'],
  ['--load-extension=/tmp/x', 'load-extension'],
])('%s is refused everywhere', (argument, name) => {
  expect(forbiddenSwitch(['file.huaxiang', argument], checkout)).toBe(name);
  expect(forbiddenSwitch([argument], installed)).toBe(name);
});

test.each(['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'user-data-dir', 'no-sandbox'])(
  '--%s is for checkouts only',
  (name) => {
    expect(forbiddenSwitch([`--${name}=0`], checkout)).toBeUndefined();
    expect(forbiddenSwitch([`--${name}=0`], installed)).toBe(name);
  },
);

test('root, who has no sandbox to lose, may start an installed application without one', () => {
  expect(forbiddenSwitch(['--no-sandbox'], { installed: true, root: true })).toBeUndefined();
});

test('ordinary arguments pass', () => {
  const args = ['--tour', '/tmp/x', '--ozone-platform=wayland', '--lang=zh-CN', '我的 --inspect.huaxiang'];
  expect(forbiddenSwitch(args, installed)).toBeUndefined();
});

test('the switches against background traffic resolve no name', () => {
  expect(NETWORK_SWITCHES).toContainEqual(['host-resolver-rules', 'MAP * ^NOTFOUND']);
});
