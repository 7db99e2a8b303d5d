//! Checkpoints: a signed statement of how many entries there are and what their root is.

use signed_note::{Note, NoteError, VerifierList};

use crate::{Error, Hash, Result, SigningKey, Tree, VerifyingKey, lines};

/// How many entries a ledger has, and the root over them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Checkpoint {
    /// Whose ledger: the name of the key that signs it.
    pub origin: String,
    /// Entries covered: those before `size`.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
    /// Root of the map of all slices of them.
    pub map: Option<Hash>,
}

impl Checkpoint {
    /// The checkpoint of a tree as it is now, without a map.
    pub fn of(origin: &str, tree: &Tree) -> Self {
        Self { origin: origin.to_owned(), size: tree.size(), root: tree.root(), map: None }
    }

    /// The same with the root of the map of slices.
    #[must_use]
    pub fn with_map(self, map: Hash) -> Self {
        Self { map: Some(map), ..self }
    }

    /// The signed text: a C2SP `tlog-checkpoint` as a `signed-note`.
    ///
    /// # Errors
    /// [`Error::MalformedCheckpoint`] if the origin is not the key's name, as C2SP has it.
    pub fn sign(&self, key: &SigningKey) -> Result<String> {
        if self.origin != key.name() {
            return Err(malformed("its origin is not the name of the key that signs it"));
        }
        let map = self.map.map(|map| format!("{MAP_LINE} {}\n", lines::of_hash(&map)));
        let extension = map.unwrap_or_default();
        let body =
            tlog_tiles::Checkpoint::new(&self.origin, self.size, self.root.into(), &extension)
                .map_err(|_| malformed("its origin is empty"))?;
        let mut note = Note::new(&body.to_bytes(), &[])
            .map_err(|_| malformed("its origin holds a control character"))?;
        note.add_sigs(&[key.signer()]).map_err(|_| malformed("the key could not sign it"))?;
        String::from_utf8(note.to_bytes()).map_err(|_| malformed("it is not UTF-8"))
    }

    /// Reads a signed text, and only if `key` signed it. Other signatures are passed over.
    ///
    /// # Errors
    /// [`Error::BadSignature`] or [`Error::MalformedCheckpoint`].
    pub fn open(text: &str, key: &VerifyingKey) -> Result<Self> {
        if text.len() > CHECKPOINT_BYTES_MAX {
            return Err(malformed("it is longer than any checkpoint"));
        }
        let note = Note::from_bytes(text.as_bytes())
            .map_err(|_| malformed("it is not a signed note: text, an empty line, signatures"))?;
        note.verify(&VerifierList::new(vec![Box::new(key.verifier())])).map_err(|error| {
            let why = match error {
                NoteError::UnverifiedNote => "no signature of this key is on it".to_owned(),
                NoteError::InvalidSignature { .. } => {
                    "the signature does not match the text, which was changed".to_owned()
                }
                NoteError::MalformedNote
                | NoteError::InvalidSigner
                | NoteError::MismatchedVerifier
                | NoteError::VerificationError(_)
                | NoteError::SignatureError(_) => error.to_string(),
            };
            Error::BadSignature { name: key.name().to_owned(), why }
        })?;
        let body = tlog_tiles::Checkpoint::from_bytes(note.text())
            .map_err(|_| malformed("its text is not origin, size and root"))?;
        if body.origin() != key.name() {
            return Err(malformed("it is of another origin than the key that signed it"));
        }
        let (size, root) = (body.size(), Hash::from(*body.hash()));
        let map = map(body.extension())?;
        Ok(Self { origin: body.origin().to_owned(), size, root, map })
    }
}

/// The root of the map in the extension lines. Lines of others are passed over.
fn map(extension: &str) -> Result<Option<Hash>> {
    let own = |line| str::strip_prefix(line, MAP_LINE).and_then(|rest| rest.strip_prefix(' '));
    let mut own = extension.lines().filter_map(own);
    match (own.next(), own.next()) {
        (None, _) => Ok(None),
        (Some(text), None) => lines::hash(text, "checkpoint").map(Some),
        (Some(_), Some(_)) => Err(malformed("it has two maps of slices")),
    }
}

