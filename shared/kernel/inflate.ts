/** Bytes unpacked piece by piece by the platform. @throws whatever the platform makes of bytes that are cut off or damaged. */
export async function* inflate(packed: AsyncIterable<Uint8Array>, format: 'gzip' | 'deflate-raw'): AsyncIterable<Uint8Array> {
  const { readable, writable } = new DecompressionStream(format);
  const reader = readable.getReader();
  const writer = writable.getWriter();
  const feeding = feed(writer, packed);
  // A failure to feed shows in what is read, too; until it is awaited it must not count as unhandled.
  feeding.catch(() => undefined);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    await feeding;
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding.catch(() => undefined);
  }
}

type Writer = ReturnType<DecompressionStream['writable']['getWriter']>;

async function feed(writer: Writer, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) await writer.write(new Uint8Array(chunk));
  await writer.close();
}
