// What TensorFlow.js has otherwise than Keras 3, or not at all, from the definitions: plain loops in double precision.
import {uniform} from './random.mjs';
import {writeSafetensors} from './safetensors.mjs';

const size = (shape) => shape.reduce((a, b) => a * b, 1);

/** A row-major array that is read and written by its indices; 0 outside. */
class Tensor {
  constructor(shape, data = new Float64Array(size(shape))) {
    this.shape = shape;
    this.data = data;
  }
  at(...index) {
    return index.some((i, axis) => i < 0 || i >= this.shape[axis]) ? 0 : this.data[this.offset(index)];
  }
  add(value, ...index) {
    this.data[this.offset(index)] += value;
  }
  offset(index) {
    return index.reduce((offset, i, axis) => offset * this.shape[axis] + i, 0);
  }
  map(f) {
    return new Tensor(this.shape, Float64Array.from(this.data, f));
  }
}

function* indices(...shape) {
  for (let i = 0; i < size(shape); i++) {
    const index = [];
    for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
      index.unshift(rest % shape[axis]);
      rest = Math.floor(rest / shape[axis]);
    }
    yield index;
  }
}

const spread = (kernel, dilation) => (kernel - 1) * dilation + 1;
const same = (n, window, stride) => {
  const out = Math.ceil(n / stride);
  return [out, Math.floor(Math.max((out - 1) * stride + window - n, 0) / 2)];
};
const valid = (n, window, stride) => [Math.floor((n - window) / stride) + 1, 0];

/** Every kind of convolution forwards: which kernel value joins input channel and output channel is what differs. */
function windows(x, [kh, kw], channels, {strides = [1, 1], dilation = [1, 1], padding = valid}, each) {
  const [h, w] = x.shape;
  const [rows, top] = padding(h, spread(kh, dilation[0]), strides[0]);
  const [columns, left] = padding(w, spread(kw, dilation[1]), strides[1]);
  const y = new Tensor([rows, columns, channels]);
  for (const [r, c, i, j] of indices(rows, columns, kh, kw)) {
    each(y, r, c, i, j, r * strides[0] + i * dilation[0] - top, c * strides[1] + j * dilation[1] - left);
  }
  return y;
}

function conv(x, kernel, options = {}) {
  const [kh, kw, inputs, filters] = kernel.shape;
  const perGroup = filters / (options.groups ?? 1);
  return windows(x, [kh, kw], filters, options, (y, r, c, i, j, row, column) => {
    for (const [f, d] of indices(filters, inputs)) {
      y.add(x.at(row, column, Math.floor(f / perGroup) * inputs + d) * kernel.at(i, j, d, f), r, c, f);
    }
  });
}

function depthwise(x, kernel, options = {}) {
  const [kh, kw, channels, multiplier] = kernel.shape;
  return windows(x, [kh, kw], channels * multiplier, options, (y, r, c, i, j, row, column) => {
    for (const [d, m] of indices(channels, multiplier)) {
      y.add(x.at(row, column, d) * kernel.at(i, j, d, m), r, c, d * multiplier + m);
    }
  });
}

function transposed(x, kernel, [rows, columns], {strides = [1, 1], dilation = [1, 1], padding = valid}) {
  const [kh, kw, filters, inputs] = kernel.shape;
  const top = padding(rows, spread(kh, dilation[0]), strides[0])[1];
  const left = padding(columns, spread(kw, dilation[1]), strides[1])[1];
  const y = new Tensor([rows, columns, filters]);
  for (const [r, c, i, j, f, d] of indices(x.shape[0], x.shape[1], kh, kw, filters, inputs)) {
    const row = r * strides[0] + i * dilation[0] - top;
    const column = c * strides[1] + j * dilation[1] - left;
    if (row >= 0 && row < rows && column >= 0 && column < columns) {
      y.add(x.at(r, c, d) * kernel.at(i, j, f, d), row, column, f);
    }
  }
  return y;
}

/** A sequence is an image of one row. */
const alongRow = (convolve) => (x, kernel, options) => {
  const row = new Tensor([1, ...x.shape], x.data);
  const y = convolve(row, new Tensor([1, ...kernel.shape], kernel.data), options);
  return new Tensor(y.shape.slice(1), y.data);
};
const conv1d = alongRow(conv);
const causal = (n, window, stride) => [Math.floor((n - 1) / stride) + 1, window - 1];

function normalized(x, axes, epsilon, gamma, beta) {
  const key = (index) => index.map((i, axis) => (axes.includes(axis) ? '' : i)).join();
  const groups = new Map();
  for (const index of indices(...x.shape)) {
    groups.set(key(index), [...(groups.get(key(index)) ?? []), x.at(...index)]);
  }
  const mean = (values) => values.reduce((a, b) => a + b) / values.length;
  const y = new Tensor(x.shape);
  for (const index of indices(...x.shape)) {
    const values = groups.get(key(index));
    const m = mean(values);
    const variance = mean(values.map((v) => (v - m) ** 2));
    const place = axes.map((axis) => index[axis]);
    y.add((x.at(...index) - m) / Math.sqrt(variance + epsilon) * (gamma?.at(...place) ?? 1) + (beta?.at(...place) ?? 0), ...index);
  }
  return y;
}