fn malformed(why: &'static str) -> Error {
    Error::MalformedCheckpoint { why }
}

/// A longer text is not read.
pub const CHECKPOINT_BYTES_MAX: usize = 64 << 10;

/// How the extension line with the map of slices begins.
const MAP_LINE: &str = "tearline.org/map/1";

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed("hstc.example/ledger", &[3; 32]).unwrap()
    }

    fn signed() -> String {
        let mut tree = Tree::new();
        (0..5_u8).for_each(|n| tree.push(Hash::of_leaf(&[n])));
        Checkpoint::of("hstc.example/ledger", &tree).sign(&key()).unwrap()
    }

    #[test]
    fn the_text_is_a_c2sp_note_and_reads_back() {
        let text = signed();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines.len(), 6);
        assert_eq!((lines[0], lines[1], lines[3]), ("hstc.example/ledger", "5", ""));
        assert_eq!(lines[2].len(), 44, "base64 of 32 bytes");
        assert!(lines[4].starts_with("— hstc.example/ledger "));
        assert_eq!(lines[5], "");
        let checkpoint = Checkpoint::open(&text, &key().verifying_key()).unwrap();
        assert_eq!((checkpoint.size, checkpoint.origin.as_str()), (5, "hstc.example/ledger"));
    }

    #[test]
    fn a_map_stands_in_an_extension_line_and_reads_back() {
        let (tree, map) = (Tree::new(), Hash::of_leaf(b"map"));
        let checkpoint = Checkpoint::of("hstc.example/ledger", &tree).with_map(map);
        let text = checkpoint.sign(&key()).unwrap();
        assert!(text.lines().nth(3).unwrap().starts_with("tearline.org/map/1 "), "{text}");
        assert_eq!(Checkpoint::open(&text, &key().verifying_key()).unwrap(), checkpoint);
        let line = text.lines().nth(3).unwrap();
        assert!(super::map(&format!("{line}\n{line}\n")).is_err());
        assert_eq!(super::map("other.example line\n").unwrap(), None);
    }

    #[test]
    fn every_changed_byte_of_the_text_is_refused() {
        let (text, key) = (signed(), key().verifying_key());
        let good = Checkpoint::open(&text, &key).unwrap();
        for at in 0..text.len() {
            for mask in [1, 2, 0x20, 0x80] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= mask;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                assert!(Checkpoint::open(&changed, &key).is_err(), "byte {at}: {changed}");
            }
        }
        let cut = |end| text.get(..end).is_none_or(|cut| Checkpoint::open(cut, &key).is_err());
        assert!((0..text.len()).all(cut));
        assert_eq!(good.size, 5);
    }

    #[test]
    fn other_keys_and_other_origins_are_refused() {
        let other = SigningKey::from_seed("hstc.example/ledger", &[4; 32]).unwrap();
        let error = Checkpoint::open(&signed(), &other.verifying_key()).unwrap_err();
        assert!(matches!(error, Error::BadSignature { .. }), "{error}");
        let tree = Tree::new();
        assert!(Checkpoint::of("elsewhere.example", &tree).sign(&key()).is_err());
    }

    #[test]
    fn a_witness_may_add_a_signature() {
        let witness = SigningKey::from_seed("witness.example", &[5; 32]).unwrap();
        let mut note = Note::from_bytes(signed().as_bytes()).unwrap();
        note.add_sigs(&[witness.signer()]).unwrap();
        let text = String::from_utf8(note.to_bytes()).unwrap();
        assert_eq!(Checkpoint::open(&text, &key().verifying_key()).unwrap().size, 5);
    }

    #[test]
    fn hostile_texts_are_refused_without_a_panic() {
        let key = key().verifying_key();
        let long = "x".repeat(CHECKPOINT_BYTES_MAX + 1);
        for text in ["", "\n", "\n\n", "\n\n\n", "a\n\n— b c\n", "a\n\n— b AAAA\n", &long] {
            assert!(Checkpoint::open(text, &key).is_err());
        }
    }
}
