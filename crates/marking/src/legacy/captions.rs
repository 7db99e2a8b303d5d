//! Captions of old markings that protect, each with its form of today.

use super::handling;
use super::words::Word;
use crate::Level;

/// What a caption is today.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// Entries of a banner, beside its level; the note says why, where that is no matter of course.
    Banner(&'static [&'static str], &'static str),
    /// A caveat of the originator.
    Caveat(&'static str),
    /// A level.
    Level(Level),
    /// A level that the caption implies, and an entry of the banner; with the note.
    Official(&'static str, &'static str),
    /// About the paper or its way, not about who may read it.
    Paper,
    /// How fast a telegram went.
    Precedence,
    /// A level that is no more, the level that stands in, and the note.
    Retired(Level, &'static str),
}

/// The longest caption that the words begin with, and how many words it has.
pub(super) fn longest(words: &[Word]) -> Option<(usize, Meaning)> {
    let all = PROTECTING.iter().chain(handling::CAPTIONS);
    all.filter_map(|(caption, meaning)| {
        let count = caption.split(' ').count();
        let mut both = caption.split(' ').zip(words);
        let begins = count <= words.len() && both.all(|(known, word)| known == word.text);
        begins.then_some((count, *meaning))
    })
    .max_by_key(|(count, _)| *count)
}

const NODIS: Meaning = Meaning::Banner(
    &["NODIS", "NOFORN"],
    "NODIS is a marking of State's still; today it goes with NOFORN",
);
const DEPARTMENT_ONLY: Meaning = Meaning::Banner(
    &["NODIS", "NOFORN"],
    "no distribution outside the Department: NODIS with NOFORN is the nearest stricter marking",
);
const EXDIS: Meaning = Meaning::Banner(
    &["EXDIS", "NOFORN"],
    "EXDIS is a marking of State's still; today it goes with NOFORN",
);
const NOFORN: Meaning = Meaning::Banner(&["NOFORN"], "");
const ORCON: Meaning = Meaning::Banner(
    &["ORCON"],
    "CONTROLLED DISSEM and its successors left further dissemination to the originator: ORCON",
);
const COMINT: Meaning = Meaning::Banner(
    &["SI", "NOFORN"],
    "communications intelligence is SI today; without a word about release, NOFORN",
);
const KEYHOLE: Meaning = Meaning::Banner(
    &["TK", "NOFORN"],
    "TALENT KEYHOLE is TK today; without a word about release, NOFORN",
);
const CONTROLLED_UNCLASSIFIED: &str =
    "an administrative caption of unclassified documents: FOUO is the nearest marking";
const LIMITED_OFFICIAL: &str = "LIMITED OFFICIAL USE became SENSITIVE BUT UNCLASSIFIED";
const RESTRICTED: Meaning = Meaning::Retired(
    Level::Confidential,
    "RESTRICTED was a level of the United States until 1953; CONFIDENTIAL is the nearest stricter",
);

/// Levels, and captions that are entries of a banner today.
const PROTECTING: &[(&str, Meaning)] = &[
    ("TOP SECRET", Meaning::Level(Level::TopSecret)),
    ("TOP SECRET SECURITY INFORMATION", Meaning::Level(Level::TopSecret)),
    ("SECRET", Meaning::Level(Level::Secret)),
    ("SECRET SECURITY INFORMATION", Meaning::Level(Level::Secret)),
    ("CONFIDENTIAL", Meaning::Level(Level::Confidential)),
    ("CONFIDENTIAL SECURITY INFORMATION", Meaning::Level(Level::Confidential)),
    ("UNCLASSIFIED", Meaning::Level(Level::Unclassified)),
    ("RESTRICTED", RESTRICTED),
    ("RESTRICTED SECURITY INFORMATION", RESTRICTED),
    ("ADMINISTRATIVELY CONFIDENTIAL", Meaning::Official("FOUO", CONTROLLED_UNCLASSIFIED)),
    ("FOR NAC USE ONLY", Meaning::Official("FOUO", CONTROLLED_UNCLASSIFIED)),
    ("FOR NATIONAL ADVISORY COUNCIL USE ONLY", Meaning::Official("FOUO", CONTROLLED_UNCLASSIFIED)),
    ("FOR OFFICIAL USE ONLY", Meaning::Official("FOUO", CONTROLLED_UNCLASSIFIED)),
    ("OFFICIAL USE ONLY", Meaning::Official("FOUO", CONTROLLED_UNCLASSIFIED)),
    ("LIMITED OFFICIAL USE", Meaning::Official("SBU", LIMITED_OFFICIAL)),
    ("LIMITED OFFICIAL USE ONLY", Meaning::Official("SBU", LIMITED_OFFICIAL)),
    ("HANDLE AS NODIS", NODIS),
    ("NO DISTRIBUTION", NODIS),
    ("NODIS", NODIS),
    ("NO DISTRIBUTION OUTSIDE DEPARTMENT", DEPARTMENT_ONLY),
    ("NO DISTRIBUTION OUTSIDE OF DEPARTMENT", DEPARTMENT_ONLY),
    ("NO DISTRIBUTION OUTSIDE STATE DEPARTMENT", DEPARTMENT_ONLY),
    ("NO DISTRIBUTION OUTSIDE THE DEPARTMENT", DEPARTMENT_ONLY),
    ("EXCLUSIVE DISTRIBUTION", EXDIS),
    ("EXDIS", EXDIS),
    ("NO FOREIGN DISSEM", NOFORN),
    ("NO FOREIGN DISTRIBUTION", NOFORN),
    ("NOFORN", NOFORN),
    ("NOFORN DISSEM", NOFORN),
    ("NOT RELEASABLE TO FOREIGN NATIONALS", NOFORN),
    ("CONTROLLED DISSEM", ORCON),
    ("DISSEM AND EXTRACTION OF INFORMATION CONTROLLED BY ORIGINATOR", ORCON),
    ("ORCON", ORCON),
    (
        "RESTRICTED DATA",
        Meaning::Banner(&["RD", "NOFORN"], "RESTRICTED DATA is RD today and goes with NOFORN"),
    ),
    (
        "FORMERLY RESTRICTED DATA",
        Meaning::Banner(
            &["FRD", "NOFORN"],
            "FORMERLY RESTRICTED DATA is FRD today and goes with NOFORN",
        ),
    ),
    ("CODEWORD", COMINT),
    ("CONTAINS CODEWORD", COMINT),
    ("COMINT", COMINT),
    ("DINAR", COMINT),
    ("SPOKE", COMINT),
    ("TRINE", COMINT),
    ("UMBRA", COMINT),
    ("RUFF", KEYHOLE),
    ("TALENT KEYHOLE", KEYHOLE),
    ("ZARF", KEYHOLE),
];
