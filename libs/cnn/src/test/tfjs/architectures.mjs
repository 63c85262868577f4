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

const answers = {};
for (const [build, size] of [[mobilenet, 64], [mobilenetv2, 64], [resnet50, 64], [densenet121, 64], [inceptionv3, 96]]) {
  const name = build.name;
  const shape = [size, size, 3];
  const input = tf.input({shape});
  const model = tf.model({inputs: input, outputs: build(input)});
  for (const w of model.weights) {
    w.write(tf.tensor(weight(w.originalName, w.shape), w.shape));
  }
  const fed = tf.tensor(uniform(name + '/input', size * size * 3, -1, 1), [1, ...shape]);
  answers[name] = {input: shape, parameters: model.countParams(), logits: Array.from(await model.predict(fed).data())};
  console.log(name, answers[name].parameters, answers[name].logits.slice(0, 3));
}
fs.writeFileSync('../resources/tfjs/architectures.json', JSON.stringify(answers, null, 1) + '\n');
