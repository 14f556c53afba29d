/** Switches that would open the sandbox, the network or the page's rules; never accepted. */
const NEVER = [
  'allow-file-access-from-files',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-blink-features',
  'enable-experimental-web-platform-features',
  'enable-node-leakage-in-renderers',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'js-flags',
  'load-extension',
  'log-net-log',
  'no-proxy-server',
  'proxy-bypass-list',
  'proxy-pac-url',
  'proxy-server',
  'unsafely-treat-insecure-origin-as-secure',
];

/** Switches of developers and tests: refused by an installed application. */
const NOT_INSTALLED = [
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-io-pipes',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'user-data-dir',
  'utility-cmd-prefix',
];

/** Switches that turn the sandbox off. Root has none to lose: Chromium refuses to start it with one. */
const NO_SANDBOX = ['disable-gpu-sandbox', 'disable-seccomp-filter-sandbox', 'disable-setuid-sandbox', 'no-sandbox', 'no-zygote'];

/** Switches that end Chromium's own traffic: spelling dictionaries, component updates, reliability reports, name look-ups, announcements in the local network. */
export const NETWORK_SWITCHES: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ^NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['disable-features', 'WebRtcHideLocalIpsWithMdns'],
];

/** The first argument that must not be there, without its dashes and value. */
export function forbiddenSwitch(
  args: readonly string[],
  { installed, root }: { installed: boolean; root: boolean },
): string | undefined {
  const forbidden = new Set([...NEVER, ...(installed ? NOT_INSTALLED : []), ...(installed && !root ? NO_SANDBOX : [])]);
  return args.map(switchName).find((name) => name !== undefined && forbidden.has(name));
}

const SWITCH = process.platform === 'win32' ? /^(?:--|-|\/)([a-z0-9-]+)(?:=|$)/i : /^(?:--|-)([a-z0-9-]+)(?:=|$)/i;

function switchName(argument: string): string | undefined {
  return SWITCH.exec(argument)?.[1]?.toLowerCase();
}
