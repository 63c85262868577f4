package io.fovea.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** From a file's text to a pipeline: YAML, then the schema, then what spans several keys. */
final class PipelineFile {

    /** Room for 10,000 classes with names; more is not a pipeline. */
    static final int MAX_BYTES = 256 * 1024;

    private PipelineFile() {}

    static PipelineSpec read(Path file) {
        Problems problems = new Problems(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return parse(text(bytes, problems), file.toString());
        } catch (NoSuchFileException e) {
            throw problems.with(0, "there is no such file.");
        } catch (IOException e) {
            throw problems.with(0, "cannot be read: %s.".formatted(e.getMessage()));
        }
    }

    static PipelineSpec parse(String yaml, String source) {
        Problems problems = new Problems(source);
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        checkSize(bytes, problems);
        YamlTree tree = YamlReader.read(yaml, problems);
        SchemaCheck.check(tree, problems);
        MeaningCheck.check(tree, problems);
        problems.throwIfAny();
        return new SpecReader(tree).read(sha256(bytes), yaml);
    }

    private static String text(byte[] bytes, Problems problems) {
        checkSize(bytes, problems);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problems.with(0, "is not a text file in UTF-8.");
        }
    }

    private static void checkSize(byte[] bytes, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            throw problems.with(0, "is larger than %d KiB, the most a pipeline may have.".formatted(MAX_BYTES / 1024));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
