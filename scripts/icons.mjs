// Draws the application's icon, a framed portrait over three bars, and writes it in every size to resources/icons.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { root } from './setup/paths.mjs';

/** @typedef {readonly [number, number, number]} Colour */
/** @typedef {{ covers: (x: number, y: number) => boolean, colour: Colour }} Shape */

const sizes = [16, 32, 48, 64, 128, 256, 512];
const samples = 4;

/** @type {(left: number, top: number, right: number, bottom: number, radius: number) => Shape['covers']} */
const roundedBox = (left, top, right, bottom, radius) => (x, y) => {
  const dx = Math.max(left + radius - x, x - (right - radius), 0);
  const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
  return x >= left && x <= right && y >= top && y <= bottom && dx * dx + dy * dy <= radius * radius;
};

/** @type {(cx: number, cy: number, radius: number) => Shape['covers']} */
const disc = (cx, cy, radius) => (x, y) => (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius;

/** Painted in this order, in a square of side 1. @type {readonly Shape[]} */
const shapes = [
  { covers: roundedBox(0.04, 0.04, 0.96, 0.96, 0.2), colour: [22, 60, 110] },
  { covers: roundedBox(0.04, 0.04, 0.96, 0.5, 0.2), colour: [26, 70, 126] },
  { covers: disc(0.5, 0.33, 0.145), colour: [255, 255, 255] },
  { covers: (x, y) => y < 0.67 && (x - 0.5) ** 2 / 0.27 ** 2 + (y - 0.7) ** 2 / 0.2 ** 2 <= 1, colour: [255, 255, 255] },
  { covers: roundedBox(0.23, 0.73, 0.77, 0.775, 0.022), colour: [64, 196, 170] },
  { covers: roundedBox(0.23, 0.8, 0.63, 0.845, 0.022), colour: [250, 176, 64] },
  { covers: roundedBox(0.23, 0.87, 0.47, 0.915, 0.022), colour: [236, 98, 90] },
];

mkdirSync(join(root, 'resources/icons'), { recursive: true });
for (const size of sizes) writeFileSync(join(root, `resources/icons/${size}x${size}.png`), png(size, draw(size)));

/** Pixels as RGBA rows, each row led by PNG's filter byte 0. @param {number} size */
function draw(size) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rows.set(pixel(x, y, size), y * (size * 4 + 1) + 1 + x * 4);
  }
  return rows;
}

/** The mean of several points of a pixel, so that edges are smooth. @param {number} x @param {number} y @param {number} size */
function pixel(x, y, size) {
  const points = Array.from({ length: samples * samples }, (_, sample) => ({
    x: (x + ((sample % samples) + 0.5) / samples) / size,
    y: (y + (Math.floor(sample / samples) + 0.5) / samples) / size,
  }));
  const colours = points.flatMap((point) => shapes.findLast(({ covers }) => covers(point.x, point.y))?.colour.slice(0, 3) ?? []);
  const covered = colours.length / 3;
  const mean = [0, 1, 2].map((channel) =>
    Math.round(colours.filter((_, at) => at % 3 === channel).reduce((a, b) => a + b, 0) / covered),
  );
  return covered === 0 ? [0, 0, 0, 0] : [...mean, Math.round((255 * covered) / points.length)];
}

/** @param {number} size @param {Buffer} rows */
function png(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
