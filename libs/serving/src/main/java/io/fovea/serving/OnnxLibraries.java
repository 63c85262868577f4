package io.fovea.serving;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.jboss.logging.Logger;

/**
 * ONNX Runtime's native libraries, unpacked once into JavaCPP's cache ({@code ~/.javacpp/cache}), where TensorFlow's are. ONNX
 * Runtime would unpack them, 20 MB, into a temporary folder at each start, and a process that is killed leaves that behind.
 *
 * @see <a href="https://github.com/microsoft/onnxruntime/issues/8003">onnxruntime#8003</a>
 */
final class OnnxLibraries {
    /** ONNX Runtime's system property for the folder that has them. */
    static final String PATH = "onnxruntime.native.path";

    private static final Logger LOG = Logger.getLogger(OnnxLibraries.class);
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");
    private static final Map<String, String> FOLDERS = Map.of(
            "linux-x86_64", "linux-x64",
            "linux-arm64", "linux-aarch64",
            "macosx-x86_64", "osx-x64",
            "macosx-arm64", "osx-aarch64",
            "windows-x86_64", "win-x64");

    private OnnxLibraries() {}

    /** Before ONNX Runtime's first class is loaded. Who has set {@link #PATH} is left alone, and so is an unknown platform. */
    static synchronized void unpackOnce() {
        String folder = FOLDERS.get(Loader.getPlatform());
        if (folder == null || System.getProperty(PATH) != null) {
            return;
        }
        try {
            System.setProperty(PATH, unpack(folder).getPath());
        } catch (IOException e) {
            LOG.warnf(
                    "ONNX Runtime's libraries go to a temporary folder, since JavaCPP's cache cannot have them: %s", e);
        }
    }

    private static File unpack(String folder) throws IOException {
        File unpacked = null;
        for (String library : LIBRARIES) {
            String name = "/ai/onnxruntime/native/%s/%s".formatted(folder, System.mapLibraryName(library));
            unpacked = Loader.cacheResource(OrtEnvironment.class, name);
            if (unpacked == null) {
                throw new IOException("there is no " + name + " on the class path");
            }
        }
        return unpacked.getParentFile();
    }
}