const perChannel = (x, axis, f) => {
  const y = new Tensor(x.shape);
  for (const index of indices(...x.shape)) {
    y.add(f(x.at(...index), index[axis]), ...index);
  }
  return y;
};

/** Pixel centres at halves; the kernel's weights are made to sum to 1 within the image. */
function resized(x, rows, columns, kernel) {
  const weights = (from, to) => Array.from({length: to}, (_, i) => {
    const centre = (i + 0.5) * from / to - 0.5;
    return kernel(centre, from);
  });
  const down = weights(x.shape[0], rows);
  const along = weights(x.shape[1], columns);
  const y = new Tensor([rows, columns, x.shape[2]]);
  for (const [r, c, d] of indices(...y.shape)) {
    for (const [row, p] of down[r]) {
      for (const [column, q] of along[c]) {
        y.add(p * q * x.at(row, column, d), r, c, d);
      }
    }
  }
  return y;
}
const within = (i, n) => Math.min(Math.max(i, 0), n - 1);
const nearest = (centre, n) => [[within(Math.floor(centre + 0.5), n), 1]];
const bilinear = (centre, n) => {
  const low = Math.floor(centre);
  return [[within(low, n), 1 - (centre - low)], [within(low + 1, n), centre - low]];
};
const keys = (t) => (t < 1 ? 1.5 * t ** 3 - 2.5 * t ** 2 + 1 : t < 2 ? -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2 : 0);
const bicubic = (centre, n) => {
  const low = Math.floor(centre);
  const taps = [-1, 0, 1, 2].map((i) => [low + i, keys(Math.abs(centre - low - i))]).filter(([i]) => i >= 0 && i < n);
  const sum = taps.reduce((total, [, weight]) => total + weight, 0);
  return taps.map(([i, weight]) => [i, weight / sum]);
};

function erf(x) {
  let sum = 0;
  let term = x;
  for (let n = 0; n < 60; n++) {
    sum += term / (2 * n + 1);
    term *= -x * x / (n + 1);
  }
  return 2 / Math.sqrt(Math.PI) * sum;
}

const cut = (x, low, high) => Math.min(Math.max(x, low), high);
const hardSigmoid = (x) => cut(x + 3, 0, 6) / 6;
const elementwise = (f) => [[7], {}, (x) => x.map(f)];
const image = [7, 6, 2];
const sequence = [9, 2];

