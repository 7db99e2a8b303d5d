//! Keys that sign and verify checkpoints, in the text forms of `signed-note`.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use signed_note::{StandardSigner, StandardVerifier, Verifier, new_ed25519_verifier_key};

use crate::{Error, Result};

/// An Ed25519 key that signs checkpoints. Its `Debug` shows the name alone.
pub struct SigningKey {
    text: String,
    signer: StandardSigner,
    secret: ed25519_dalek::SigningKey,
    verifying: VerifyingKey,
}

impl SigningKey {
    /// A key from 32 random bytes. The name is the ledger's own: a host with a path by custom.
    ///
    /// # Errors
    /// [`Error::MalformedKey`] if the name is empty or holds a space, a plus or a control
    /// character.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self> {
        if !signed_note::is_key_name_valid(name) || name.contains(char::is_control) {
            let why = "its name is empty or holds a space, a plus or a control character";
            return Err(malformed("signing", why.to_owned(), SIGNING_FORM));
        }
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = secret.verifying_key();
        let verifying = VerifyingKey::parse(&new_ed25519_verifier_key(name, &public))?;
        let mut encoded = vec![ED25519];
        encoded.extend_from_slice(seed);
        let id = verifying.verifier.key_id();
        let text = format!("PRIVATE+KEY+{name}+{id:08x}+{}", BASE64_STANDARD.encode(encoded));
        let signer = StandardSigner::new(&text)
            .map_err(|error| malformed("signing", error.to_string(), SIGNING_FORM))?;
        Ok(Self { text, signer, secret, verifying })
    }

    /// Reads what [`SigningKey::secret_text`] prints.
    ///
    /// # Errors
    /// [`Error::MalformedKey`], which does not repeat the text.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |why: &str| malformed("signing", why.to_owned(), SIGNING_FORM);
        let text = text.trim_end_matches(['\n', '\r']);
        StandardSigner::new(text).map_err(|error| wrong(&error.to_string()))?;
        let mut parts = text.splitn(5, '+').skip(2);
        let (Some(name), Some(_id), Some(secret)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong("a part is missing"));
        };
        let secret = BASE64_STANDARD.decode(secret).map_err(|error| wrong(&error.to_string()))?;
        match secret.split_first_chunk::<1>() {
            Some((_, seed)) => {
                let seed = seed.try_into().map_err(|_| wrong("it does not have 32 bytes"))?;
                Self::from_seed(name, seed)
            }
            None => Err(wrong("it is empty")),
        }
    }

    /// `PRIVATE+KEY+name+id+key`. Whoever has it can sign: keep it where only the server reads.
    pub fn secret_text(&self) -> &str {
        &self.text
    }

    /// The name in the key, which is also the first line of its checkpoints.
    pub fn name(&self) -> &str {
        self.verifying.name()
    }

    /// The key that verifies what this one signs.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.verifying.clone()
    }

    pub(crate) fn signer(&self) -> &StandardSigner {
        &self.signer
    }

    pub(crate) fn secret(&self) -> &ed25519_dalek::SigningKey {
        &self.secret
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("name", &self.name()).finish_non_exhaustive()
    }
}

/// The public key that verifies a ledger's checkpoints.
#[derive(Clone)]
pub struct VerifyingKey {
    text: String,
    verifier: StandardVerifier,
}

impl VerifyingKey {
    /// Reads `name+id+key`, the form that `signed-note` calls a vkey.
    ///
    /// # Errors
    /// [`Error::MalformedKey`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim_end_matches(['\n', '\r']);
        let verifier = StandardVerifier::new(text)
            .map_err(|error| malformed("verifying", error.to_string(), VERIFYING_FORM))?;
        Ok(Self { text: text.to_owned(), verifier })
    }

    /// `name+id+key`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name in the key.
    pub fn name(&self) -> &str {
        self.verifier.name()
    }

    pub(crate) fn verifier(&self) -> StandardVerifier {
        self.verifier.clone()
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifyingKey").field(&self.text).finish()
    }
}

fn malformed(kind: &'static str, why: String, form: &'static str) -> Error {
    Error::MalformedKey { kind, why, form }
}

/// The algorithm number that stands before an Ed25519 key.
const ED25519: u8 = 1;

const SIGNING_FORM: &str = "PRIVATE+KEY+name+id+key";
const VERIFYING_FORM: &str = "name+id+key";

#[cfg(test)]
mod tests {
    use super::*;

    /// The key in the documentation of `signed-note`.
    const SECRET: &str =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn the_known_key_pair_reads_back() {
        let key = SigningKey::parse(SECRET).unwrap();
        assert_eq!(key.secret_text(), SECRET);
        assert_eq!(key.verifying_key().text(), PUBLIC);
        assert_eq!(VerifyingKey::parse(&format!("{PUBLIC}\n")).unwrap().text(), PUBLIC);
    }

    #[test]
    fn a_key_from_a_seed_reads_back() {
        let key = SigningKey::from_seed("hstc.example/ledger", &[9; 32]).unwrap();
        let read = SigningKey::parse(key.secret_text()).unwrap();
        assert_eq!(read.verifying_key().text(), key.verifying_key().text());
    }

    #[test]
    fn a_secret_is_never_shown() {
        let key = SigningKey::parse(SECRET).unwrap();
        assert_eq!(format!("{key:?}"), "SigningKey { name: \"PeterNeumann\", .. }");
        let broken = SECRET.replace("AYEK", "AYEL");
        let error = SigningKey::parse(&broken).unwrap_err();
        assert!(!error.to_string().contains("FALVFGyNhPJ"), "{error}");
    }

    #[test]
    fn broken_keys_are_refused_without_a_panic() {
        for name in ["", "a b", "a+b", "a\nb", "a\u{1}b"] {
            assert!(SigningKey::from_seed(name, &[1; 32]).is_err(), "{name:?}");
        }
        for end in 0..SECRET.len() {
            assert!(SigningKey::parse(SECRET.get(..end).unwrap()).is_err());
        }
        for end in 0..PUBLIC.len() {
            assert!(VerifyingKey::parse(PUBLIC.get(..end).unwrap()).is_err());
        }
        for text in ["++", "a+00000000+", "é+é+é", "PRIVATE+KEY+a+00000000+", "a+0000000g+AQ=="]
        {
            assert!(VerifyingKey::parse(text).is_err() && SigningKey::parse(text).is_err());
        }
    }
}
