package io.fovea.cnn.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Runs SavedModels in a JVM that has TensorFlow and nothing of Fovea: for each folder in the one named, every signature of {@code model} on
 * {@code in/NAME}, {@code ROWS} rows, to {@code out/SIGNATURE/NAME}.
 */
public final class BareTensorFlow {
    private BareTensorFlow() {}

    /** The folder, then the rows. */
    public static void main(String[] arguments) throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(arguments[0]))) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                answer(folder, Integer.parseInt(arguments[1]));
            }
        }
    }

    private static void answer(Path folder, int rows) throws IOException {
        try (SavedModelBundle bundle =
                SavedModelBundle.load(folder.resolve("model").toString(), "serve")) {
            for (Signature signature : bundle.signatures()) {
                answer(bundle.session(), signature, folder, rows);
            }
        }
    }

    private static void answer(Session session, Signature signature, Path folder, int rows) throws IOException {
        Path out = Files.createDirectories(folder.resolve("out").resolve(signature.key()));
        List<Tensor> fed = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (Map.Entry<String, Signature.TensorDescription> input :
                    signature.getInputs().entrySet()) {
                Path file = folder.resolve("in").resolve(input.getKey());
                if (Files.exists(file)) { // else what the model takes by itself
                    fed.add(read(file, input.getValue(), rows));
                    runner.feed(input.getValue().name, fed.get(fed.size() - 1));
                }
            }
            Map<String, Signature.TensorDescription> outputs = signature.getOutputs();
            List<String> tensors = outputs.values().stream() // a layer that does nothing gives what it was given
                    .map(output -> output.name)
                    .distinct()
                    .toList();
            tensors.forEach(runner::fetch);
            try (Result result = runner.run()) {
                for (String name : outputs.keySet()) {
                    Tensor output = result.get(tensors.indexOf(outputs.get(name).name));
                    write(out.resolve(name.replace('/', '_')), output);
                }
            }
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    private static Tensor read(Path file, Signature.TensorDescription input, int rows) throws IOException {
        Shape shape = input.shape.tail().prepend(rows);
        boolean pixels = input.dataType.name().equals("DT_UINT8");
        Tensor tensor = pixels ? Tensor.of(TUint8.class, shape) : Tensor.of(TFloat32.class, shape);
        tensor.asRawTensor().data().write(Files.readAllBytes(file));
        return tensor;
    }

    private static void write(Path file, Tensor tensor) throws IOException {
        byte[] contents = new byte[Math.toIntExact(tensor.numBytes())];
        tensor.asRawTensor().data().read(contents);
        Files.write(file, contents);
    }
}
