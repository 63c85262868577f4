import * as tf from '@tensorflow/tfjs';
import fs from 'node:fs';
import {uniform, weight} from './random.mjs';

await tf.setBackend('cpu');
const L = tf.layers;
const classes = 10;

const conv = (filters, kernelSize, name, options = {}) => L.conv2d({filters, kernelSize, name, ...options});
const norm = (name, options = {}) => L.batchNormalization({name, ...options});
const relu = (name) => L.activation({activation: 'relu', name});
const relu6 = (name) => L.reLU({maxValue: 6, name});
const chain = (x, ...layers) => layers.reduce((value, layer) => layer.apply(value), x);
const pad = (size, name) => L.zeroPadding2d({padding: [[size, size], [size, size]], name});
const padEnd = (name) => L.zeroPadding2d({padding: [[0, 1], [0, 1]], name});
const pooled = (x) => chain(x, L.globalAveragePooling2d({name: 'avg_pool'}), L.dense({units: classes, name: 'predictions'}));

function mobilenet(input) {
  const filters = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024];
  const reducing = new Set([2, 4, 6, 12]);
  let x = chain(input, conv(32, 3, 'conv1', {strides: 2, padding: 'same', useBias: false}), norm('conv1_bn'), relu6('conv1_relu'));
  filters.forEach((count, i) => {
    const id = i + 1;
    const half = reducing.has(id);
    x = half ? padEnd('conv_pad_' + id).apply(x) : x;
    x = chain(x,
      L.depthwiseConv2d({kernelSize: 3, strides: half ? 2 : 1, padding: half ? 'valid' : 'same', useBias: false, name: 'conv_dw_' + id}),
      norm(`conv_dw_${id}_bn`), relu6(`conv_dw_${id}_relu`),
      conv(count, 1, 'conv_pw_' + id, {useBias: false}), norm(`conv_pw_${id}_bn`), relu6(`conv_pw_${id}_relu`));
  });
  return chain(x, L.globalAveragePooling2d({}), L.reshape({targetShape: [1, 1, 1024]}), conv(classes, 1, 'conv_preds'), L.flatten());
}

function mobilenetv2(input) {
  let x = chain(input, conv(32, 3, 'Conv1', {strides: 2, padding: 'same', useBias: false}), norm('bn_Conv1'), relu6('Conv1_relu'));
  const stages = [[16, 1, 1, 1], [24, 2, 6, 2], [32, 2, 6, 3], [64, 2, 6, 4], [96, 1, 6, 3], [160, 2, 6, 3], [320, 1, 6, 1]];
  let id = 0;
  for (const [filters, strides, expansion, repeats] of stages) {
    for (let i = 0; i < repeats; i++, id++) {
      const prefix = id === 0 ? 'expanded_conv_' : `block_${id}_`;
      const half = i === 0 && strides === 2;
      const before = x;
      const channels = x.shape[3];
      if (id > 0) {
        x = chain(x, conv(channels * expansion, 1, prefix + 'expand', {useBias: false}), norm(prefix + 'expand_BN'), relu6(prefix + 'expand_relu'));
      }
      x = half ? padEnd(prefix + 'pad').apply(x) : x;
      x = chain(x,
        L.depthwiseConv2d({kernelSize: 3, strides: half ? 2 : 1, padding: half ? 'valid' : 'same', useBias: false, name: prefix + 'depthwise'}),
        norm(prefix + 'depthwise_BN'), relu6(prefix + 'depthwise_relu'),
        conv(filters, 1, prefix + 'project', {useBias: false}), norm(prefix + 'project_BN'));
      x = !half && channels === filters ? L.add({name: prefix + 'add'}).apply([before, x]) : x;
    }
  }
  x = chain(x, conv(1280, 1, 'Conv_1', {useBias: false}), norm('Conv_1_bn'), relu6('out_relu'));
  return chain(x, L.globalAveragePooling2d({}), L.dense({units: classes, name: 'predictions'}));
}

