//! The words that are markings by themselves, in all their forms.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::few::Member;
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
        KEYWORDS.get(text).copied()
    }
}

static KEYWORDS: LazyLock<HashMap<&'static str, Keyword>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let mut add = |forms: Forms, keyword: Keyword| {
        for form in forms.all() {
            words.insert(form, keyword);
        }
    };
    Dissem::ALL.iter().for_each(|one| add(one.forms(), Keyword::Dissem(*one)));
    NonIc::ALL.iter().for_each(|one| add(one.forms(), Keyword::NonIc(*one)));
    <NatoControl as Member>::ALL.iter().for_each(|one| add(one.forms(), Keyword::Nato(*one)));
    AeaKind::ALL.iter().for_each(|one| add(one.forms(), Keyword::Aea(*one)));
    words
});
