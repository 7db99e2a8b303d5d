//! The one source of randomness: salts, keys, sign-in links.

use crate::{Error, Result};

/// The operating system's random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entropy;

impl Entropy {
    /// Thirty-two random bytes.
    ///
    /// # Errors
    /// When the operating system has none to give.
    pub fn bytes(self) -> Result<[u8; 32]> {
        let mut bytes = [0; 32];
        fill(&mut bytes)?;
        Ok(bytes)
    }
}

impl store::Salt for Entropy {
    fn salt(&self) -> [u8; 32] {
        // All zeros stands for "erased" and is refused by the journal: without randomness nothing
        // is recorded, and so nothing is released.
        self.bytes().unwrap_or_default()
    }

    fn salts(&self, count: usize) -> Vec<[u8; 32]> {
        let mut bytes = vec![0; count * 32];
        if fill(&mut bytes).is_err() {
            return vec![[0; 32]; count];
        }
        bytes.as_chunks::<32>().0.to_vec()
    }
}

fn fill(bytes: &mut [u8]) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    getrandom::fill(bytes).map_err(|error| Error::Entropy(error.to_string()))
}