function resnet50(input) {
  const epsilon = 1.001e-5;
  const bn = (name) => norm(name, {epsilon});
  let x = chain(input, pad(3, 'conv1_pad'), conv(64, 7, 'conv1_conv', {strides: 2}), bn('conv1_bn'), relu('conv1_relu'), pad(1, 'pool1_pad'),
    L.maxPooling2d({poolSize: 3, strides: 2, name: 'pool1_pool'}));
  [[64, 3, 1], [128, 4, 2], [256, 6, 2], [512, 3, 2]].forEach(([filters, blocks, stride], stack) => {
    for (let i = 1; i <= blocks; i++) {
      const name = `conv${stack + 2}_block${i}`;
      const strides = i === 1 ? stride : 1;
      const shortcut = i === 1 ? chain(x, conv(4 * filters, 1, name + '_0_conv', {strides}), bn(name + '_0_bn')) : x;
      const y = chain(x, conv(filters, 1, name + '_1_conv', {strides}), bn(name + '_1_bn'), relu(name + '_1_relu'),
        conv(filters, 3, name + '_2_conv', {padding: 'same'}), bn(name + '_2_bn'), relu(name + '_2_relu'),
        conv(4 * filters, 1, name + '_3_conv'), bn(name + '_3_bn'));
      x = chain(L.add({name: name + '_add'}).apply([shortcut, y]), relu(name + '_out'));
    }
  });
  return pooled(x);
}

function densenet121(input) {
  const epsilon = 1.001e-5;
  const bn = (name) => norm(name, {epsilon});
  let x = chain(input, pad(3), conv(64, 7, 'conv1_conv', {strides: 2, useBias: false}), bn('conv1_bn'), relu('conv1_relu'), pad(1),
    L.maxPooling2d({poolSize: 3, strides: 2, name: 'pool1'}));
  [6, 12, 24, 16].forEach((blocks, stack) => {
    for (let i = 1; i <= blocks; i++) {
      const name = `conv${stack + 2}_block${i}`;
      const y = chain(x, bn(name + '_0_bn'), relu(name + '_0_relu'), conv(128, 1, name + '_1_conv', {useBias: false}),
        bn(name + '_1_bn'), relu(name + '_1_relu'), conv(32, 3, name + '_2_conv', {padding: 'same', useBias: false}));
      x = L.concatenate({name: name + '_concat'}).apply([x, y]);
    }
    if (stack < 3) {
      const name = 'pool' + (stack + 2);
      x = chain(x, bn(name + '_bn'), relu(name + '_relu'), conv(x.shape[3] / 2, 1, name + '_conv', {useBias: false}),
        L.averagePooling2d({poolSize: 2, name: name + '_pool'}));
    }
  });
  return pooled(chain(x, bn('bn'), relu('relu')));
}

function inceptionv3(input) {
  let made = 0;
  const c = (x, filters, kernelSize, strides = 1, padding = 'same') => {
    const suffix = made++ === 0 ? '' : '_' + (made - 1);
    return chain(x, conv(filters, kernelSize, 'conv2d' + suffix, {strides, padding, useBias: false}),
      norm('batch_normalization' + suffix, {scale: false}), relu('activation' + suffix));
  };
  const largest = (x) => L.maxPooling2d({poolSize: 3, strides: 2}).apply(x);
  const mean = (x) => L.averagePooling2d({poolSize: 3, strides: 1, padding: 'same'}).apply(x);
  const join = (...branches) => L.concatenate({}).apply(branches);
  let x = c(input, 32, 3, 2, 'valid');
  x = c(x, 32, 3, 1, 'valid');
  x = largest(c(x, 64, 3));
  x = c(x, 80, 1, 1, 'valid');
  x = largest(c(x, 192, 3, 1, 'valid'));
  for (const poolFilters of [32, 64, 64]) {
    const a = c(x, 64, 1);
    const b = c(c(x, 48, 1), 64, 5);
    const d = c(c(c(x, 64, 1), 96, 3), 96, 3);
    x = join(a, b, d, c(mean(x), poolFilters, 1));
  }
  {
    const a = c(x, 384, 3, 2, 'valid');
    const b = c(c(c(x, 64, 1), 96, 3), 96, 3, 2, 'valid');
    x = join(a, b, largest(x));
  }
  for (const filters of [128, 160, 160, 192]) {
    const a = c(x, 192, 1);
    const b = c(c(c(x, filters, 1), filters, [1, 7]), 192, [7, 1]);
    const d = c(c(c(c(c(x, filters, 1), filters, [7, 1]), filters, [1, 7]), filters, [7, 1]), 192, [1, 7]);
    x = join(a, b, d, c(mean(x), 192, 1));
  }
  {
    const a = c(c(x, 192, 1), 320, 3, 2, 'valid');
    const b = c(c(c(c(x, 192, 1), 192, [1, 7]), 192, [7, 1]), 192, 3, 2, 'valid');
    x = join(a, b, largest(x));
  }
  for (let i = 0; i < 2; i++) {
    const a = c(x, 320, 1);
    const stem = c(x, 384, 1);
    const left = c(stem, 384, [1, 3]);
    const b = join(left, c(stem, 384, [3, 1]));
    const deep = c(c(x, 448, 1), 384, 3);
    const deepLeft = c(deep, 384, [1, 3]);
    const d = join(deepLeft, c(deep, 384, [3, 1]));
    x = join(a, b, d, c(mean(x), 192, 1));
  }
  return pooled(x);
}

