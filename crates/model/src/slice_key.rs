//! Keys by which a party recognises the entries that concern it, and nobody else can.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::Party;

/// A party's mark on one entry: to everybody without its slice key sixteen random bytes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Tag(pub [u8; TAG_BYTES]);

/// What a party holds to recognise its entries. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct SliceKey {
    bytes: [u8; 32],
    /// Keyed once, since a party has many entries.
    hmac: Hmac<Sha256>,
}

impl SliceKey {
    /// A key that was handed over.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        // A key of 32 bytes goes into HMAC's block as it is, padded with zeros.
        let mut block = [0; 64];
        block.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        Self { bytes, hmac: <Hmac<Sha256> as hmac::digest::KeyInit>::new(&block.into()) }
    }

    /// Lower-case hexadecimal, 64 characters. Whoever has it recognises the party's entries.
    pub fn hex(&self) -> String {
        hex::encode(self.bytes)
    }

    /// Reads what [`SliceKey::hex`] prints.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).ok()?;
        Some(Self::from_bytes(bytes))
    }

    /// The party's tag of the entry with a number.
    pub fn tag(&self, seq: u64) -> Tag {
        Tag::cut(self.mac(TAG, &[&seq.to_be_bytes()]))
    }

    /// Where the party stands in the map of slices.
    pub fn map_index(&self) -> [u8; 32] {
        self.mac(MAP_INDEX, &[])
    }

    /// What the map of slices holds for a slice of so many entries with this root.
    pub fn map_value(&self, size: u64, root: &[u8; 32]) -> [u8; 32] {
        self.mac(MAP_VALUE, &[&size.to_be_bytes(), root])
    }

    /// The `nth` tag of an entry that is nobody's.
    pub(crate) fn filler(&self, seq: u64, nth: u32) -> Tag {
        Tag::cut(self.mac(FILLER, &[&seq.to_be_bytes(), &nth.to_be_bytes()]))
    }

    fn mac(&self, label: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let mut hmac = self.hmac.clone();
        hmac.update(label);
        parts.iter().for_each(|part| hmac.update(part));
        hmac.finalize().into_bytes().into()
    }
}

impl Tag {
    fn cut(mac: [u8; 32]) -> Self {
        let mut tag = [0; TAG_BYTES];
        tag.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
        Self(tag)
    }
}

impl PartialEq for SliceKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for SliceKey {}

impl fmt::Debug for SliceKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SliceKey(..)")
    }
}

/// The slice keys of all parties, which follow from one secret.
pub struct SliceKeys {
    secret: SliceKey,
    filler: SliceKey,
    known: Mutex<HashMap<Party, SliceKey>>,
}

impl SliceKeys {
    /// The keys that follow from 32 random bytes.
    pub fn of(secret: [u8; 32]) -> Self {
        let secret = SliceKey::from_bytes(secret);
        let filler = SliceKey::from_bytes(secret.mac(KEY, &[]));
        Self { secret, filler, known: Mutex::default() }
    }

    /// A party's key.
    pub fn key(&self, party: &Party) -> SliceKey {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known.get(party) {
            return key.clone();
        }
        let key = SliceKey::from_bytes(self.secret.mac(KEY, &[party.text().as_bytes()]));
        known.insert(party.clone(), key.clone());
        key
    }

    /// The key of tags that are nobody's.
    pub(crate) fn filler(&self) -> SliceKey {
        self.filler.clone()
    }
}

impl fmt::Debug for SliceKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SliceKeys(..)")
    }
}

/// Bytes of a tag.
pub const TAG_BYTES: usize = 16;

/// What each use of a key is told apart by.
const KEY: &[u8] = b"tearline.org/slice-key/1\n";
const TAG: &[u8] = b"tearline.org/tag/1\n";
const FILLER: &[u8] = b"tearline.org/filler/1\n";
const MAP_INDEX: &[u8] = b"tearline.org/map-index/1\n";
const MAP_VALUE: &[u8] = b"tearline.org/map-value/1\n";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AgencyId, RecipientId};

    #[test]
    fn an_agency_and_a_recipient_of_one_name_have_keys_of_their_own() {
        let keys = SliceKeys::of([1; 32]);
        let agency = keys.key(&Party::Organization(AgencyId::new("CIA").unwrap()));
        let recipient = keys.key(&Party::Recipient(RecipientId::new("CIA").unwrap()));
        assert_ne!(agency, recipient);
        assert_ne!(agency.tag(1), recipient.tag(1));
        assert_eq!(agency, keys.key(&Party::Organization(AgencyId::new("CIA").unwrap())));
        assert_ne!(agency.tag(1), agency.tag(2));
    }

    #[test]
    fn a_key_reads_back_and_is_never_shown() {
        let key = SliceKey::from_bytes([9; 32]);
        assert_eq!(SliceKey::parse(&format!("{}\n", key.hex())), Some(key.clone()));
        assert_eq!(SliceKey::parse("09"), None);
        assert_eq!(format!("{key:?}{:?}", SliceKeys::of([9; 32])), "SliceKey(..)SliceKeys(..)");
    }
}
