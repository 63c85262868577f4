package io.fovea.cli.client;

/** What became of an upload's records, in numbers. */
public abstract sealed class UploadCounts permits BarUpload, UploadReport {

    private long sent;
    private long accepted;
    private long duplicates;
    private long rejected;

    final void count(int records, IngestionAnswer answer) {
        sent += records;
        accepted += answer.accepted();
        duplicates += answer.duplicates();
        rejected += answer.rejected().size();
    }

    /** One that was refused before it was sent. */
    final void countRefused() {
        sent++;
        rejected++;
    }

    public long sent() {
        return sent;
    }

    /** Published by this upload. */
    public long accepted() {
        return accepted;
    }

    /** Already there, and no different. */
    public long duplicates() {
        return duplicates;
    }

    public long rejected() {
        return rejected;
    }
}
