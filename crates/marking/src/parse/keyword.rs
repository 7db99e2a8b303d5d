//! The words that are markings by themselves, in all their forms.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::packed::{SHORT_CHARS_MAX, Words};
use crate::{AeaKind, Dissem, Forms, NatoControl, NonIc};

/// A marking that one word says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keyword {
    Dissem(Dissem),
    NonIc(NonIc),
    Nato(NatoControl),
    Aea(AeaKind),
}

impl Keyword {
    /// Finds a title, a banner abbreviation or a portion mark.
    pub(super) fn find(text: &str) -> Option<Self> {
        if text.len() <= SHORT_CHARS_MAX {
            return KEYWORDS.short.find(text);
        }
        // No marking of one word has a comma; the lists of REL TO have.
        let list = text.bytes().any(|byte| byte == b',');
        if list { None } else { KEYWORDS.long.get(text).copied() }
    }

    fn all() -> impl Iterator<Item = (&'static str, Self)> {
        let of = |forms: Forms, keyword: Self| forms.all().map(|form| (form, keyword));
        let dissem =
            Dissem::ALL.into_iter().flat_map(move |one| of(one.forms(), Self::Dissem(one)));
        let non_ic = NonIc::ALL.into_iter().flat_map(move |one| of(one.forms(), Self::NonIc(one)));
        let nato = NatoControl::ALL.into_iter();
        let nato = nato.flat_map(move |one| of(one.forms(), Self::Nato(one)));
        let aea = AeaKind::ALL.into_iter().flat_map(move |one| of(one.forms(), Self::Aea(one)));
        dissem.chain(non_ic).chain(nato).chain(aea)
    }
}

/// The words by length: most are short enough to be found as numbers.
struct Keywords {
    short: Words<Keyword>,
    long: HashMap<&'static str, Keyword>,
}

static KEYWORDS: LazyLock<Keywords> = LazyLock::new(|| Keywords {
    short: Keyword::all().collect(),
    long: Keyword::all().filter(|(word, _)| word.len() > SHORT_CHARS_MAX).collect(),
});
