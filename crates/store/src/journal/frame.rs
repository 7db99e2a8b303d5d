//! How one record is laid out in a segment.
//!
//! ```text
//! frame_len u32 | header_len u32 | docket_len u32 | group_back u32 | crc32c u32
//! header | docket | salt 32 | content
//! ```
//! The checksum covers the four numbers, the header and the docket; the header holds a salted hash
//! of the content. `group_back` is the distance to the first record that shared this record's sync.
//! Records of one group were acknowledged together, so a record proves that every byte before
//! its group was durable: that is how damage is told from a torn write.

use model::{Commitment, Leaf};

use crate::journal::docket::{Docket, parts};
use crate::journal::limits::{HEADER_BYTES_MAX, RECORD_BYTES_MAX};
use crate::journal::little_endian::u32_at;
use crate::{Damage, Record};

/// The fixed numbers before a header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prefix {
    pub(super) frame_len: u32,
    pub(super) header_len: u32,
    pub(super) docket_len: u32,
    pub(super) group_back: u32,
}

impl Prefix {
    /// The prefix of a record; `None` if it would be longer than a record may be.
    pub(super) fn of(
        header: &[u8],
        docket: &[u8],
        content: &[u8],
        group_back: u64,
    ) -> Option<Self> {
        let margins = PREFIX_BYTES + header.len() + docket.len() + SALT_BYTES;
        let frame_len = margins + content.len();
        let prefix = Self {
            frame_len: u32::try_from(frame_len).ok()?,
            header_len: u32::try_from(header.len()).ok()?,
            docket_len: u32::try_from(docket.len()).ok()?,
            group_back: u32::try_from(group_back).ok()?,
        };
        prefix.fits().then_some(prefix)
    }

    /// Bytes of the frame of a record whose header, docket and content have so many; `None` if that
    /// is longer than a record may be.
    pub(super) fn frame_bytes_of(header_docket_and_content: usize) -> Option<u32> {
        let bytes = u32::try_from(PREFIX_BYTES + SALT_BYTES + header_docket_and_content).ok()?;
        (bytes <= RECORD_BYTES_MAX).then_some(bytes)
    }

    pub(super) fn encode(self, header: &[u8], docket: &[u8]) -> [u8; PREFIX_BYTES] {
        let mut bytes = [0; PREFIX_BYTES];
        let crc = crc32c::crc32c_append(self.crc(header), docket);
        let numbers = [self.frame_len, self.header_len, self.docket_len, self.group_back, crc];
        for (to, from) in bytes.chunks_exact_mut(4).zip(numbers) {
            to.copy_from_slice(&from.to_le_bytes());
        }
        bytes
    }

    /// Reads the numbers and what the checksum should be.
    pub(super) fn decode(bytes: &[u8]) -> Result<(Self, u32), Damage> {
        let number = |at| u32_at(bytes, at).ok_or(Damage::Short);
        let (frame_len, header_len) = (number(0)?, number(4)?);
        let (docket_len, group_back) = (number(8)?, number(12)?);
        let prefix = Self { frame_len, header_len, docket_len, group_back };
        let crc = number(16)?;
        if prefix.fits() { Ok((prefix, crc)) } else { Err(Damage::Lengths) }
    }

    fn fits(self) -> bool {
        self.frame_len <= RECORD_BYTES_MAX
            && self.header_len <= HEADER_BYTES_MAX
            && self.docket_len <= RECORD_BYTES_MAX
            && self.content_start() as u64 <= u64::from(self.frame_len)
    }

    fn crc(self, header: &[u8]) -> u32 {
        let mut crc = 0;
        for number in [self.frame_len, self.header_len, self.docket_len, self.group_back] {
            crc = crc32c::crc32c_append(crc, &number.to_le_bytes());
        }
        crc32c::crc32c_append(crc, header)
    }

    pub(super) fn frame_bytes(self) -> usize {
        self.frame_len as usize
    }

    fn header_end(self) -> usize {
        PREFIX_BYTES + self.header_len as usize
    }

    /// Behind the docket.
    pub(super) fn docket_end(self) -> usize {
        self.header_end() + self.docket_len as usize
    }

    fn content_start(self) -> usize {
        self.docket_end() + SALT_BYTES
    }
}

/// A record's numbers, header and docket, checked against the checksum.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) prefix: Prefix,
    pub(super) leaf: Leaf,
    pub(super) docket: Docket,
}

impl Header {
    /// Reads the beginning of a record.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let (prefix, crc) = Prefix::decode(bytes)?;
        let header = bytes.get(PREFIX_BYTES..prefix.header_end()).ok_or(Damage::Short)?;
        let docket = bytes.get(prefix.header_end()..prefix.docket_end()).ok_or(Damage::Short)?;
        if crc32c::crc32c_append(prefix.crc(header), docket) != crc {
            return Err(Damage::Checksum);
        }
        let docket = Docket::decode(docket)?;
        let leaf = Leaf::from_bytes(header)?;
        if leaf.to_bytes() != header {
            return Err(Damage::LeafSpelling);
        }
        Ok(Self { prefix, leaf, docket })
    }
}

/// A whole record in a buffer.
#[derive(Debug)]
pub(super) struct Frame<'b> {
    pub(super) leaf: Leaf,
    docket: Docket,
    salt: [u8; SALT_BYTES],
    content: &'b [u8],
}

impl<'b> Frame<'b> {
    /// Reads the whole record that begins with `header`, and checks its content unless erased.
    pub(super) fn decode(header: Header, bytes: &'b [u8]) -> Result<Self, Damage> {
        let Header { prefix, leaf, docket } = header;
        let part = |from, to| bytes.get(from..to).ok_or(Damage::Short);
        let salt = *part(prefix.docket_end(), prefix.content_start())?
            .first_chunk()
            .ok_or(Damage::Short)?;
        let content = part(prefix.content_start(), prefix.frame_bytes())?;
        let frame = Self { leaf, docket, salt, content };
        let committed = || {
            let parts = parts(content, &frame.docket.parts)?;
            Some(Commitment::of_parts(&salt, &parts))
        };
        if frame.erased() || committed() == Some(frame.leaf.commitment) {
            Ok(frame)
        } else {
            Err(Damage::Content)
        }
    }

    pub(super) fn into_record(self) -> Record {
        let content = (!self.erased()).then(|| self.content.to_vec());
        let Docket { tags, parts, parties } = self.docket;
        Record { leaf: self.leaf, tags, parties, parts, salt: self.salt, content }
    }

    fn erased(&self) -> bool {
        self.salt == ERASED
    }
}

/// The salt of content that was erased.
pub(super) const ERASED: [u8; SALT_BYTES] = [0; SALT_BYTES];

/// Bytes before a header.
pub(super) const PREFIX_BYTES: usize = 20;

/// Bytes of a salt.
pub(super) const SALT_BYTES: usize = 32;
