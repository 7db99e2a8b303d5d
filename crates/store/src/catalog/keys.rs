//! The catalog's keys: one tree, a letter for each kind of row, so that a batch is atomic.

/// Makes keys.
pub(super) struct Key;

impl Key {
    pub(super) fn report(report: &str, version: u32) -> Vec<u8> {
        [&Self::report_prefix(report)[..], &version.to_be_bytes()].concat()
    }

    pub(super) fn report_prefix(report: &str) -> Vec<u8> {
        [b"r", report.as_bytes(), b"\0"].concat()
    }

    pub(super) fn reports() -> &'static [u8] {
        b"r"
    }

    pub(super) fn seq(seq: u64) -> Vec<u8> {
        [&b"s"[..], &seq.to_be_bytes()].concat()
    }

    pub(super) fn aside(digest: &[u8; 32]) -> Vec<u8> {
        [&b"q"[..], digest].concat()
    }

    pub(super) fn asides() -> &'static [u8] {
        b"q"
    }

    /// What became of a submission that was set aside.
    pub(super) fn set_aside(seq: u64) -> Vec<u8> {
        [&b"u"[..], &seq.to_be_bytes()].concat()
    }

    pub(super) fn all_set_aside() -> &'static [u8] {
        b"u"
    }

    pub(super) fn aside_id(id: &str) -> Vec<u8> {
        [b"t", id.as_bytes()].concat()
    }

    /// A file that a report was read from.
    pub(super) fn original(report: &str, seq: u64) -> Vec<u8> {
        [&Self::originals(report)[..], &seq.to_be_bytes()].concat()
    }

    pub(super) fn originals(report: &str) -> Vec<u8> {
        [b"o", report.as_bytes(), b"\0"].concat()
    }

    /// That a file is kept, by its hash.
    pub(super) fn kept(sha256: &str) -> Vec<u8> {
        [b"k", sha256.as_bytes()].concat()
    }

    pub(super) fn audit(originator: &str, seq: u64, nth: u32) -> Vec<u8> {
        let prefix = Self::audit_prefix(originator);
        [&prefix[..], &seq.to_be_bytes(), &nth.to_be_bytes()].concat()
    }

    pub(super) fn audit_prefix(originator: &str) -> Vec<u8> {
        [b"a", originator.as_bytes(), b"\0"].concat()
    }

    /// All rows of an originator of one entry.
    pub(super) fn audit_entry(originator: &str, seq: u64) -> Vec<u8> {
        [&Self::audit_prefix(originator)[..], &seq.to_be_bytes()].concat()
    }

    /// That what an entry gave was given again by another.
    pub(super) fn again(entry: u64, seq: u64) -> Vec<u8> {
        [&Self::agains(entry)[..], &seq.to_be_bytes()].concat()
    }

    pub(super) fn agains(entry: u64) -> Vec<u8> {
        [&b"g"[..], &entry.to_be_bytes()].concat()
    }

    /// An event about a report, beside the audit row of its originator.
    pub(super) fn about(report: &str, seq: u64, nth: u32) -> Vec<u8> {
        [&Self::about_prefix(report)[..], &seq.to_be_bytes(), &nth.to_be_bytes()].concat()
    }

    pub(super) fn about_prefix(report: &str) -> Vec<u8> {
        [b"w", report.as_bytes(), b"\0"].concat()
    }

    /// A report that derives from another.
    pub(super) fn derived(source: &str, product: &str) -> Vec<u8> {
        [&Self::derived_prefix(source)[..], product.as_bytes()].concat()
    }

    pub(super) fn all_derived() -> &'static [u8] {
        b"d"
    }

    pub(super) fn derived_prefix(source: &str) -> Vec<u8> {
        [b"d", source.as_bytes(), b"\0"].concat()
    }

    pub(super) fn handling(at: usize) -> Vec<u8> {
        [&b"h"[..], &at.to_be_bytes()].concat()
    }

    pub(super) fn handlings() -> &'static [u8] {
        b"h"
    }

    pub(super) fn view(at: usize) -> Vec<u8> {
        [&b"v"[..], &at.to_be_bytes()].concat()
    }

    pub(super) fn views() -> &'static [u8] {
        b"v"
    }

    pub(super) fn act(seq: u64) -> Vec<u8> {
        [&b"x"[..], &seq.to_be_bytes()].concat()
    }

    pub(super) fn acts() -> &'static [u8] {
        b"x"
    }

    pub(super) fn shape(at: usize) -> Vec<u8> {
        [&b"c"[..], &at.to_be_bytes()].concat()
    }

    pub(super) fn shapes() -> &'static [u8] {
        b"c"
    }

    pub(super) fn meta(name: &str) -> Vec<u8> {
        [b"m", name.as_bytes()].concat()
    }
}

/// Reads a big-endian sequence number.
pub(super) fn seq_of(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.try_into().ok()?))
}

/// The version at the end of a report key.
pub(super) fn version_of(key: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(*key.last_chunk()?))
}

/// A report key without its version.
pub(super) fn without_version(key: &[u8]) -> &[u8] {
    key.split_last_chunk::<4>().map_or(key, |(report, _)| report)
}

/// The report of a report key without its version, `ORIGINATOR SERIAL`.
pub(super) fn cited(report: &[u8]) -> Option<&str> {
    std::str::from_utf8(report.strip_prefix(b"r")?.strip_suffix(b"\0")?).ok()
}

/// The sequence number and the position at the end of an event's key.
pub(super) fn place_of(key: &[u8]) -> Option<(u64, u32)> {
    let (rest, nth) = key.split_last_chunk::<4>()?;
    Some((u64::from_be_bytes(*rest.last_chunk()?), u32::from_be_bytes(*nth)))
}
