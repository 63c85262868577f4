package io.fovea.featureextractor.kept;

import com.google.protobuf.ByteString;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Manifest;
import io.fovea.registry.Sha256;
import io.fovea.serving.KeptOutputs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Features of labelled examples, kept below {@code fovea.storage} in {@code features/}, so that a second training on the same pictures
 * does not compute them again: in another pipeline, under another head, or ingested once more. Deleting the folder costs nothing but
 * that time (docs/adr/0020-pretrained-backbones-and-kept-features.md).
 */
public final class KeptFeatures {
    private final ArtefactStore store;
    private final MeterRegistry meters;
    private final Map<String, FeatureFolder> folders = new ConcurrentHashMap<>();

    public KeptFeatures(ArtefactStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    /** What is kept of this layer of this network. */
    public KeptOutputs of(String pipeline, Manifest network, String layer) {
        FeatureOf features = FeatureOf.of(network, layer);
        FeatureFolder folder = folders.computeIfAbsent(features.folder(), place -> new FeatureFolder(store, features));
        return new Kept(folder, counter(pipeline, "kept"), counter(pipeline, "computed"), new IdentityHashMap<>());
    }

    private Counter counter(String pipeline, String origin) {
        return meters.counter("fovea.feature-extractor.features", "pipeline", pipeline, "origin", origin);
    }

    /** For one batch: an input that is looked up is hashed once, also where its features are kept afterwards. */
    private record Kept(FeatureFolder folder, Counter found, Counter computed, Map<Tensor, ByteString> hashes)
            implements KeptOutputs {

        /** One that is predicted comes once; those to learn from come again. */
        @Override
        public boolean concerns(Example example) {
            return example.getLabelsCount() > 0;
        }

        @Override
        public Map<Tensor, ByteString> find(List<Tensor> inputs) {
            Map<Tensor, ByteString> kept = new IdentityHashMap<>(); // a tensor's own hash costs as much as a copy of it
            for (Tensor input : inputs) {
                folder.find(hash(input)).ifPresent(features -> kept.put(input, features));
            }
            found.increment(kept.size());
            return kept;
        }

        @Override
        public void keep(Map<Tensor, ByteString> outputs) {
            Map<ByteString, ByteString> features = new HashMap<>();
            outputs.forEach((input, output) -> features.put(hash(input), output));
            folder.add(features);
            computed.increment(outputs.size());
        }

        /** Of the pixels as the network is fed them: the picture's content and every transform in front are in it. */
        private ByteString hash(Tensor input) {
            return hashes.computeIfAbsent(input, Kept::sha256);
        }

        private static ByteString sha256(Tensor input) {
            MessageDigest sha256 = Sha256.digest();
            sha256.update(input.getRawContents().asReadOnlyByteBuffer());
            return ByteString.copyFrom(sha256.digest());
        }
    }
}
