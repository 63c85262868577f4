package io.fovea.cnn.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A NodeProto of ONNX: fields 1 input, 2 output, 3 name, 4 op_type, 5 attribute; of an attribute 1 name, 3 integer, 5 tensor.
 *
 * @param integers attributes that are one integer, by name
 * @param value the tensor of a Constant
 */
record OnnxNode(
        String type,
        List<String> inputs,
        List<String> outputs,
        Map<String, Long> integers,
        Optional<OnnxTensor> value) {
    static OnnxNode parse(CodedInputStream in) throws IOException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>();
        String type = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> inputs.add(in.readString());
                case 2 -> outputs.add(in.readString());
                case 4 -> type = in.readString();
                case 5 -> Protobuf.nested(in, () -> attributes.add(Attribute.parse(in)));
                default -> in.skipField(tag);
            }
        }
        Map<String, Long> integers = new HashMap<>();
        attributes.forEach(attribute -> integers.put(attribute.name(), attribute.integer()));
        return new OnnxNode(
                type,
                inputs,
                outputs,
                integers,
                attributes.stream()
                        .flatMap(attribute -> attribute.tensor().stream())
                        .findFirst());
    }

    /** An input's name; empty where it is left out. */
    String input(int number) {
        return number < inputs.size() ? inputs.get(number) : "";
    }

    long integer(String name, long otherwise) {
        return integers.getOrDefault(name, otherwise);
    }

    private record Attribute(String name, long integer, Optional<OnnxTensor> tensor) {
        private static Attribute parse(CodedInputStream in) throws IOException {
            String name = "";
            long integer = 0;
            List<OnnxTensor> tensors = new ArrayList<>();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> name = in.readString();
                    case 3 -> integer = in.readInt64();
                    case 5 -> Protobuf.nested(in, () -> tensors.add(OnnxTensor.parse(in)));
                    default -> in.skipField(tag);
                }
            }
            return new Attribute(name, integer, tensors.stream().findFirst());
        }
    }
}
