/** The first day that a ZIP archive can name. */
const WRITTEN = '1980-01-01T00:00:00Z';

/**
 * An Office archive without what a run leaves in it: the time it was made at, and the numbers of charts, which the library counts
 * on from one presentation to the next. The workbooks of its charts are archives too.
 */
export async function lasting(archive: Uint8Array, JSZip: typeof import('jszip')): Promise<Uint8Array> {
  const made = await JSZip.loadAsync(archive);
  const names = Object.keys(made.files);
  const first = Math.min(...names.flatMap((name) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1] ?? []).map(Number));
  const fixed = new JSZip();
  for (const [name, entry] of Object.entries(made.files)) {
    if (entry.dir) continue;
    const bytes = await entry.async('uint8array');
    const isText = /\.(xml|rels)$/.test(name);
    const kept = name.endsWith('.xlsx') ? await lasting(bytes, JSZip) : isText ? lastingText(bytes, name, first) : bytes;
    fixed.file(renumbered(name, first), kept, { date: new Date(WRITTEN), createFolders: false });
  }
  return await fixed.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

function lastingText(bytes: Uint8Array, name: string, first: number): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  if (name === 'docProps/core.xml') return new TextEncoder().encode(text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, WRITTEN));
  // Only these say which part is which; anywhere else a name like a part's is somebody's text.
  return /(\.rels|^\[Content_Types\]\.xml)$/.test(name) ? new TextEncoder().encode(renumbered(text, first)) : bytes;
}

function renumbered(text: string, first: number): string {
  const pattern = /(charts\/(?:_rels\/)?chart|Microsoft_Excel_Worksheet)(\d+)(?=\.xml|\.xlsx)/g;
  return text.replace(pattern, (_, part: string, number: string) => `${part}${Number(number) - first + 1}`);
}
