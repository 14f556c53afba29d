import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { listenToPorts, type PagePorts } from './support/ports';
import { until } from './support/until';

let app: TestApp;
let ports: PagePorts;
let server: Server;
let address: string;
let hits: string[] = [];
let refusedBefore: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await launchApp();
});
afterAll(async () => {
  await app.close();
  server.close();
});

/** Each starts from a page that was loaded anew. */
beforeEach(async () => {
  hits = [];
  ports = await listenToPorts(app.page);
  refusedBefore = await refusedRequests();
});

test('the page has no Node, no Electron and no object of the preload', async () => {
  const found = await app.page.evaluate(() => {
    const names = ['process', 'require', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'];
    return names.filter((name) => name in window);
  });
  expect(found).toEqual([]);
  const preferences = await app.electron.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const read = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = read.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  expect(await app.electron.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false);
});

test.each([
  ['fetch', (url: string): void => void fetch(url).catch(() => undefined)],
  ['an image', (url: string): void => void Object.assign(new Image(), { src: url })],
  ['a beacon', (url: string): void => void navigator.sendBeacon(url)],
  ['a web socket', (url: string): void => void new WebSocket(url.replace('http', 'ws'))],
  ['a frame', (url: string): void => void document.body.append(Object.assign(document.createElement('iframe'), { src: url }))],
  ['a script', (url: string): void => void document.body.append(Object.assign(document.createElement('script'), { src: url }))],
  ['a new window', (url: string): void => void window.open(url)],
  ['leaving the page', (url: string): void => location.assign(url)],
] as const)('a request by %s is refused and counted', async (_way, attempt) => {
  const before = app.page.url();
  await app.page.evaluate(attempt, `${address}/leak`);
  await until(async () => expect(await refusedRequests()).toBeGreaterThan(refusedBefore));
  expect(hits).toEqual([]);
  expect(app.page.url()).toBe(before);
  expect(app.electron.windows()).toHaveLength(1);
});

test('a request that the main process itself makes in the session is refused and counted', async () => {
  const failure = await app.electron.evaluate(async ({ session }, url) => {
    return await session.defaultSession.fetch(url).then(
      () => 'reached',
      (cause: Error) => cause.message,
    );
  }, `${address}/main`);
  expect(failure).toMatch(/ERR_BLOCKED_BY_CLIENT/);
  expect(hits).toEqual([]);
  await until(async () => expect(await refusedRequests()).toBe(refusedBefore + 1));
});

test('prefetches, forms, frames of other schemes and peer connections reach nothing', async () => {
  const candidates = await app.page.evaluate(async (url) => {
    for (const rel of ['prefetch', 'preload', 'dns-prefetch', 'preconnect', 'modulepreload']) {
      document.head.append(Object.assign(document.createElement('link'), { rel, href: `${url}/${rel}`, as: 'fetch' }));
    }
    const form = Object.assign(document.createElement('form'), { action: `${url}/form`, method: 'post' });
    document.body.append(form);
    form.submit();
    const link = Object.assign(document.createElement('a'), { href: '#here', ping: `${url}/ping` });
    document.body.append(link);
    link.click();
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'file:///etc/passwd' }));
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${new URL(url).host}` }] });
    const found: string[] = [];
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.candidate) found.push(candidate.candidate);
    });
    peer.createDataChannel('data');
    await peer.setLocalDescription(await peer.createOffer());
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return found;
  }, address);
  expect(candidates).toEqual([]);
  expect(hits).toEqual([]);
  expect(app.page.frames().map((frame) => frame.url())).not.toContain('file:///etc/passwd');
});

test('a message of another frame, of another window or of a page elsewhere gets no port and no file', async () => {
  const before = await ports.arrivals();
  const sent = await app.electron.evaluate(({ ipcMain, BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows();
    if (!own) throw new Error('no window');
    const other = new BrowserWindow({ show: false });
    const { mainFrame } = own.webContents;
    const senders = [
      { sender: own.webContents, senderFrame: null },
      { sender: own.webContents, senderFrame: other.webContents.mainFrame },
      { sender: own.webContents, senderFrame: { ...mainFrame, origin: 'app://bundle' } },
      { sender: other.webContents, senderFrame: mainFrame },
      { sender: other.webContents, senderFrame: other.webContents.mainFrame },
    ];
    const channels = ipcMain.eventNames().map(String);
    for (const sender of senders) {
      for (const channel of channels)
        ipcMain.emit(channel, sender, /dropped/i.test(channel) ? ['/etc/hostname'] : crypto.randomUUID());
    }
    other.destroy();
    return channels;
  });
  expect(sent.length).toBeGreaterThanOrEqual(3);
  expect((await ports.shell('shell.state', {})).ok).toBe(true);
  expect(await ports.arrivals()).toEqual(before);
  expect(await ports.events('files.dropped')).toEqual([]);
  // The same from the page itself is heard.
  await app.electron.evaluate(({ ipcMain, BrowserWindow }) => {
    const sender = BrowserWindow.getAllWindows()[0]?.webContents;
    ipcMain.emit('huaxiang.filesDropped', { sender, senderFrame: sender?.mainFrame }, ['/etc/hostname']);
  });
  await until(async () => expect(await ports.events('files.dropped')).toHaveLength(1));
  expect(app.electron.windows()).toHaveLength(1);
});

test('permissions are denied, but for putting text on the clipboard', async () => {
  const states = await app.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'persistent-storage'];
    return await Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    );
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
  expect(await app.page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('every response carries the content policy and forbids guessing of types', async () => {
  const urls = await app.page.evaluate(() => [
    location.href,
    ...performance.getEntriesByType('resource').map(({ name }) => name),
    `${location.origin}/missing.js`,
    `${location.origin}/granted/unknown`,
    `${location.origin}/%2e%2e%2fpackage.json`,
  ]);
  expect(urls.length).toBeGreaterThan(4);
  for (const url of urls) {
    const headers = await app.page.evaluate(async (from) => [...(await fetch(from)).headers], url);
    const { 'content-security-policy': policy, 'x-content-type-options': options } = Object.fromEntries(headers);
    expect(policy, url).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /);
    expect(policy).not.toContain("'unsafe-eval'");
    expect(options, url).toBe('nosniff');
  }
});

test('text cannot become code: eval, inline scripts and handlers, blob workers', async () => {
  const ran = await app.page.evaluate(async () => {
    const state: Record<string, unknown> = {};
    Object.assign(window, { ran: state });
    const script = document.createElement('script');
    script.textContent = 'window.ran.inline = true';
    document.body.append(script);
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="data:," onerror="window.ran.handler = true">';
    document.body.append(holder);
    const code = new Blob(['postMessage(1)'], { type: 'text/javascript' });
    try {
      new Worker(URL.createObjectURL(code)).onmessage = () => {
        state.worker = true;
      };
    } catch {
      // Refused at once is as good as refused later.
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    return state;
  });
  expect(ran).toEqual({});
  const evaluated = await app.page.evaluate(
    () =>
      new Promise((resolve) =>
        setTimeout(() => {
          try {
            resolve(new Function('return 1')());
          } catch (cause) {
            resolve((cause as Error).name);
          }
        }),
      ),
  );
  expect(evaluated).toBe('EvalError');
});

test.each([
  '/../package.json',
  '/%2e%2e/package.json',
  '/..%2fpackage.json',
  '/..%5cpackage.json',
  '/%252e%252e/package.json',
  '/index.html%00.js',
  '//etc/passwd',
  '/%2fetc%2fpasswd',
  '/granted/..%2f..%2fpackage.json',
  '/granted/',
])('the address %s leads to no file', async (path) => {
  const status = await app.page.evaluate(async (from) => (await fetch(from)).status, `app://bundle${path}`);
  expect([400, 403, 404]).toContain(status);
});

test('an address of another host, and file addresses, cannot be read', async () => {
  for (const url of ['app://other/index.html', 'file:///etc/passwd', 'file:///']) {
    const answer = await app.page.evaluate(
      (from) =>
        fetch(from).then(
          ({ status }) => status,
          () => 'refused',
        ),
      url,
    );
    expect(answer, url).toBe('refused');
  }
});

async function refusedRequests(): Promise<number> {
  const state = await ports.shell('shell.state', {});
  return state.ok ? state.value.blockedRequests : -1;
}