/** Where a border of zeros makes a convolution of stride 2 without padding end at the last pixel. */
const padded = (x, kernelSize, name) => {
  const before = (n) => Math.floor(kernelSize / 2) - (n % 2 === 0 ? 1 : 0);
  const after = Math.floor(kernelSize / 2);
  return L.zeroPadding2d({padding: [[before(x.shape[1]), after], [before(x.shape[2]), after]], name}).apply(x);
};

/** A function as a layer; it has no weights. */
class Apply extends L.Layer {
  constructor(f, name) {
    super(name ? {name} : {});
    this.f = f;
    this.supportsMasking = true;
  }
  computeOutputShape(shape) {
    return Array.isArray(shape[0]) ? shape[0] : shape;
  }
  call(inputs) {
    return tf.tidy(() => this.f(...(Array.isArray(inputs) ? inputs : [inputs])));
  }
  static get className() {
    return 'Apply';
  }
}
const apply = (f) => new Apply(f);
const hardSigmoid = (x) => tf.relu6(x.add(3)).div(6);
const hardSwish = (x) => x.mul(hardSigmoid(x));
const swish = (name) => L.activation({activation: 'swish', name});
const divisible = (filters) => {
  const rounded = Math.max(8, Math.floor((filters + 4) / 8) * 8);
  return rounded < 0.9 * filters ? rounded + 8 : rounded;
};

function resnet50v2(input) {
  const epsilon = 1.001e-5;
  const bn = (name) => norm(name, {epsilon});
  let x = chain(input, pad(3, 'conv1_pad'), conv(64, 7, 'conv1_conv', {strides: 2}), pad(1, 'pool1_pad'),
    L.maxPooling2d({poolSize: 3, strides: 2, name: 'pool1_pool'}));
  [[64, 3, 2], [128, 4, 2], [256, 6, 2], [512, 3, 1]].forEach(([filters, blocks, last], stack) => {
    for (let i = 1; i <= blocks; i++) {
      const name = `conv${stack + 2}_block${i}`;
      const strides = i === blocks ? last : 1;
      const before = chain(x, bn(name + '_preact_bn'), relu(name + '_preact_relu'));
      const shortcut = i === 1 ? conv(4 * filters, 1, name + '_0_conv', {strides}).apply(before)
        : strides > 1 ? L.maxPooling2d({poolSize: 1, strides}).apply(x) : x;
      const y = chain(before, conv(filters, 1, name + '_1_conv', {useBias: false}), bn(name + '_1_bn'), relu(name + '_1_relu'),
        pad(1, name + '_2_pad'), conv(filters, 3, name + '_2_conv', {strides, useBias: false}), bn(name + '_2_bn'), relu(name + '_2_relu'),
        conv(4 * filters, 1, name + '_3_conv'));
      x = L.add({name: name + '_out'}).apply([shortcut, y]);
    }
  });
  return pooled(chain(x, bn('post_bn'), relu('post_relu')));
}

