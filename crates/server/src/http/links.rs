//! One-time sign-in links and the sessions that they begin, kept in memory alone.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::identity::digest;
use super::limits::SESSION_TIME_MAX;
use crate::clock::instant;
use crate::entropy::Entropy;
use crate::{Error, Result};

/// Links that were issued and sessions that are open. Of a token only its SHA-256 is kept.
#[derive(Debug, Default)]
pub struct Links(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    links: HashMap<[u8; 32], String>,
    sessions: HashMap<[u8; 32], (String, Instant)>,
}

impl Links {
    /// No links yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a link for a recipient and gives its token; `/sign-in/TOKEN` works once.
    ///
    /// # Errors
    /// When there are no random numbers.
    pub fn issue(&self, recipient_id: &str) -> Result<String> {
        let token = token()?;
        self.kept().links.insert(digest(&token), recipient_id.to_owned());
        Ok(token)
    }

    /// Uses a link up and begins a session; its token, or `None` for an unknown or used link.
    ///
    /// # Errors
    /// When there are no random numbers.
    pub(super) fn sign_in(&self, link: &str) -> Result<Option<String>> {
        let session = token()?;
        let mut kept = self.kept();
        let now = instant();
        kept.sessions.retain(|_, (_, since)| is_alive(*since, now));
        let Some(recipient) = kept.links.remove(&digest(link)) else { return Ok(None) };
        kept.sessions.insert(digest(&session), (recipient, now));
        Ok(Some(session))
    }

    /// Whose session a token is.
    pub(super) fn session(&self, token: &str) -> Option<String> {
        let kept = self.kept();
        let (recipient, since) = kept.sessions.get(&digest(token))?;
        is_alive(*since, instant()).then(|| recipient.clone())
    }

    /// Ends a session.
    pub(super) fn sign_out(&self, token: &str) {
        self.kept().sessions.remove(&digest(token));
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_alive(since: Instant, now: Instant) -> bool {
    now.saturating_duration_since(since) < SESSION_TIME_MAX
}

fn token() -> std::result::Result<String, Error> {
    Ok(hex::encode(Entropy.bytes()?))
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Kept").finish_non_exhaustive()
    }
}

/// The session's cookie. The prefix makes browsers insist on `Secure` and on this host alone.
pub(super) const COOKIE_NAME: &str = "__Host-tearline";
