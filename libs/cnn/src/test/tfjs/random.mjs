// Numbers that Java draws too: see TensorFlowJsNumbers.java.

/** 32 bits of FNV-1a; never 0. */
function seed(name) {
  let hash = 0x811c9dc5;
  for (const character of name) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash | 0 || 1;
}

/** Values in [low, high), as float32. */
export function uniform(name, count, low, high) {
  const values = new Float32Array(count);
  let x = seed(name);
  for (let i = 0; i < count; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    values[i] = low + (high - low) * ((x >>> 0) / 4294967296);
  }
  return values;
}

/** What a weight of this name and shape holds: small enough that a deep network neither dies nor explodes. */
export function weight(name, shape) {
  const count = shape.reduce((a, b) => a * b, 1);
  const kind = name.slice(name.lastIndexOf('/') + 1);
  if (kind === 'gamma' || kind.endsWith('variance')) {
    return uniform(name, count, 0.8, 1.2);
  }
  if (!kind.endsWith('kernel')) {
    return uniform(name, count, -0.1, 0.1);
  }
  const inputs = kind === 'depthwise_kernel' ? shape[0] * shape[1] : count / shape[shape.length - 1];
  const limit = Math.sqrt(6 / inputs);
  return uniform(name, count, -limit, limit);
}
