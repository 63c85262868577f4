package io.fovea.pipeline;

import static io.fovea.pipeline.Told.HEAD;
import static io.fovea.pipeline.Told.MODEL;
import static io.fovea.pipeline.Told.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author is told, word for word. */
class PipelineProblemsTest {

    @Test
    void shouldNameUnknownKeyItsLineAndTheAllowedOnes() {
        // When
        List<String> problems = problems(HEAD + "model: {architectur: lenet5, architecture: lenet5, classes: 10}\n");

        // Then
        assertThat(problems)
                .containsExactly("digits.yaml:3: model.architectur: unknown key;"
                        + " allowed: architecture, backbone, head, classes, name. Maybe architecture?");
    }

    @Test
    void shouldSayEverythingAtOnce() {
        // When
        List<String> problems = problems("""
                pipeline: Digits
                input: {kind: video, channels: 2, size: [28, 28, 1]}
                transforms:
                  - rescal: [0, 1]
                model:
                  architecture: lenet6
                  classes: 1
                train:
                  optimizer: {sgd: {learningRate: -1, nesterov: true}}
                  batchsize: 32
                  epochs: "many"
                  earlyStopping: {}
                serve:
                  promote: {when: "acuracy > 0.97"}
                  batch: {max: 0}
                """);

        // Then
        assertThat(problems)
                .containsExactly(
                        "digits.yaml:1: pipeline: \"Digits\" is not allowed;"
                                + " allowed: 1 to 63 lower-case letters, digits and inner hyphens.",
                        "digits.yaml:2: input.kind: \"video\" is not allowed; allowed: image or bars.",
                        "digits.yaml:2: input.size: [28,28,1] is not allowed;"
                                + " allowed: [height, width], each a whole number from 1 to 4096.",
                        "digits.yaml:2: input.channels: 2 is not allowed;"
                                + " allowed: 1 for grey, 3 for colour, another number beside input.bands.",
                        "digits.yaml:4: transforms[0].rescal: unknown key; allowed: cropToBoxes, resize, centerCrop,"
                                + " greyscale, rescale, normalize, standardize. Maybe rescale?",
                        "digits.yaml:6: model.architecture: \"lenet6\" is not allowed; allowed: "
                                + "lenet5, ffnn, cifarcnn, mobilenetv2, resnet50 or another image classifier of those that ./fovea model summary knows. Maybe lenet5?",
                        "digits.yaml:7: model.classes: 1 is not allowed;"
                                + " allowed: a whole number from 2 to 100000, or a list of at least two names.",
                        "digits.yaml:9: train.optimizer.sgd.learningRate: -1 is not allowed;"
                                + " allowed: a number above 0, up to 100.",
                        "digits.yaml:9: train.optimizer.sgd.nesterov: true has no effect without momentum;"
                                + " allowed: momentum above 0.",
                        "digits.yaml:10: train.batchsize: unknown key; allowed: optimizer, clipGradients, weightDecay,"
                                + " ema, layerDecay, schedule, loss, classWeights, metrics, batchSize, epochs, earlyStopping, validationSplit, seed, stages. Maybe batchSize?",
                        "digits.yaml:11: train.epochs: \"many\" is not allowed;"
                                + " allowed: a whole number from 1 to 100000.",
                        "digits.yaml:12: train.earlyStopping.patience: is missing;"
                                + " allowed: a whole number from 1 to 100000.",
                        "digits.yaml:14: serve.promote.when: \"acuracy > 0.97\" names the metric \"acuracy\";"
                                + " allowed: accuracy, loss, val_accuracy, val_loss, test_accuracy, test_loss."
                                + " Maybe accuracy?",
                        "digits.yaml:15: serve.batch.max: 0 is not allowed; allowed: a whole number from 1 to 4096.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../other", "/etc", "scans/../../other", ".ssh", "scans/.hidden", "scans//a", "C:scans", "scans/"
            })
    void shouldRefuseAFolderThatIsNotBelowIngestionsOwn(String path) {
        // When
        List<String> problems = problems(
                "pipeline: digits\ninput: {channels: 1, size: [28, 28], folder: {path: \"%s\"}}\n".formatted(path)
                        + MODEL);

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(
                        "digits.yaml:2: input.folder.path: \"" + path + "\" is not allowed; allowed: a folder below");
    }

