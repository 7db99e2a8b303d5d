//! One-time sign-in links, for the demo: kept as hashes, good once, gone with the process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::Result;
use crate::entropy::Entropy;

/// Links that were issued and sessions that they opened.
#[derive(Debug, Default)]
pub struct Links {
    open: Mutex<HashMap<[u8; 32], String>>,
    sessions: Mutex<HashMap<[u8; 32], String>>,
}

impl Links {
    /// Issues a token for a recipient; whoever has it can sign in once.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn issue(&self, recipient: &str) -> Result<String> {
        put(&self.open, recipient)
    }

    /// Spends a token and opens a session.
    pub(crate) fn spend(&self, token: &str) -> Option<Result<String>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let recipient = open.remove(&hashed(token))?;
        Some(put(&self.sessions, &recipient))
    }

    /// Whose session it is.
    pub(crate) fn session(&self, token: &str) -> Option<String> {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.get(&hashed(token)).cloned()
    }
}

fn put(into: &Mutex<HashMap<[u8; 32], String>>, recipient: &str) -> Result<String> {
    let token = hex::encode(Entropy.bytes()?);
    let mut into = into.lock().unwrap_or_else(PoisonError::into_inner);
    into.insert(hashed(&token), recipient.to_owned());
    Ok(token)
}

fn hashed(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_once() {
        let links = Links::default();
        let token = links.issue("alvarez").unwrap();
        let session = links.spend(&token).unwrap().unwrap();
        assert_eq!(links.session(&session).as_deref(), Some("alvarez"));
        assert!(links.spend(&token).is_none());
        assert!(links.session(&token).is_none());
    }
}
