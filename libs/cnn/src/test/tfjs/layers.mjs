import * as tf from '@tensorflow/tfjs';
import {uniform, weight} from './random.mjs';
import {writeSafetensors} from './safetensors.mjs';

await tf.setBackend('cpu');
const L = tf.layers;
const image = [7, 6, 2];
const sequence = [9, 2];
const one = (shape, layer) => [[shape], ([x]) => layer.apply(x)];
const two = (layer, ...shapes) => [shapes, (xs) => layer.apply(xs)];

const cases = {
  dense: one([5], L.dense({units: 3, activation: 'tanh'})),
  dense_of_image: one(image, L.dense({units: 3})),
  conv2d_valid: one(image, L.conv2d({filters: 3, kernelSize: 3})),
  conv2d_same: one(image, L.conv2d({filters: 3, kernelSize: [3, 2], padding: 'same', activation: 'relu'})),
  conv2d_strides: one(image, L.conv2d({filters: 3, kernelSize: 3, strides: 2})),
  conv2d_strides_same: one(image, L.conv2d({filters: 3, kernelSize: 3, strides: 2, padding: 'same', useBias: false})),
  conv2d_dilated: one(image, L.conv2d({filters: 3, kernelSize: 3, dilationRate: 2})),
  conv2d_dilated_same: one(image, L.conv2d({filters: 3, kernelSize: 3, dilationRate: 2, padding: 'same'})),
  conv2d_transpose: one(image, L.conv2dTranspose({filters: 3, kernelSize: 3})),
  conv2d_transpose_strides: one(image, L.conv2dTranspose({filters: 3, kernelSize: 3, strides: 2})),
  conv2d_transpose_same: one(image, L.conv2dTranspose({filters: 3, kernelSize: 3, strides: 2, padding: 'same'})),
  depthwise: one(image, L.depthwiseConv2d({kernelSize: 3})),
  depthwise_strides: one(image, L.depthwiseConv2d({kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2})),
  separable: one(image, L.separableConv2d({filters: 3, kernelSize: 3})),
  separable_strides: one(image, L.separableConv2d({filters: 3, kernelSize: 3, strides: 2, padding: 'same'})),
  conv1d: one(sequence, L.conv1d({filters: 3, kernelSize: 3})),
  conv1d_strides: one(sequence, L.conv1d({filters: 3, kernelSize: 4, strides: 2, padding: 'same'})),
  max_pooling2d: one(image, L.maxPooling2d({poolSize: 2})),
  max_pooling2d_same: one(image, L.maxPooling2d({poolSize: 3, strides: 2, padding: 'same'})),
  average_pooling2d: one(image, L.averagePooling2d({poolSize: 2, strides: 1})),
  average_pooling2d_same: one(image, L.averagePooling2d({poolSize: 3, strides: 2, padding: 'same'})),
  max_pooling1d: one(sequence, L.maxPooling1d({poolSize: 2})),
  average_pooling1d_same: one(sequence, L.averagePooling1d({poolSize: 3, strides: 2, padding: 'same'})),
  global_max2d: one(image, L.globalMaxPooling2d({})),
  global_average2d: one(image, L.globalAveragePooling2d({})),
  global_max1d: one(sequence, L.globalMaxPooling1d({})),
  global_average1d: one(sequence, L.globalAveragePooling1d({})),
  batch_normalization: one(image, L.batchNormalization({})),
  batch_normalization_dense: one([5], L.batchNormalization({epsilon: 0.1, scale: false})),
  batch_normalization_uncentred: one(sequence, L.batchNormalization({center: false})),
  layer_normalization: one(image, L.layerNormalization({})),
  flatten: one(image, L.flatten()),
  reshape: one(image, L.reshape({targetShape: [14, -1]})),
  permute: one(image, L.permute({dims: [3, 1, 2]})),
  zero_padding2d: one(image, L.zeroPadding2d({padding: [[1, 2], [0, 3]]})),
  cropping2d: one(image, L.cropping2D({cropping: [[1, 2], [0, 3]]})),
  up_sampling2d: one(image, L.upSampling2d({size: [2, 2]})),
  up_sampling2d_uneven: one(image, L.upSampling2d({size: [3, 1]})),
  conv1d_dilated: one(sequence, L.conv1d({filters: 3, kernelSize: 3, dilationRate: 2})),
  conv2d_transpose_uneven: one(image, L.conv2dTranspose({filters: 3, kernelSize: [2, 3], strides: [2, 1]})),
  depthwise_uneven: one(image, L.depthwiseConv2d({kernelSize: [3, 2], depthMultiplier: 2, activation: 'tanh'})),
  separable_uneven: one(image, L.separableConv2d({filters: 3, kernelSize: [2, 3]})),
  max_pooling2d_uneven: one(image, L.maxPooling2d({poolSize: [2, 3], strides: [1, 2]})),
  max_pooling1d_strides: one(sequence, L.maxPooling1d({poolSize: 3, strides: 2, padding: 'same'})),
  layer_normalization_axes: one(image, L.layerNormalization({axis: [1, 3], epsilon: 0.01})),
  layer_normalization_plain: one(image, L.layerNormalization({center: false, scale: false})),
  rescaling: one(image, L.rescaling({scale: 0.5, offset: -1})),
  dense_regularized: one([5], L.dense({units: 3, kernelRegularizer: tf.regularizers.l1l2({l1: 0.1, l2: 0.2}),
    biasRegularizer: 'l1l2', kernelConstraint: tf.constraints.maxNorm({maxValue: 2, axis: 0})})),
  gaussian_noise: one(image, L.gaussianNoise({stddev: 0.5})),
  dropout: one(image, L.dropout({rate: 0.5})),
  relu: one(image, L.reLU({})),
  relu_max: one(image, L.reLU({maxValue: 0.5})),
  leaky_relu: one(image, L.leakyReLU({alpha: 0.1})),
  softmax: one([5], L.softmax({})),
  add: two(L.add(), image, image),
  multiply: two(L.multiply(), image, image),
  average: two(L.average(), image, image),
  maximum: two(L.maximum(), image, image),
  concatenate: two(L.concatenate(), image, [7, 6, 3]),
  concatenate_axis1: two(L.concatenate({axis: 1}), image, [3, 6, 2]),
  shared: [[[4], [4]], ([a, b]) => {
    const layer = L.dense({units: 3});
    return L.add().apply([layer.apply(a), layer.apply(b)]);
  }],
};
for (const activation of ['linear', 'relu', 'relu6', 'elu', 'selu', 'gelu', 'swish', 'sigmoid', 'hardSigmoid', 'tanh', 'softplus', 'softmax']) {
  cases['activation_' + activation] = one([7], L.activation({activation}));
}

const tensors = {};
const metadata = {};
for (const [name, [shapes, build]] of Object.entries(cases)) {
  const inputs = shapes.map((shape, i) => tf.input({shape, name: name + '_input' + i}));
  const model = tf.model({inputs, outputs: build(inputs)});
  for (const w of model.weights) {
    const path = name + '/' + w.originalName;
    w.write(tf.tensor(weight(path, w.shape), w.shape));
    tensors[name + '/weights/' + w.originalName] = await w.read().data().then((data) => [w.shape, data]);
  }
  const fed = shapes.map((shape, i) => {
    const whole = [2, ...shape];
    const data = uniform(name + '/input' + i, whole.reduce((a, b) => a * b), -2, 2);
    tensors[name + '/input' + i] = [whole, data];
    return tf.tensor(data, whole);
  });
  const output = model.predict(fed);
  tensors[name + '/output'] = [output.shape, await output.data()];
  metadata[name] = JSON.stringify(model.toJSON(null, false));
}

const bytes = writeSafetensors('../resources/tfjs/layers.safetensors', tensors, metadata);
console.log(Object.keys(cases).length + ' cases, ' + bytes + ' bytes');
