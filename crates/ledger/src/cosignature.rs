//! Cosignatures: what a witness adds to a checkpoint that it found consistent.
//!
//! Source: C2SP `tlog-cosignature`, Ed25519, `cosignature/v1`. The signature is 8 bytes of Unix
//! time and 64 of Ed25519 over `cosignature/v1`, `time N` and the checkpoint's text.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, Signer as _, Verifier as _};
use signed_note::{Note, Verifier, VerifierList, key_id};

use crate::{Error, Result, SigningKey};

/// The public key of a witness.
#[derive(Clone)]
pub struct CosignatureKey {
    text: String,
    name: String,
    id: u32,
    key: ed25519_dalek::VerifyingKey,
}

/// A witness's statement that it saw the checkpoint as the latest, and when.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cosignature {
    /// The line of the note.
    pub line: String,
    /// Seconds of Unix time.
    pub at: u64,
}

impl CosignatureKey {
    /// Reads `name+id+key` whose algorithm is 4, cosignature/v1.
    ///
    /// # Errors
    /// [`Error::MalformedKey`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim_end_matches(['\n', '\r']);
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed("a part is missing".to_owned()));
        };
        let bytes =
            BASE64_STANDARD.decode(encoded).map_err(|error| malformed(error.to_string()))?;
        let key = match bytes.split_first() {
            Some((&COSIGNATURE_V1, key)) => key,
            Some((&ED25519, _)) => return Err(malformed(LOG_KEY.to_owned())),
            Some(_) | None => return Err(malformed("its algorithm is not cosignature/v1".into())),
        };
        let key: &[u8; 32] =
            key.try_into().map_err(|_| malformed("it does not have 32 bytes".to_owned()))?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(key)
            .map_err(|_| malformed("its bytes are no Ed25519 key".to_owned()))?;
        let found = Self::of(name, key)?;
        if format!("{:08x}", found.id) != id {
            return Err(malformed("its id does not match".to_owned()));
        }
        Ok(found)
    }

    /// The witness's key that goes with a signing key.
    ///
    /// # Errors
    /// [`Error::MalformedKey`] if the key's name cannot stand in a note.
    pub fn of_signing(key: &SigningKey) -> Result<Self> {
        Self::of(key.name(), key.secret().verifying_key())
    }

    fn of(name: &str, key: ed25519_dalek::VerifyingKey) -> Result<Self> {
        if !signed_note::is_key_name_valid(name) || name.contains(char::is_control) {
            return Err(malformed("its name is empty or holds a space or a plus".to_owned()));
        }
        let mut encoded = vec![COSIGNATURE_V1];
        encoded.extend(key.as_bytes());
        let id = key_id(name, &encoded);
        let text = format!("{name}+{id:08x}+{}", BASE64_STANDARD.encode(encoded));
        Ok(Self { text, name: name.to_owned(), id, key })
    }

    /// `name+id+key`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The witness's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's id, which signature lines carry.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// This witness's cosignature on a checkpoint.
    ///
    /// # Errors
    /// [`Error::BadSignature`] if there is none, or it does not hold.
    pub fn cosignature(&self, checkpoint: &str) -> Result<Cosignature> {
        let bad = |why: &str| Error::BadSignature { name: self.name.clone(), why: why.to_owned() };
        let note = Note::from_bytes(checkpoint.as_bytes())
            .map_err(|_| bad("it is not a signed note: text, an empty line, signatures"))?;
        let known = VerifierList::new(vec![Box::new(self.clone())]);
        let verified = note.verify(&known);
        let (verified, _) =
            verified.map_err(|_| bad("no cosignature of this witness holds for it"))?;
        let mine =
            verified.first().ok_or_else(|| bad("no cosignature of this witness is on it"))?;
        let (at, _) = parts(mine.signature()).ok_or_else(|| bad("the cosignature is cut off"))?;
        let line = String::from_utf8(mine.to_bytes()).map_err(|_| bad("it is not UTF-8"))?;
        Ok(Cosignature { line, at })
    }
}

impl Verifier for CosignatureKey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        parts(signature).is_some_and(|(at, signature)| {
            let signature = Signature::from_bytes(signature);
            at <= i64::MAX as u64 && self.key.verify(&message(at, text), &signature).is_ok()
        })
    }
}

/// Adds a witness's cosignature to a signed checkpoint. Look at it with
/// [`crate::Offer::examine`] first: a cosignature says that it is consistent.
///
/// # Errors
/// [`Error::MalformedCheckpoint`] if the text is no note.
pub fn cosign(checkpoint: &str, key: &SigningKey, at: u64) -> Result<String> {
    let wrong = || Error::MalformedCheckpoint { why: "it is not a signed note" };
    let mut note = Note::from_bytes(checkpoint.as_bytes()).map_err(|_| wrong())?;
    let signer = Signer { key, id: CosignatureKey::of_signing(key)?.id, at };
    note.add_sigs(&[&signer]).map_err(|_| wrong())?;
    String::from_utf8(note.to_bytes()).map_err(|_| wrong())
}