function xception(input) {
  let unnamed = 0;
  const separable = (filters, name) => L.separableConv2d({filters, kernelSize: 3, padding: 'same', useBias: false, name});
  const reducing = (x, name, first, second, active) => {
    const suffix = unnamed++ === 0 ? '' : '_' + (unnamed - 1);
    const shortcut = chain(x, conv(second, 1, 'conv2d' + suffix, {strides: 2, padding: 'same', useBias: false}), norm('batch_normalization' + suffix));
    const y = chain(active ? relu(name + '_sepconv1_act').apply(x) : x, separable(first, name + '_sepconv1'), norm(name + '_sepconv1_bn'),
      relu(name + '_sepconv2_act'), separable(second, name + '_sepconv2'), norm(name + '_sepconv2_bn'),
      L.maxPooling2d({poolSize: 3, strides: 2, padding: 'same'}));
    return L.add().apply([y, shortcut]);
  };
  let x = chain(input, conv(32, 3, 'block1_conv1', {strides: 2, useBias: false}), norm('block1_conv1_bn'), relu('block1_conv1_act'),
    conv(64, 3, 'block1_conv2', {useBias: false}), norm('block1_conv2_bn'), relu('block1_conv2_act'));
  x = reducing(x, 'block2', 128, 128, false);
  x = reducing(x, 'block3', 256, 256, true);
  x = reducing(x, 'block4', 728, 728, true);
  for (let block = 5; block <= 12; block++) {
    let y = x;
    for (let i = 1; i <= 3; i++) {
      const name = `block${block}_sepconv${i}`;
      y = chain(y, relu(name + '_act'), separable(728, name), norm(name + '_bn'));
    }
    x = L.add().apply([y, x]);
  }
  x = reducing(x, 'block13', 728, 1024, true);
  return pooled(chain(x, separable(1536, 'block14_sepconv1'), norm('block14_sepconv1_bn'), relu('block14_sepconv1_act'),
    separable(2048, 'block14_sepconv2'), norm('block14_sepconv2_bn'), relu('block14_sepconv2_act')));
}

function inceptionresnetv2(input) {
  let made = 0;
  const c = (x, filters, kernelSize, strides = 1, padding = 'same') => {
    const suffix = made++ === 0 ? '' : '_' + (made - 1);
    return chain(x, conv(filters, kernelSize, 'conv2d' + suffix, {strides, padding, useBias: false}),
      norm('batch_normalization' + suffix, {scale: false}), L.activation({activation: 'relu'}));
  };
  const largest = (x) => L.maxPooling2d({poolSize: 3, strides: 2}).apply(x);
  const join = (...branches) => L.concatenate({}).apply(branches);
  const block = (x, name, scale, active, ...branches) => {
    const up = conv(x.shape[3], 1, name + '_conv').apply(join(...branches));
    const sum = apply((a, b) => a.add(b.mul(scale))).apply([x, up]);
    return active ? L.activation({activation: 'relu'}).apply(sum) : sum;
  };
  let x = c(input, 32, 3, 2, 'valid');
  x = c(x, 32, 3, 1, 'valid');
  x = largest(c(x, 64, 3));
  x = c(x, 80, 1, 1, 'valid');
  x = largest(c(x, 192, 3, 1, 'valid'));
  {
    const a = c(x, 96, 1);
    const b = c(c(x, 48, 1), 64, 5);
    const d = c(c(c(x, 64, 1), 96, 3), 96, 3);
    x = join(a, b, d, c(L.averagePooling2d({poolSize: 3, strides: 1, padding: 'same'}).apply(x), 64, 1));
  }
  for (let i = 1; i <= 10; i++) {
    const a = c(x, 32, 1);
    const b = c(c(x, 32, 1), 32, 3);
    x = block(x, 'block35_' + i, 0.17, true, a, b, c(c(c(x, 32, 1), 48, 3), 64, 3));
  }
  {
    const a = c(x, 384, 3, 2, 'valid');
    x = join(a, c(c(c(x, 256, 1), 256, 3), 384, 3, 2, 'valid'), largest(x));
  }
  for (let i = 1; i <= 20; i++) {
    const a = c(x, 192, 1);
    x = block(x, 'block17_' + i, 0.1, true, a, c(c(c(x, 128, 1), 160, [1, 7]), 192, [7, 1]));
  }
  {
    const a = c(c(x, 256, 1), 384, 3, 2, 'valid');
    const b = c(c(x, 256, 1), 288, 3, 2, 'valid');
    x = join(a, b, c(c(c(x, 256, 1), 288, 3), 320, 3, 2, 'valid'), largest(x));
  }
  for (let i = 1; i <= 10; i++) {
    const a = c(x, 192, 1);
    x = block(x, 'block8_' + i, i === 10 ? 1 : 0.2, i < 10, a, c(c(c(x, 192, 1), 224, [1, 3]), 256, [3, 1]));
  }
  return pooled(chain(x, conv(1536, 1, 'conv_7b', {useBias: false}), norm('conv_7b_bn', {scale: false}), relu('conv_7b_ac')));
}

