package io.fovea.pipeline;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML text within bounds: no tag is followed, no class is made, nesting and aliases are limited. */
final class YamlReader {

    private static final int MAX_DEPTH = 32;

    private YamlReader() {}

    static YamlTree read(String yaml, Problems problems) {
        Node root = compose(yaml, problems);
        if (root == null) {
            throw problems.with(0, "is empty; a pipeline has at least the keys pipeline, input and model.");
        }
        return new YamlConverter(problems).convert(root);
    }

    /** The tree of nodes as it stands in the text; null of an empty one. */
    static @Nullable Node compose(String yaml, Problems problems) {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setNestingDepthLimit(MAX_DEPTH);
        bounds.setMaxAliasesForCollections(MAX_DEPTH);
        try {
            return new Composer(new ParserImpl(new StreamReader(yaml), bounds), new CoreSchema(), bounds)
                    .getSingleNode();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw problems.with(line, "is not valid YAML here: %s.".formatted(e.getProblem()));
        } catch (ReaderException e) {
            long line = yaml.substring(0, Math.min(e.getPosition(), yaml.length()))
                    .lines()
                    .count();
            String character = "U+%04X".formatted(e.getCodePoint());
            throw problems.with(
                    (int) Math.max(1, line), "has the character %s, which YAML does not allow.".formatted(character));
        } catch (YAMLException e) {
            String message = String.valueOf(e.getMessage());
            throw problems.with(
                    0,
                    "is not valid YAML: %s."
                            .formatted(message.lines().findFirst().orElse("")));
        }
    }
}
