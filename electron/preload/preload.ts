import { ipcRenderer, webUtils } from 'electron';
import { CHANNELS, type ToPage } from '#shared/rpc/channels';

// A page that is loaded again must not get what was on its way to the one before.
const pageId = crypto.randomUUID();

ipcRenderer.on(CHANNELS.toPage, ({ ports }, { page, message }: ToPage) => {
  if (page === pageId) window.postMessage(message, location.origin, ports);
});

window.addEventListener('DOMContentLoaded', () => ipcRenderer.send(CHANNELS.pageLoaded, pageId));

window.addEventListener('dragover', (event) => {
  if (carriesFiles(event)) event.preventDefault();
});

window.addEventListener('drop', (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const paths = [...(event.dataTransfer?.files ?? [])].map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
  if (paths.length > 0) ipcRenderer.send(CHANNELS.filesDropped, paths);
});

// What the content policy stops never reaches the session's own counter.
document.addEventListener('securitypolicyviolation', ({ isTrusted, blockedURI }) => {
  if (isTrusted && /^(https?|wss?|ftp):/.test(blockedURI)) ipcRenderer.send(CHANNELS.requestRefused);
});

function carriesFiles({ isTrusted, dataTransfer }: DragEvent): boolean {
  return isTrusted && (dataTransfer?.types.includes('Files') ?? false);
}
