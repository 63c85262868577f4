package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/**
 * A YAML file as JSON, and where its keys are.
 *
 * @param lines key, such as {@code model.classes[1]}, to line, from 1
 * @param written key of a scalar to its text as it stands in the file, so that a class named 007 stays one
 */
record YamlTree(JsonNode root, Map<String, Integer> lines, Map<String, String> written) {

    /** The value at a key such as {@code train.optimizer.sgd}; missing when there is none. */
    JsonNode at(String key) {
        JsonNode node = root;
        for (String name : key.split("\\.", -1)) {
            node = node == null ? MissingNode.getInstance() : node.path(name);
        }
        return node;
    }

    /** The key's line, or that of the nearest key around it. */
    int line(String key) {
        String place = key;
        while (!place.isEmpty() && !lines.containsKey(place)) {
            place = place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
        }
        return lines.getOrDefault(place, 1);
    }
}