/// A signing key as it signs at one time.
struct Signer<'k> {
    key: &'k SigningKey,
    id: u32,
    at: u64,
}

impl signed_note::Signer for Signer<'_> {
    fn name(&self) -> &str {
        self.key.name()
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn sign(&self, text: &[u8]) -> std::result::Result<Vec<u8>, ed25519_dalek::SignatureError> {
        let signature = self.key.secret().try_sign(&message(self.at, text))?;
        Ok([&self.at.to_be_bytes()[..], &signature.to_bytes()].concat())
    }
}

fn message(at: u64, text: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {at}\n").as_bytes(), text].concat()
}

fn parts(signature: &[u8]) -> Option<(u64, &[u8; 64])> {
    let (at, signature) = signature.split_first_chunk::<8>()?;
    Some((u64::from_be_bytes(*at), signature.try_into().ok()?))
}

impl fmt::Debug for CosignatureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CosignatureKey").field(&self.text).finish()
    }
}

fn malformed(why: String) -> Error {
    Error::MalformedKey { kind: "witness's", why, form: "name+id+key, of algorithm 4" }
}

/// The algorithm number of cosignature/v1.
const COSIGNATURE_V1: u8 = 4;

/// The algorithm number of a log's own signatures.
const ED25519: u8 = 1;

const LOG_KEY: &str = "it is the key of a log; `tearline ledger witness-key` prints a witness's";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checkpoint, Hash, Tree};

    fn signed() -> (String, SigningKey, SigningKey) {
        let log = SigningKey::from_seed("log.example", &[1; 32]).unwrap();
        let witness = SigningKey::from_seed("witness.example", &[2; 32]).unwrap();
        let mut tree = Tree::new();
        tree.push(Hash::of_leaf(b"one"));
        (Checkpoint::of("log.example", &tree).sign(&log).unwrap(), log, witness)
    }

    #[test]
    fn a_cosigned_checkpoint_is_still_the_logs_and_says_when() {
        let (text, log, witness) = signed();
        let cosigned = cosign(&text, &witness, 1_679_315_147).unwrap();
        let key = CosignatureKey::of_signing(&witness).unwrap();
        assert!(cosigned.starts_with(&text));
        let found = key.cosignature(&cosigned).unwrap();
        assert_eq!(found.at, 1_679_315_147);
        assert_eq!(format!("{text}{}", found.line), cosigned);
        Checkpoint::open(&cosigned, &log.verifying_key()).unwrap();
        // A second one of the same witness replaces the first.
        let later = cosign(&cosigned, &witness, 1_679_315_148).unwrap();
        assert_eq!(later.lines().count(), cosigned.lines().count());
    }

    #[test]
    fn every_changed_byte_of_a_cosigned_checkpoint_is_refused() {
        let (text, _, witness) = signed();
        let cosigned = cosign(&text, &witness, 1_679_315_147).unwrap();
        let key = CosignatureKey::of_signing(&witness).unwrap();
        let line = cosigned.rfind('—').unwrap();
        let body = text.find("\n\n").unwrap();
        for at in (0..body).chain(line..cosigned.len()) {
            let mut bytes = cosigned.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            assert!(key.cosignature(&changed).is_err(), "byte {at}: {changed}");
        }
    }

    #[test]
    fn other_witnesses_and_logs_are_no_witness() {
        let (text, log, witness) = signed();
        let cosigned = cosign(&text, &witness, 1).unwrap();
        assert!(CosignatureKey::of_signing(&log).unwrap().cosignature(&cosigned).is_err());
        assert!(CosignatureKey::of_signing(&witness).unwrap().cosignature(&text).is_err());
        let error = CosignatureKey::parse(log.verifying_key().text()).unwrap_err();
        assert!(error.to_string().contains("key of a log"), "{error}");
    }

    #[test]
    fn the_cosignature_in_the_specification_holds() {
        // c2sp.org/tlog-cosignature gives the note and not the key; its id and layout are ours.
        let note = "example.com/behind-the-sofa\n20852163\n\
                    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
                    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZC\
                    B9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
        let line = note.lines().last().unwrap().rsplit_once(' ').unwrap().1;
        let bytes = BASE64_STANDARD.decode(line).unwrap();
        assert_eq!(parts(&bytes[4..]).unwrap().0, 1_679_315_147);
        assert!(Note::from_bytes(note.as_bytes()).is_ok());
    }

    #[test]
    fn broken_keys_are_refused_without_a_panic() {
        let (_, _, witness) = signed();
        let text = CosignatureKey::of_signing(&witness).unwrap().text().to_owned();
        assert_eq!(CosignatureKey::parse(&format!("{text}\n")).unwrap().text(), text);
        for end in 0..text.len() {
            assert!(CosignatureKey::parse(text.get(..end).unwrap()).is_err());
        }
        for text in ["", "++", "a+00000000+", "a+00000000+BA==", "a b+00000000+BA=="] {
            assert!(CosignatureKey::parse(text).is_err());
        }
    }
}
