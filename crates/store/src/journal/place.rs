//! Where a record stands.

use crate::journal::little_endian::{u32_at, u64_at};

/// Where a record stands: small enough for every index to hold.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Place {
    /// First record of the segment file, which is the file's name.
    pub segment: u64,
    /// Byte in the file.
    pub offset: u64,
    /// Length of the record with everything that belongs to it.
    pub len: u32,
}

impl Place {
    /// Twenty bytes that read back with [`Place::from_bytes`].
    pub fn to_bytes(self) -> [u8; 20] {
        let mut bytes = [0; 20];
        let parts = self.segment.to_le_bytes().into_iter();
        let parts = parts.chain(self.offset.to_le_bytes()).chain(self.len.to_le_bytes());
        bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Reads what [`Place::to_bytes`] made; `None` unless it is twenty bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 20] = bytes.try_into().ok()?;
        Some(Self {
            segment: u64_at(bytes, 0)?,
            offset: u64_at(bytes, 8)?,
            len: u32_at(bytes, 16)?,
        })
    }

    pub(super) fn end(self) -> u64 {
        self.offset.saturating_add(u64::from(self.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back() {
        let place = Place { segment: 7, offset: 1 << 40, len: 99 };
        assert_eq!(Place::from_bytes(&place.to_bytes()), Some(place));
        assert_eq!(Place::from_bytes(&[0; 19]), None);
    }
}
