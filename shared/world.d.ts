/**
 * The few globals that Node, Electron and browsers all have. `shared` may use these and nothing else of its hosts.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(input: string): Uint8Array<ArrayBuffer>;
}
interface ByteReader {
  read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: undefined }>;
  cancel(): Promise<void>;
}
interface ByteWriter {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
declare class DecompressionStream {
  constructor(format: 'gzip' | 'deflate-raw');
  readonly readable: { getReader(): ByteReader };
  readonly writable: { getWriter(): ByteWriter };
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
interface FrameWay {
  readonly name: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
}
declare const crypto: {
  readonly subtle: {
    importKey(
      form: 'raw',
      key: Uint8Array<ArrayBuffer>,
      name: string,
      readable: boolean,
      uses: ('encrypt' | 'decrypt')[],
    ): Promise<unknown>;
    encrypt(way: FrameWay, key: unknown, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    decrypt(way: FrameWay, key: unknown, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  };
};
declare function setTimeout(handler: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare const performance: { now(): number };
declare function atob(text: string): string;
