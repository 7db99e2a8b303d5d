//! A name at one level.

use std::cmp::Ordering;

/// A name at one level. Numbers sort before words (register H.4, H.5).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Name<'t>(&'t str);

impl<'t> Name<'t> {
    /// Takes an upper-case alphanumeric name. `ONLY` is none: in order, behind another it would
    /// print as the end of EYES ONLY.
    pub(crate) fn new(text: &'t str) -> Option<Self> {
        let sound = (1..=NAME_CHARS_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && text != "ONLY";
        sound.then_some(Self(text))
    }

    /// Takes a nickname, which may be of several words.
    pub(crate) fn spaced(text: &'t str) -> Option<Self> {
        text.split(' ').all(|word| Name::new(word).is_some()).then_some(Self(text))
    }

    /// A name that was taken before.
    pub(super) fn known(text: &'t str) -> Self {
        Self(text)
    }

    /// The name as printed.
    pub(crate) fn as_str(self) -> &'t str {
        self.0
    }

    fn number(self) -> Option<u64> {
        let is_number = self.0.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| self.0.parse().ok()).flatten()
    }
}

impl Ord for Name<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.number(), other.number()) {
            (Some(one), Some(another)) => one.cmp(&another).then_with(|| self.0.cmp(other.0)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.0.cmp(other.0),
        }
    }
}

impl PartialOrd for Name<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const NAME_CHARS_MAX: usize = 32;
