import type { App, Session, WebContents, WebPreferences } from 'electron';
import { ORIGIN } from './protocol';

/** Every setting is written out, also where it is the default: nothing here may depend on a version's defaults. */
export const SAFE_PREFERENCES: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
};

const ALLOWED = [`${ORIGIN}/`, `blob:${ORIGIN}/`, 'data:', 'devtools:'];

/** Nothing leaves the session: every request but the page's own is cancelled, permissions are denied, the proxy is a dead end. */
export async function hardenSession(session: Session, onRefused: () => void): Promise<void> {
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    const cancel = !isOwn(url);
    if (cancel) onRefused();
    decide({ cancel });
  });
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(isAllowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  await session.setProxy({ mode: 'fixed_servers', proxyRules: '127.0.0.1:1', proxyBypassRules: '<-loopback>' });
}

/** Text on the clipboard, and a board shown to others. */
function isAllowed(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'fullscreen';
}

/** No page goes anywhere, opens anything or attaches anything. */
export function hardenContents(app: App, onRefused: () => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    refuseNavigation(contents, onRefused);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isNetwork(url)) onRefused();
      return { action: 'deny' };
    });
  });
}

function refuseNavigation(contents: WebContents, onRefused: () => void): void {
  const refuse = (event: { preventDefault(): void; url: string }) => {
    event.preventDefault();
    if (isNetwork(event.url)) onRefused();
  };
  // Every navigation of a frame comes here, the main frame's too: `will-navigate` would count it twice.
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-navigate', (event) => event.preventDefault());
}

function isOwn(url: string): boolean {
  return ALLOWED.some((start) => url.startsWith(start));
}

function isNetwork(url: string): boolean {
  return /^(https?|wss?|ftp):/i.test(url);
}
