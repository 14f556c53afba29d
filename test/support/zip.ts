import { crc32, deflateRawSync } from 'node:zlib';

/** A file for an archive. What is absent is as an honest program would write it. */
export interface ZipFile {
  /** UTF-8 where it is a text. */
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array | string;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** What the archive says that it unpacks to. */
  readonly size?: number;
  /** What the archive says that it is packed in. */
  readonly packedSize?: number;
}

/** A ZIP archive, byte by byte, so that it can lie. */
export function zipOf(...files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const bytes = Buffer.from(file.bytes);
    const packed = file.stored ? bytes : deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(file.flags ?? 0, 2);
    facts.writeUInt16LE(file.method ?? (file.stored ? 0 : 8), 4);
    facts.writeUInt32LE(file.crc ?? crc32(bytes), 10);
    facts.writeUInt32LE(file.packedSize ?? packed.length, 14);
    facts.writeUInt32LE(file.size ?? bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, tail, name);
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