    @Test
    void shouldSayWhatIsMissing() {
        // When
        List<String> problems = problems("pipeline: p\n");

        // Then
        assertThat(problems)
                .containsExactly(
                        "digits.yaml:1: input: is missing;"
                                + " allowed: a mapping such as {kind: image, channels: 1, size: [28, 28]}.",
                        "digits.yaml:1: model: is missing; allowed: a mapping such as {architecture: lenet5, classes: 10}.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs: 5 | epochs: unknown key; allowed: pipeline, input, transforms, label, augment, model, train, serve."
                        + " Maybe train.epochs?",
                "augment: [{flop: true}] | augment[0].flop: unknown key; allowed: shift, flip, rotate, zoom, randomCrop, brightness,"
                        + " contrast, saturation, hue, cutout, mixup, cutmix. Maybe flip?",
                "augment: [{flip: true}] | augment[0].flip: true is not allowed; allowed: horizontal, vertical or both.",
                "augment: [{rotate: 200}] | augment[0].rotate: 200 is not allowed; allowed: degrees, a number above 0, up to 180.",
                "augment: [{randomCrop: {}}] | augment[0].randomCrop.padding: is missing; allowed: a whole number of pixels"
                        + " from 1 to 4096.",
                "augment: [{hue: 0.1}] | augment[0].hue: has no effect on grey pictures; allowed where input.channels is 3.",
                "transforms: [{standardize: {mean: [1], standardDeviation: []}}] | transforms[0].standardize.standardDeviation: [] is"
                        + " not allowed; allowed: a list of one number above 0, or of one for each channel.",
                "augment: [{cutmix: 1}, {shift: 0.1}] | augment[0].cutmix: mixes two pictures and stands before another step;"
                        + " allowed: last, and one of mixup and cutmix.",
                "augment: [{mixup: 2}] | augment[0].mixup: 2 is not allowed; allowed: a number from 0.05 to 1.",
                "transforms: [{rescale: [0, 1]}, {centerCrop: [8, 8]}] | transforms[1].centerCrop: stands behind a step on"
                        + " values; allowed: before rescale, normalize and standardize.",
                "transforms: [{rescale: [0, 1]}, {normalize: tf}] | transforms[1].normalize: stands beside another step on"
                        + " values; normalize does all of it by itself.",
                "transforms: [{normalize: caffe}] | transforms[0].normalize: caffe is for colour, and input.channels is not 3;"
                        + " allowed: tf or none.",
                "transforms: [{normalize: keras}] | transforms[0].normalize: \"keras\" is not allowed; allowed: architecture,"
                        + " caffe, tf, torch or none.",
                "transforms: [{standardize: perImage}, {rescale: [0, 1]}] | transforms[1].rescale: stands behind standardize;"
                        + " allowed: before it.",
                "transforms: [{standardize: {mean: [1, 2, 3], standardDeviation: [1]}}] | transforms[0].standardize.mean: has 3"
                        + " numbers; allowed: 1, or one for each of input.channels.",
                "transforms: [{standardize: each}] | transforms[0].standardize: \"each\" is not allowed; allowed: perImage, or a"
                        + " mapping such as {mean: [125.3, 123.0, 113.9], standardDeviation: [63.0, 62.1, 66.7]}.",
                "transforms: [{resize: {size: [8, 8], method: cubic}}] | transforms[0].resize.method: \"cubic\" is not allowed;"
                        + " allowed: bilinear, bicubic or area. Maybe bicubic?",
                "transforms: [{greyscale: {}}, {cropToBoxes: {}}] | transforms[1].cropToBoxes: is not the first step, and boxes"
                        + " are in pixels of the picture as it came; allowed: first.",
                "augment: [{shift: 0.9}] | augment[0].shift: 0.9 is not allowed; allowed: a number above 0, up to 0.5.",
                "augment: {shift: 0.1} | augment: {\"shift\":0.1} is not allowed; allowed: a list such as [{shift: 0.1}].",
                "train: {optimizer: adam} | train.optimizer: \"adam\" is not allowed; allowed: a mapping with one key of:"
                        + " sgd, rmsprop, adam, adamw, adagrad, nadam, such as {adam: {learningRate: 0.001}}.",
                "train: {optimizer: {sgd: {}, adam: {}}} | train.optimizer: {\"sgd\":{},\"adam\":{}} is not allowed;"
                        + " allowed: a mapping with one key of: sgd, rmsprop, adam, adamw, adagrad, nadam, such as {adam: {learningRate: 0.001}}.",
                "train: {optimizer: {adamw: {weightDecay: 2}}} | train.optimizer.adamw.weightDecay: 2 is not allowed; allowed:"
                        + " a number from 0 to 1.",
                "train: {clipGradients: {globalNorm: 0}} | train.clipGradients.globalNorm: 0 is not allowed; allowed: a number above 0,"
                        + " up to 1000000.",
                "train: {clipGradients: {value: 1, norm: 1}} | train.clipGradients: {\"value\":1,\"norm\":1} is not allowed; allowed:"
                        + " a mapping with one key of: value, norm, globalNorm, such as {globalNorm: 1}.",
                "train: {weightDecay: -1} | train.weightDecay: -1 is not allowed; allowed: a number from 0 to 1.",
                "train: {weightDecay: 0.1, optimizer: {adamw: {}}} | train.weightDecay: stands beside adamw, which has its own; allowed:"
                        + " train.optimizer.adamw.weightDecay.",
                "train: {ema: {momentum: 1}} | train.ema.momentum: 1 is not allowed; allowed: a number from 0, below 1.",
                "train: {layerDecay: 0} | train.layerDecay: 0 is not allowed; allowed: a number above 0, up to 1.",
                "train: {metrics: [f1]} | train.metrics[0]: \"f1\" is not allowed; allowed: auc, precision, recall, f1_score, or"
                        + " top_2_accuracy to top_10_accuracy.",
                "train: {metrics: [auc, auc]} | train.metrics[1]: auc stands twice.",
                "train: {metrics: [top_10_accuracy]} | train.metrics[0]: top_10_accuracy is always 1 with 10 classes; allowed: fewer than"
                        + " the classes.",
                "train: {earlyStopping: {patience: 1, minDelta: -1}} | train.earlyStopping.minDelta: -1 is not allowed; allowed: a number"
                        + " from 0 to 1000.",
                "train: {metrics: [auc], earlyStopping: {patience: 1, monitor: val_recall}} | train.earlyStopping.monitor: \"val_recall\""
                        + " is not allowed; allowed: val_loss, val_accuracy, val_auc, or another metric that train.metrics names.",
                "train: {classWeights: even} | train.classWeights: \"even\" is not allowed; allowed: balanced, or a mapping from classes"
                        + " to numbers from 0 to 1000000, such as {cat: 1, lynx: 20}.",
                "train: {classWeights: {1: -2}} | train.classWeights.1: -2 is not allowed; allowed: a number from 0 to 1000000.",
                "train: {classWeights: {12: 2}} | train.classWeights.12: there is no such class; allowed: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9."
                        + " Maybe 1?",
                "serve: {promote: {when: 'auc > 0.9'}} | serve.promote.when: names auc, which is not known of this pipeline; allowed: a"
                        + " metric that train.metrics names, or accuracy, loss, val_accuracy, val_loss, test_accuracy, test_loss.",
                "serve: {promote: {when: accuracy > 0.9 and test_f1_score > 0.8}} | serve.promote.when: names test_f1_score, which is not known"
                        + " of this pipeline; allowed: a metric that train.metrics names, or accuracy, loss, val_accuracy, val_loss,"
                        + " test_accuracy, test_loss.",
                "train: | train: an empty value is not allowed; allowed: a mapping such as"
                        + " {optimizer: {adam: {}}, batchSize: 64, epochs: 10}.",
                "train: {schedule: {linear: {}}} | train.schedule.linear: unknown key; allowed: step, cosine, oneCycle,"
                        + " reduceOnPlateau.",
                "train: {schedule: {step: {everyEpochs: 3, factor: 1}}} | train.schedule.step.factor: 1 is not allowed;"
                        + " allowed: a number above 0, below 1.",
                "train: {epochs: 3, schedule: {cosine: {warmUpEpochs: 3}}} | train.schedule.cosine.warmUpEpochs: 3 is not"
                        + " allowed where train.epochs is 3; allowed: fewer.",
                "train: {loss: {labelSmoothing: 1}} | train.loss.labelSmoothing: 1 is not allowed; allowed: a number from 0,"
                        + " below 1.",
                "train: {epochs: 1.5} | train.epochs: 1.5 is not allowed; allowed: a whole number from 1 to 100000.",
                "train: {seed: 9223372036854775808} | train.seed: 9223372036854775808 is not allowed;"
                        + " allowed: a whole number of at most 64 bits.",
                "transforms: [{rescale: [0, 1e400]}] | transforms[0].rescale[1]: 1e400 is too large a number.",
                "transforms: [{rescale: [0, .nan]}] | transforms[0].rescale[1]: \".nan\" is not allowed; allowed: a number.",
                "transforms: [{rescale: [1, 0]}] | transforms[0].rescale: [1,0] is not allowed; allowed: low below high.",
                "transforms: [{rescale: [0, 1]}, {rescale: [0, 1]}] | transforms[1].rescale: stands a second time;"
                        + " pixels are rescaled once.",
                "serve: {promote: {when: accuracy > 97}} | serve.promote.when: \"accuracy > 97\" compares an accuracy,"
                        + " which is from 0 to 1, with 97.0. Maybe 0.97?",
                "serve: {promote: {when: good}} | serve.promote.when: \"good\" is not a rule; allowed: a metric,"
                        + " one of > >= < <=, and a number, such as \"accuracy > 0.97\"; several with and"
                        + " between them.",
                "train: !mine {} | train: the tag !mine has no meaning here; leave it out.",
                "train: {epochs: !!str 5} | train.epochs: \"5\" is not allowed; allowed: a whole number from 1 to 100000.",
                "train: !!java.util.Date {} | is not valid YAML here: Global tag is not allowed:"
                        + " tag:yaml.org,2002:java.util.Date.",
                "pipeline: q | pipeline: stands twice, first in line 1.",
            })
    void shouldSayWhatIsWrong(String line, String expected) {
        // When
        List<String> problems = problems(HEAD + MODEL + line + "\n");

        // Then
        assertThat(problems).containsExactly("digits.yaml:4: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{classes: 10} | model: has neither architecture nor backbone; allowed: exactly one of the two.",
                "{architecture: lenet5, backbone: {model: b, layer: fc6}, classes: 10} | model.backbone:"
                        + " stands beside architecture; allowed: one of the two.",
                "{architecture: lenet5, head: [{dropout: 0.5}], classes: 10} | model.head:"
                        + " has no effect without a backbone, on whose features a head learns.",
                "{backbone: {model: b, layer: fc6, version: Live}, classes: 10} | model.backbone.version:"
                        + " \"Live\" is not allowed; allowed: a version such as 3, or an alias such as live.",
                "{backbone: {model: b}, classes: 10} | model.backbone.layer: is missing;"
                        + " allowed: a layer's name, such as fc6.",
                "{backbone: {model: b, layer: fc6}, head: [{dense: {units: 8, activation: rely}}], classes: 10} |"
                        + " model.head[0].dense.activation: \"rely\" is not allowed;"
                        + " allowed: linear, relu, tanh or sigmoid. Maybe relu?",
                "{architecture: lenet5, classes: [cat, dog, cat]} | model.classes[2]: cat is not allowed:"
                        + " model.classes[0] has the same name.",
                "{architecture: lenet5, classes: [cat, {dog: 1}]} | model.classes[1]: {\"dog\":1} is not allowed;"
                        + " allowed: a name of 1 to 200 characters.",
            })
    void shouldSayWhatIsWrongWithTheModel(String model, String expected) {
        // When
        List<String> problems = problems(HEAD + "model: " + model + "\n");

        // Then
        assertThat(problems).containsExactly("digits.yaml:3: " + expected);
    }

    @Test
    void shouldKeepWhatItQuotesShort() {
        // Given
        String key = "k".repeat(5_000);

        // When
        List<String> problems = problems(HEAD + MODEL + "? \"" + key + "\"\n: 1\n");

        // Then
        assertThat(problems).singleElement().asString().hasSizeLessThan(300).contains("kkk...");
    }
}
