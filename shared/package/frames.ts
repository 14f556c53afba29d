/** How a sealed file is cut: frames under AES-256-GCM, each bound to the file's head, its own number and their count. */
export const FRAME_BYTES = 1 << 20;
export const TAG_BYTES = 16;

/** An empty file has one frame too, which says that it is empty. */
export function frameCount(size: number): number {
  return Math.max(1, Math.ceil(size / FRAME_BYTES));
}

/** Bytes of all frames of `size` bytes. */
export function framedSize(size: number): number {
  return size + frameCount(size) * TAG_BYTES;
}

/** A key is used for one file, and a frame's number once in it. */
export function frameNonce(frame: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(frame));
  return bytes;
}

/** What a frame is bound to. */
export function framePlace(head: Uint8Array, frame: number, frames: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.length + 16);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  view.setBigUint64(0, BigInt(frame));
  view.setBigUint64(8, BigInt(frames));
  return bytes;
}
