/** Published files from the network. Open {@link io.fovea.download.DownloadFolder} first. */
@NullMarked
package io.fovea.download;

import org.jspecify.annotations.NullMarked;
