//! How large everything may be.

/// The longest record: content with its header.
pub const RECORD_BYTES_MAX: u32 = 64 << 20;

/// The longest header: what the two bytes of a length in an entry bundle can say.
pub const HEADER_BYTES_MAX: u32 = 65_535;

/// The most records of one append.
pub const BATCH_RECORDS_MAX: usize = 65_536;

/// The most bytes of one append, and of appends that share one sync.
pub const BATCH_BYTES_MAX: u64 = 128 << 20;

/// A segment file is followed by the next before it grows beyond this.
pub const SEGMENT_BYTES_MAX: u64 = 256 << 20;

/// Open segment files kept for reading.
pub(super) const OPEN_SEGMENTS_MAX: usize = 256;

/// Bytes gathered before a write, and read at once.
pub(super) const CHUNK_BYTES: usize = 1 << 20;
