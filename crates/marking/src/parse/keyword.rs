//! The words that are markings by themselves, in all their forms.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::few::Member;
use crate::packed::packed;
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
        let Some(short) = packed(text) else {
            // No marking of one word has a comma; the lists of REL TO have.
            let list = text.bytes().any(|byte| byte == b',');
            return if list { None } else { KEYWORDS.long.get(text).copied() };
        };
        let at = KEYWORDS.short.binary_search_by_key(&short, |(word, _)| *word).ok()?;
        KEYWORDS.short.get(at).map(|(_, keyword)| *keyword)
    }
}

/// The words by length: most are short enough to be compared as numbers.
struct Keywords {
    short: Vec<(u128, Keyword)>,
    long: HashMap<&'static str, Keyword>,
}

static KEYWORDS: LazyLock<Keywords> = LazyLock::new(|| {
    let mut words = Keywords { short: Vec::new(), long: HashMap::new() };
    let mut add = |forms: Forms, keyword: Keyword| {
        for form in forms.all() {
            match packed(form) {
                Some(short) => words.short.push((short, keyword)),
                None => drop(words.long.insert(form, keyword)),
            }
        }
    };
    Dissem::ALL.iter().for_each(|one| add(one.forms(), Keyword::Dissem(*one)));
    NonIc::ALL.iter().for_each(|one| add(one.forms(), Keyword::NonIc(*one)));
    <NatoControl as Member>::ALL.iter().for_each(|one| add(one.forms(), Keyword::Nato(*one)));
    AeaKind::ALL.iter().for_each(|one| add(one.forms(), Keyword::Aea(*one)));
    words.short.sort_unstable_by_key(|(word, _)| *word);
    words.short.dedup_by_key(|(word, _)| *word);
    words
});
