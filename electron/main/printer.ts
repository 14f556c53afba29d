import { BrowserWindow, type Session, session, type WebContents } from 'electron';
import { ORIGIN } from './protocol';
import { hardenSession, SAFE_PREFERENCES } from './security';

/** Makes files of what only a browser can draw. */
export interface Printer {
  /** A page of HTML as a tagged PDF on A4, its title above and the number of the page below. */
  pdf(page: Uint8Array): Promise<Uint8Array>;
  /** A drawing in SVG as a PNG, two pixels for each of its own. */
  png(drawing: Uint8Array): Promise<Uint8Array>;
}

/** In memory, and apart from the session of the workbench. */
const PARTITION = 'printer';
const ADDRESS = `${ORIGIN}/draft`;
const DRAWING = `${ADDRESS}/drawing.svg`;

const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
const DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'";

/** Inches. */
const MARGINS = { marginType: 'custom', top: 0.72, bottom: 0.66, left: 0.55, right: 0.55 } as const;
const EDGE_STYLE =
  "width:100%;margin:0 0.55in;font:8px system-ui,'Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#5b6472;display:flex";
const HEADER = `<div style="${EDGE_STYLE}"><span class="title"></span></div>`;
const FOOTER = `<div style="${EDGE_STYLE};justify-content:flex-end"><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

const RASTERISE = `(async () => {
  const image = new Image();
  image.src = ${JSON.stringify(DRAWING)};
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * image.naturalWidth, 2 * image.naturalHeight];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1];
})()`;

type Served = ReadonlyMap<string, { readonly body: Uint8Array<ArrayBuffer>; readonly type: string; readonly policy: string }>;

/** Draws in a window that nobody sees: sandboxed, without a preload, its session serving nothing but what is to be drawn. */
export function createPrinter(onRefused: () => void): Printer {
  let served: Served = new Map();
  let ready: Promise<Session> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function open(): Promise<Session> {
    const own = session.fromPartition(PARTITION);
    await hardenSession(own, onRefused);
    own.protocol.handle('app', ({ url }) => {
      const found = served.get(url);
      if (!found) return new Response(null, { status: 404 });
      return new Response(found.body, { headers: { 'content-type': found.type, 'content-security-policy': found.policy } });
    });
    return own;
  }

  async function draw<T>(files: Served, work: (contents: WebContents) => Promise<T>): Promise<T> {
    ready ??= open();
    served = files;
    const window = new BrowserWindow({
      show: false,
      webPreferences: { ...SAFE_PREFERENCES, devTools: false, session: await ready },
    });
    try {
      return await Promise.race([crashed(window.webContents), window.loadURL(ADDRESS).then(() => work(window.webContents))]);
    } finally {
      window.destroy();
      served = new Map();
    }
  }

  /** One after the other. */
  function inTurn<T>(files: Served, work: (contents: WebContents) => Promise<T>): Promise<T> {
    const next = last.then(() => draw(files, work));
    last = next.catch(() => undefined);
    return next;
  }

  return {
    pdf: (page) => {
      const files = new Map([[ADDRESS, { body: page.slice(), type: 'text/html; charset=utf-8', policy: PAGE_POLICY }]]);
      return inTurn(files, (contents) =>
        contents.printToPDF({
          pageSize: 'A4',
          margins: MARGINS,
          printBackground: true,
          displayHeaderFooter: true,
          headerTemplate: HEADER,
          footerTemplate: FOOTER,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        }),
      );
    },
    png: (drawing) => {
      const empty = new TextEncoder().encode('<!doctype html><title></title>');
      const files = new Map([
        [ADDRESS, { body: empty, type: 'text/html; charset=utf-8', policy: DRAWING_POLICY }],
        [DRAWING, { body: drawing.slice(), type: 'image/svg+xml', policy: DRAWING_POLICY }],
      ]);
      return inTurn(files, async (contents) => Buffer.from(String(await contents.executeJavaScript(RASTERISE)), 'base64'));
    },
  };
}

function crashed(contents: WebContents): Promise<never> {
  return new Promise((_, reject) => {
    contents.once('render-process-gone', (_event, { reason }) => reject(new Error(`the printing window ended: ${reason}`)));
  });
}