const mobilenetv3small = (width, minimalistic) => function mobilenetv3small(input) {
  const hard = (on) => (on && !minimalistic ? apply(hardSwish) : L.reLU({}));
  const bn = (name) => norm(name, {epsilon: 1e-3});
  const blocks = [[1, 16, 3, 2, 1, 0], [72 / 16, 24, 3, 2, 0, 0], [88 / 24, 24, 3, 1, 0, 0], [4, 40, 5, 2, 1, 1], [6, 40, 5, 1, 1, 1],
    [6, 40, 5, 1, 1, 1], [3, 48, 5, 1, 1, 1], [3, 48, 5, 1, 1, 1], [6, 96, 5, 2, 1, 1], [6, 96, 5, 1, 1, 1], [6, 96, 5, 1, 1, 1]];
  let x = chain(input, apply((pixels) => pixels.div(127.5).sub(1)), conv(16, 3, 'conv', {strides: 2, padding: 'same', useBias: false}),
    bn('conv_bn'), hard(true));
  blocks.forEach(([expansion, count, size, strides, excites, hardly], i) => {
    const prefix = i === 0 ? 'expanded_conv_' : `expanded_conv_${i}_`;
    const filters = divisible(count * width);
    const kernelSize = minimalistic ? 3 : size;
    const channels = x.shape[3];
    const expanded = divisible(channels * expansion);
    const before = x;
    x = i === 0 ? x : chain(x, conv(expanded, 1, prefix + 'expand', {useBias: false}), bn(prefix + 'expand_bn'), hard(hardly));
    x = strides === 2 ? padded(x, kernelSize, prefix + 'depthwise_pad') : x;
    x = chain(x, L.depthwiseConv2d({kernelSize, strides, padding: strides === 2 ? 'valid' : 'same', useBias: false, name: prefix + 'depthwise'}),
      bn(prefix + 'depthwise_bn'), hard(hardly));
    if (excites && !minimalistic) {
      const name = prefix + 'squeeze_excite_';
      const weighed = chain(x, L.globalAveragePooling2d({}), L.reshape({targetShape: [1, 1, expanded]}),
        conv(divisible(expanded / 4), 1, name + 'conv'), L.reLU({}), conv(expanded, 1, name + 'conv_1'), apply(hardSigmoid));
      x = apply((a, b) => a.mul(b)).apply([x, weighed]);
    }
    x = chain(x, conv(filters, 1, prefix + 'project', {useBias: false}), bn(prefix + 'project_bn'));
    x = strides === 1 && channels === filters ? L.add().apply([before, x]) : x;
  });
  x = chain(x, conv(divisible(x.shape[3] * 6), 1, 'conv_1', {useBias: false}), bn('conv_1_bn'), hard(true));
  return chain(x, L.globalAveragePooling2d({}), L.reshape({targetShape: [1, 1, x.shape[3]]}), conv(1024, 1, 'conv_2'), hard(true),
    conv(classes, 1, 'logits'), L.flatten());
};

