/** Unused four-byte codes between the basic plane and U+10000, which is number 189,000. */
const SUPPLEMENT_START = 189_000;
const LAST_BASIC_FOUR_BYTE = 39_420;
const FIRST_SUPPLEMENT = 0x10000;

let table: Uint32Array | undefined;

/** Stands for the few characters of private use that hosts read no code as. */
const REPLACEMENT = 0x8431a437;

/** Text as GB18030 bytes, the encoding of the core systems of Chinese banks; all of Unicode can be written but for some of private use. */
export function gb18030(text: string): Uint8Array {
  table ??= reverseTable();
  const bytes = new Uint8Array(text.length * 4);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) ?? 0;
    if (point >= FIRST_SUPPLEMENT) i++;
    const code =
      point < 0x80
        ? point
        : point >= FIRST_SUPPLEMENT
          ? fourBytes(SUPPLEMENT_START + point - FIRST_SUPPLEMENT)
          : (table[point] ?? REPLACEMENT);
    if (code > 0xffff) bytes[length++] = code >>> 24;
    if (code > 0xffff) bytes[length++] = (code >>> 16) & 0xff;
    if (code > 0xff) bytes[length++] = (code >>> 8) & 0xff;
    bytes[length++] = code & 0xff;
  }
  return bytes.slice(0, length);
}

/**
 * The code of each character of the basic plane, learnt from the decoder that every host has. Of several the first is meant: a decoder
 * also reads A3 A0 as the wide space of A1 A1, where other programs see a character of private use.
 */
function reverseTable(): Uint32Array {
  const codes = new Uint32Array(FIRST_SUPPLEMENT).fill(REPLACEMENT);
  const decoder = new TextDecoder('gb18030', { ignoreBOM: true });
  const learn = (code: number, bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    const point = text.charCodeAt(0);
    if (text.length === 1 && text !== '\uFFFD' && codes[point] === REPLACEMENT) codes[point] = code;
  };
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) learn((lead << 8) | trail, [lead, trail]);
  }
  for (let number = 0; number < LAST_BASIC_FOUR_BYTE; number++) {
    const code = fourBytes(number);
    learn(code, [code >>> 24, (code >>> 16) & 0xff, (code >>> 8) & 0xff, code & 0xff]);
  }
  return codes;
}

function fourBytes(number: number): number {
  const last = 0x30 + (number % 10);
  const third = 0x81 + (Math.floor(number / 10) % 126);
  const second = 0x30 + (Math.floor(number / 1260) % 10);
  const first = 0x81 + Math.floor(number / 12_600);
  return ((first << 24) | (second << 16) | (third << 8) | last) >>> 0;
}
