package io.fovea.cli.export;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.weights.KerasWeights;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.Manifest;
import io.fovea.registry.ModelRegistry;
import io.fovea.registry.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A version's network in a form that other programs read: the trainer's own files, and Keras' HDF5 made of them. */
public final class VersionExport {
    private static final String ONNX = "model.onnx"; // both names are those of the trainer's ArtefactFiles
    private static final String WEIGHTS = "weights.safetensors";
    private static final String KERAS_3 = ".weights.h5";
    private static final Set<String> OTHER_FORMS = Set.of(ONNX, WEIGHTS);

    private final String name;
    private final Path artefact;
    private final Manifest manifest;

    private VersionExport(String name, Path artefact, Manifest manifest) {
        this.name = name;
        this.artefact = artefact;
        this.manifest = manifest;
    }

    /**
     * The version as it was published, each file checked.
     *
     * @throws io.fovea.registry.ArtefactException when a file is missing, added or different
     */
    public static VersionExport of(ModelRegistry registry, ModelVersion version) {
        return new VersionExport(
                version.getModel() + "/" + version.getVersion(), registry.fetch(version), registry.manifest(version));
    }

    /** Model and version: {@code digits/1}. */
    public String name() {
        return name;
    }

    /** What is known of the version. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * Writes all of it or nothing.
     *
     * @param force whether what is there is replaced
     * @throws CommandFailure when something is there that may not be replaced, or the version has no such form
     */
    public List<ExportedFile> write(Form form, Path out, boolean force) throws IOException {
        Destination destination = new Destination(out, force);
        String as = String.valueOf(out.getFileName());
        List<ExportedFile> written = new ArrayList<>();
        switch (form) {
            case ONNX -> destination.file(part -> written.add(copied(kept(ONNX), part, as)));
            case SAFETENSORS -> destination.file(part -> written.add(copied(kept(WEIGHTS), part, as)));
            case HDF5 -> destination.file(part -> written.add(hdf5(part, as)));
            case SAVEDMODEL -> destination.savedModel(part -> savedModel(part, written));
        }
        return written;
    }

    /** @throws CommandFailure when the version is from before there were such files */
    private String kept(String file) {
        if (!manifest.files().containsKey(file)) {
            throw new CommandFailure(
                    "%s has no %s: it was trained by a Fovea that wrote none. Train it again, or export it as savedmodel."
                            .formatted(name, file));
        }
        return file;
    }

    private void savedModel(Path folder, List<ExportedFile> written) throws IOException {
        Files.createDirectories(
                folder.resolve("variables")); // TensorFlow writes it, also where a frozen graph leaves it empty
        for (String file : manifest.files().keySet()) {
            if (!OTHER_FORMS.contains(file)) {
                Path to = folder.resolve(file);
                Files.createDirectories(to.getParent());
                written.add(copied(file, to, file));
            }
        }
    }

    /** Keras 3's layout under a name that ends with .weights.h5, else Keras 2's, as Keras itself goes by the name. */
    private ExportedFile hdf5(Path part, String as) throws IOException {
        Path made = part.resolveSibling(part.getFileName() + (as.endsWith(KERAS_3) ? KERAS_3 : ".h5"));
        try {
            KerasWeights.convert(artefact.resolve(kept(WEIGHTS)), made);
            copy(made, part);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("%s of %s: %s".formatted(WEIGHTS, name, e.getMessage()), e);
        } finally {
            Files.deleteIfExists(made);
        }
        return new ExportedFile(as, Files.size(part), Sha256.of(part));
    }

    private ExportedFile copied(String file, Path to, String as) throws IOException {
        copy(artefact.resolve(file), to);
        String sha256 = Sha256.of(to);
        if (!sha256.equals(manifest.files().get(file))) {
            throw new CommandFailure("%s of %s changed while it was copied.".formatted(file, name));
        }
        return new ExportedFile(as, Files.size(to), sha256);
    }

    /** The content alone: a new file has the rights that this user's files have. */
    private static void copy(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            in.transferTo(Channels.newOutputStream(out));
            out.force(true);
        }
    }
}