const efficientnet = (width, depth) => function efficientnet(input) {
  const filters = (count) => divisible(count * width);
  const mean = weight('normalization/mean', [3]);
  const variance = weight('normalization/variance', [3]);
  const deviation = [0.229, 0.224, 0.225];
  const scaled = apply((pixels) => pixels.div(255).sub(tf.tensor(mean)).div(tf.sqrt(tf.tensor(variance))).div(tf.sqrt(tf.tensor(deviation))));
  let x = padded(scaled.apply(input), 3, 'stem_conv_pad');
  x = chain(x, conv(filters(32), 3, 'stem_conv', {strides: 2, useBias: false}), norm('stem_bn'), swish('stem_activation'));
  const stages = [[3, 1, 16, 1, 1], [3, 2, 24, 6, 2], [5, 2, 40, 6, 2], [3, 3, 80, 6, 2], [5, 3, 112, 6, 1], [5, 4, 192, 6, 2], [3, 1, 320, 6, 1]];
  stages.forEach(([kernelSize, repeats, count, expansion, stride], stage) => {
    for (let i = 0; i < Math.ceil(depth * repeats); i++) {
      const prefix = `block${stage + 1}${String.fromCharCode(97 + i)}_`;
      const strides = i === 0 ? stride : 1;
      const channels = x.shape[3];
      const expanded = channels * expansion;
      const before = x;
      x = expansion === 1 ? x
        : chain(x, conv(expanded, 1, prefix + 'expand_conv', {useBias: false}), norm(prefix + 'expand_bn'), swish(prefix + 'expand_activation'));
      x = strides === 2 ? padded(x, kernelSize, prefix + 'dwconv_pad') : x;
      x = chain(x, L.depthwiseConv2d({kernelSize, strides, padding: strides === 2 ? 'valid' : 'same', useBias: false, name: prefix + 'dwconv'}),
        norm(prefix + 'bn'), swish(prefix + 'activation'));
      const weighed = chain(x, L.globalAveragePooling2d({}), L.reshape({targetShape: [1, 1, expanded]}),
        conv(Math.max(1, Math.floor(channels / 4)), 1, prefix + 'se_reduce', {activation: 'swish'}),
        conv(expanded, 1, prefix + 'se_expand', {activation: 'sigmoid'}));
      x = apply((a, b) => a.mul(b)).apply([x, weighed]);
      x = chain(x, conv(filters(count), 1, prefix + 'project_conv', {useBias: false}), norm(prefix + 'project_bn'));
      x = strides === 1 && channels === filters(count) ? L.add({name: prefix + 'add'}).apply([x, before]) : x;
    }
  });
  return pooled(chain(x, conv(filters(1280), 1, 'top_conv', {useBias: false}), norm('top_bn'), swish('top_activation')));
};

