//! Randomness as an argument, so that a test run can be repeated byte for byte.

/// A source of salts. The one real source is in `server`; tests count.
pub trait Salt: Send + Sync {
    /// Thirty-two bytes that nobody can guess. All zeros means "erased" and is refused.
    fn salt(&self) -> [u8; 32];

    /// So many of them.
    fn salts(&self, count: usize) -> Vec<[u8; 32]> {
        (0..count).map(|_| self.salt()).collect()
    }
}
