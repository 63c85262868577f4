package io.fovea.datasets.tree;

/**
 * One file of a tree.
 *
 * @param name its path below the tree's root, with forward slashes
 * @param bytes its content up to a limit; empty where it cannot be read; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // images are large and are not copied
public record TreeFile(String name, byte[] bytes) {}