const nasnet = (lastFilters, blocks, stemFilters, skips) => function nasnet(input) {
  const act = () => L.activation({activation: 'relu'});
  const bn = (name) => norm(name);
  const point = (filters, name) => conv(filters, 1, name, {useBias: false});
  const mean = (x) => L.averagePooling2d({poolSize: 3, strides: 1, padding: 'same'}).apply(x);
  const add = (a, b) => L.add().apply([a, b]);
  const separable = (x, filters, kernelSize, strides, id) => {
    const y = act().apply(x);
    const layer = (name, options) => L.separableConv2d({filters, kernelSize, useBias: false, name, ...options});
    return chain(strides === 2 ? padded(y, kernelSize, 'separable_conv_1_pad_' + id) : y,
      layer('separable_conv_1_' + id, {strides, padding: strides === 2 ? 'valid' : 'same'}), bn('separable_conv_1_bn_' + id), act(),
      layer('separable_conv_2_' + id, {padding: 'same'}), bn('separable_conv_2_bn_' + id));
  };
  const adjusted = (p, x, filters, id) => {
    if (!p) {
      return x;
    }
    if (p.shape[2] !== x.shape[2]) {
      const y = act().apply(p);
      const half = (z, i) => chain(z, L.averagePooling2d({poolSize: 1, strides: 2}), point(filters / 2, `adjust_conv_${i}_${id}`));
      const moved = chain(y, L.zeroPadding2d({padding: [[0, 1], [0, 1]]}), L.cropping2D({cropping: [[1, 0], [1, 0]]}));
      return bn('adjust_bn_' + id).apply(L.concatenate().apply([half(y, 1), half(moved, 2)]));
    }
    return p.shape[3] === filters ? p : chain(p, act(), point(filters, 'adjust_conv_projection_' + id), bn('adjust_bn_' + id));
  };
  const normal = ([x, before], filters, id) => {
    const p = adjusted(before, x, filters, id);
    const h = chain(x, act(), point(filters, 'normal_conv_1_' + id), bn('normal_bn_1_' + id));
    const one = add(separable(h, filters, 5, 1, 'normal_left1_' + id), separable(p, filters, 3, 1, 'normal_right1_' + id));
    const two = add(separable(p, filters, 5, 1, 'normal_left2_' + id), separable(p, filters, 3, 1, 'normal_right2_' + id));
    const three = add(mean(h), p);
    const four = add(mean(p), mean(p));
    const five = add(separable(h, filters, 3, 1, 'normal_left5_' + id), h);
    return [L.concatenate().apply([p, one, two, three, four, five]), x];
  };
  const reduction = ([x, before], filters, id) => {
    const p = adjusted(before, x, filters, id);
    const h = chain(x, act(), point(filters, 'reduction_conv_1_' + id), bn('reduction_bn_1_' + id));
    const h3 = padded(h, 3, 'reduction_pad_1_' + id);
    const largest = () => L.maxPooling2d({poolSize: 3, strides: 2}).apply(h3);
    const one = add(separable(h, filters, 5, 2, 'reduction_left1_' + id), separable(p, filters, 7, 2, 'reduction_right1_' + id));
    const two = add(largest(), separable(p, filters, 7, 2, 'reduction_right2_' + id));
    const three = add(L.averagePooling2d({poolSize: 3, strides: 2}).apply(h3), separable(p, filters, 5, 2, 'reduction_right3_' + id));
    const four = add(two, mean(one));
    const five = add(separable(one, filters, 3, 1, 'reduction_left4_' + id), largest());
    return [L.concatenate().apply([two, three, four, five]), x];
  };
  const filters = lastFilters / 24;
  let path = [chain(input, conv(stemFilters, 3, 'stem_conv1', {strides: 2, useBias: false}), bn('stem_bn1')), null];
  path = reduction(path, filters / 4, 'stem_1');
  path = reduction(path, filters / 2, 'stem_2');
  for (let stage = 0; stage < 3; stage++) {
    const wide = filters * 2 ** stage;
    if (stage > 0) {
      const [x, before] = reduction(path, wide, 'reduce_' + stage * blocks);
      path = [x, skips ? path[1] : before];
    }
    for (let i = 0; i < blocks; i++) {
      path = normal(path, wide, String(stage * blocks + (stage > 0 ? 1 : 0) + i));
    }
  }
  return chain(path[0], act(), L.globalAveragePooling2d({}), L.dense({units: classes, name: 'predictions'}));
};

const pixels = [0, 255];
const normalization = 3 + 3 + 1; // weights that are no layer's here
// what builds it, its size, what it is fed, weights beside the layers'
const networks = {
  mobilenet: [mobilenet, 64], mobilenetv2: [mobilenetv2, 64], resnet50: [resnet50, 64], densenet121: [densenet121, 64],
  inceptionv3: [inceptionv3, 96], resnet50v2: [resnet50v2, 64], xception: [xception, 71], inceptionresnetv2: [inceptionresnetv2, 75],
  mobilenetv3small: [mobilenetv3small(1, false), 64, pixels], 'mobilenetv3smallminimalistic_0.75': [mobilenetv3small(0.75, true), 64, pixels],
  efficientnetb0: [efficientnet(1, 1), 64, pixels, normalization], efficientnetb3: [efficientnet(1.2, 1.4), 33, pixels, normalization], nasnetmobile: [nasnet(1056, 4, 32, false), 63],
};
const answers = {};
for (const [name, [build, size, range = [-1, 1], more = 0]] of Object.entries(networks)) {
  const shape = [size, size, 3];
  const input = tf.input({shape});
  const model = tf.model({inputs: input, outputs: build(input)});
  for (const w of model.weights) {
    w.write(tf.tensor(weight(w.originalName, w.shape), w.shape));
  }
  const fed = tf.tensor(uniform(name + '/input', size * size * 3, ...range), [1, ...shape]);
  answers[name] = {input: shape, range, parameters: model.countParams() + more, logits: Array.from(await model.predict(fed).data())};
  console.log(name, answers[name].parameters, answers[name].logits.slice(0, 3));
}
fs.writeFileSync('../resources/tfjs/architectures.json', JSON.stringify(answers, null, 1) + '\n');
