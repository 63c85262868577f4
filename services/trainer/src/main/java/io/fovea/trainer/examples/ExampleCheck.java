package io.fovea.trainer.examples;

import com.google.protobuf.ByteString;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Rejection.BackboneMismatch;
import io.fovea.messaging.Rejection.DatatypeMismatch;
import io.fovea.messaging.Rejection.MalformedTensor;
import io.fovea.messaging.Rejection.NotFinite;
import io.fovea.messaging.Rejection.SequenceTooLong;
import io.fovea.messaging.Rejection.ShapeMismatch;
import io.fovea.messaging.Rejection.UnknownLabel;
import io.fovea.pipeline.SequenceSpec;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.tensorcodec.Datatype;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.tensorcodec.TensorFormatException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Tells the examples that a network can learn from; one that it cannot would spoil its whole batch. */
public final class ExampleCheck {
    private static final String LABEL = "label";
    private static final String SEQUENCE = "sequence";

    private final NetworkInput expected;
    private final List<String> classes;
    private final Optional<SequenceSpec> sequence;

    /** Of examples with one class. */
    public ExampleCheck(NetworkInput expected, List<String> classes) {
        this(expected, classes, Optional.empty());
    }

    /** @param sequence where labels are sequences of classes */
    public ExampleCheck(NetworkInput expected, List<String> classes, Optional<SequenceSpec> sequence) {
        this.expected = expected;
        this.classes = classes;
        this.sequence = sequence;
    }

    /** @throws RejectedException when the example has a label and cannot be learned from */
    public LabelledExample check(Example example) {
        checkBackbone(example);
        List<Integer> label = sequence.map(
                        declared -> sequence(tensor(example.getLabelsList(), SEQUENCE), declared.longest()))
                .orElseGet(() -> List.of(label(tensor(example.getLabelsList(), LABEL))));
        ByteString input = input(tensor(example.getInputsList(), expected.name()));
        return new LabelledExample(example.getId(), example.getSplit(), label, input);
    }

    private void checkBackbone(Example example) {
        expected.backbone().ifPresent(backbone -> {
            if (!isBy(backbone, example.getBackbone())) {
                throw rejected(new BackboneMismatch(
                        backbone.id() + ":" + backbone.layer(),
                        example.getBackbone().getId() + ":"
                                + example.getBackbone().getLayer()));
            }
        });
    }

    private static boolean isBy(BackboneLineage expected, Backbone backbone) {
        return backbone.getId().equals(expected.id())
                && backbone.getLayer().equals(expected.layer())
                && backbone.getWeightsSha256().equals(expected.weightsSha256());
    }

    private static Tensor tensor(List<Tensor> tensors, String name) {
        Tensor found = tensors.stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> rejected(new MalformedTensor("There is no tensor '%s'; there are %s."
                        .formatted(name, tensors.stream().map(Tensor::getName).toList()))));
        try {
            return TensorCodec.check(found);
        } catch (TensorFormatException e) {
            throw rejected(new MalformedTensor(e.getMessage()));
        }
    }

    private List<Integer> sequence(Tensor tensor, int longest) {
        checkType(tensor, Datatype.INT64);
        if (tensor.getShapeCount() != 1 || tensor.getShape(0) == 0) {
            throw rejected(new ShapeMismatch(SEQUENCE, List.of((long) longest), tensor.getShapeList()));
        }
        if (tensor.getShape(0) > longest) {
            throw rejected(new SequenceTooLong(tensor.getShape(0), longest));
        }
        return LongStream.of(TensorCodec.toInt64(tensor))
                .mapToObj(this::checked)
                .toList();
    }

    private int label(Tensor tensor) {
        checkType(tensor, Datatype.INT64);
        if (tensor.getRawContents().size() != Long.BYTES) {
            throw rejected(new ShapeMismatch(LABEL, List.of(), tensor.getShapeList()));
        }
        return checked(TensorCodec.toInt64(tensor)[0]);
    }

    private int checked(long label) {
        if (label < 0 || label >= classes.size()) {
            throw rejected(new UnknownLabel(Long.toString(label), classes));
        }
        return (int) label;
    }

    private ByteString input(Tensor tensor) {
        checkType(tensor, expected.datatype());
        if (!tensor.getShapeList().equals(expected.shape())) {
            throw rejected(new ShapeMismatch(tensor.getName(), expected.shape(), tensor.getShapeList()));
        }
        if (expected.datatype() == Datatype.FP32) {
            checkFinite(tensor);
        }
        return tensor.getRawContents();
    }

    private static void checkType(Tensor tensor, Datatype datatype) {
        if (!tensor.getDatatype().equals(datatype.name())) {
            throw rejected(new DatatypeMismatch(tensor.getName(), datatype.name(), tensor.getDatatype()));
        }
    }

    private static void checkFinite(Tensor tensor) {
        for (float element : TensorCodec.toFloat32(tensor)) {
            if (!Float.isFinite(element)) {
                throw rejected(new NotFinite(tensor.getName()));
            }
        }
    }

    private static RejectedException rejected(Rejection rejection) {
        return new RejectedException(rejection);
    }
}
