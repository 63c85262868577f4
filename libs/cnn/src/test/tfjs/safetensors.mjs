// Safetensors: a JSON header of names, shapes and places, then the values as they lie in memory.
import fs from 'node:fs';

/** @param tensors by name, [shape, Float32Array]; returns the file's size. */
export function writeSafetensors(file, tensors, metadata) {
  const header = {__metadata__: metadata};
  let offset = 0;
  for (const [name, [shape, data]] of Object.entries(tensors)) {
    header[name] = {dtype: 'F32', shape, data_offsets: [offset, offset + 4 * data.length]};
    offset += 4 * data.length;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const parts = Object.values(tensors).map(([, data]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  fs.writeFileSync(file, Buffer.concat([length, text, ...parts]));
  return 8 + text.length + offset;
}