// input shape, weights, and the output of one example
const cases = {
  conv2d_groups: [[7, 6, 4], {kernel: [3, 3, 2, 6]}, (x, w) => conv(x, w.kernel, {groups: 2, strides: [2, 1]})],
  conv2d_groups_dilated: [[7, 6, 4], {kernel: [3, 2, 1, 4]}, (x, w) => conv(x, w.kernel, {groups: 4, dilation: [2, 3], padding: same})],
  conv2d_dilated_unevenly: [image, {kernel: [2, 3, 2, 3]}, (x, w) => conv(x, w.kernel, {dilation: [3, 2], padding: same})],
  depthwise_dilated: [image, {depthwise_kernel: [3, 3, 2, 1]}, (x, w) => depthwise(x, w.depthwise_kernel, {dilation: [2, 2]})],
  depthwise_dilated_same: [image, {depthwise_kernel: [3, 2, 2, 2]}, (x, w) => depthwise(x, w.depthwise_kernel, {dilation: [2, 3], padding: same})],
  separable: [image, {depthwise_kernel: [3, 3, 2, 3], pointwise_kernel: [1, 1, 6, 4]},
    (x, w) => conv(depthwise(x, w.depthwise_kernel, {strides: [2, 2], padding: same}), w.pointwise_kernel)],
  separable_dilated: [image, {depthwise_kernel: [2, 3, 2, 2], pointwise_kernel: [1, 1, 4, 3]},
    (x, w) => conv(depthwise(x, w.depthwise_kernel, {dilation: [2, 2]}), w.pointwise_kernel)],
  transposed_output_padding: [[3, 4, 2], {kernel: [3, 3, 3, 2]},
    (x, w) => transposed(x, w.kernel, [2 * 2 + 3 + 1, 3 * 2 + 3 + 1], {strides: [2, 2]})],
  transposed_output_padding_same: [[3, 4, 2], {kernel: [3, 3, 3, 2]},
    (x, w) => transposed(x, w.kernel, [2 * 2 + 1, 3 * 2 + 1 + 1], {strides: [2, 2], padding: same})],
  transposed_dilated: [[3, 4, 2], {kernel: [2, 3, 3, 2]},
    (x, w) => transposed(x, w.kernel, [3 + 2, 4 + 4], {dilation: [2, 2]})],
  transposed_dilated_same: [[4, 4, 2], {kernel: [3, 3, 3, 2]},
    (x, w) => transposed(x, w.kernel, [4, 4], {dilation: [2, 2], padding: same})],
  conv1d_causal: [sequence, {kernel: [3, 2, 3]}, (x, w) => conv1d(x, w.kernel, {padding: causal})],
  conv1d_causal_dilated: [sequence, {kernel: [2, 2, 3]}, (x, w) => conv1d(x, w.kernel, {dilation: [1, 3], padding: causal})],
  conv1d_causal_strides: [sequence, {kernel: [3, 2, 3]}, (x, w) => conv1d(x, w.kernel, {strides: [1, 2], padding: causal})],
  conv1d_groups: [[9, 4], {kernel: [3, 2, 6]}, (x, w) => conv1d(x, w.kernel, {groups: 2})],
  conv1d_dilated_same: [sequence, {kernel: [3, 2, 3]}, (x, w) => conv1d(x, w.kernel, {dilation: [1, 2], padding: same})],
  layer_normalization_axes: [image, {gamma: [7, 2], beta: [7, 2]}, (x, w) => normalized(x, [0, 2], 0.01, w.gamma, w.beta)],
  layer_normalization_plain: [image, {}, (x) => normalized(x, [2], 1e-3)],
  batch_normalization_axis: [image, {gamma: [7], beta: [7], moving_mean: [7], moving_variance: [7]}, (x, w) => perChannel(x, 0,
    (v, c) => (v - w.moving_mean.at(c)) / Math.sqrt(w.moving_variance.at(c) + 1e-3) * w.gamma.at(c) + w.beta.at(c))],
  normalization: [image, {mean: [2], variance: [2], count: []}, (x, w) => perChannel(x, 2,
    (v, c) => (v - w.mean.at(c)) / Math.sqrt(w.variance.at(c)))],
  local_response_normalization: [[2, 2, 5], {}, (x) => {
    const y = new Tensor(x.shape);
    for (const [r, c, d] of indices(...x.shape)) {
      const sum = [-2, -1, 0, 1, 2].reduce((total, i) => total + x.at(r, c, d + i) ** 2, 0);
      y.add(x.at(r, c, d) / (2 + 1e-4 * sum) ** 0.75, r, c, d);
    }
    return y;
  }],
  resizing_nearest: [[5, 4, 2], {}, (x) => resized(x, 3, 7, nearest)],
  resizing_bilinear: [[5, 4, 2], {}, (x) => resized(x, 3, 7, bilinear)],
  resizing_bicubic: [[5, 4, 2], {}, (x) => resized(x, 3, 7, bicubic)],
  up_sampling_bilinear: [[3, 4, 2], {}, (x) => resized(x, 6, 12, bilinear)],
  relu_threshold: elementwise((x) => Math.min(x >= 0.5 ? x : 0.25 * (x - 0.5), 1)),
  leaky_relu: elementwise((x) => (x > 0 ? x : 0.2 * x)),
  leaky_relu_layer: elementwise((x) => (x > 0 ? x : 0.3 * x)),
  gelu: elementwise((x) => x * 0.5 * (1 + erf(x / Math.SQRT2))),
  gelu_approximate: elementwise((x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))),
  hard_sigmoid: elementwise(hardSigmoid),
  hard_silu: elementwise((x) => x * hardSigmoid(x)),
  hard_sigmoid_keras2: elementwise((x) => cut(0.2 * x + 0.5, 0, 1)),
  rescaling: [[3, 2, 2], {}, (x) => perChannel(x, 2, (v, c) => v * [0.5, 2][c] + [1, -1][c])],
};

const tensors = {};
for (const [name, [shape, weights, compute]] of Object.entries(cases)) {
  const read = {};
  for (const [kind, weightShape] of Object.entries(weights)) {
    const positive = kind.includes('variance') || kind === 'gamma';
    const data = uniform(name + '/' + kind, size(weightShape), positive ? 0.5 : -1, positive ? 1.5 : 1);
    read[kind] = new Tensor(weightShape, data);
    tensors[name + '/' + kind] = [weightShape, data];
  }
  const whole = [2, ...shape];
  const data = uniform(name + '/input', size(whole), -4, 4);
  const outputs = [0, 1].map((i) => compute(new Tensor(shape, data.slice(i * size(shape), (i + 1) * size(shape))), read));
  tensors[name + '/input'] = [whole, data];
  tensors[name + '/output'] = [[2, ...outputs[0].shape], Float32Array.from([...outputs[0].data, ...outputs[1].data])];
}
const bytes = writeSafetensors('../resources/tfjs/hand.safetensors', tensors, {});
console.log(Object.keys(cases).length + ' cases by hand, ' + bytes + ' bytes');
