//! What to say of a token that is not in the register.

use super::{Reader, error};
use crate::nearest::nearest;
use crate::{AeaKind, CuiControl, Dissem, Forms, NatoControl, NonIc, ParseError, ParseErrorKind};

impl<'t> Reader<'t> {
    pub(super) fn unknown(&self, token: &'t str, clean: String) -> ParseError {
        if let Some((_, instead)) = RETIRED.iter().find(|(retired, _)| is_of(&clean, retired)) {
            return error(self.at(token), ParseErrorKind::Retired { token: clean, instead });
        }
        let forms = |all: Vec<Forms>| all.into_iter().flat_map(Forms::all);
        let known = forms(Dissem::ALL.map(Dissem::forms).to_vec())
            .chain(forms(NonIc::ALL.map(NonIc::forms).to_vec()))
            .chain(forms(AeaKind::ALL.map(AeaKind::forms).to_vec()))
            .chain(forms(NatoControl::ALL.map(NatoControl::forms).to_vec()))
            .chain(forms(CuiControl::ALL.map(CuiControl::forms).to_vec()))
            .chain(crate::sci::system_names())
            .chain(self.register.forms())
            .chain(["REL TO", "DISPLAY ONLY", "EYES ONLY", "FGI", "SAR-", "CUI", "REL"]);
        let nearest = nearest(&clean, known);
        error(self.at(token), ParseErrorKind::Unknown { token: clean, nearest })
    }
}

/// The word itself, or the word with something behind a hyphen or blank.
fn is_of(clean: &str, word: &str) -> bool {
    clean.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', ' ']))
}

/// Markings that are no longer valid, and what is written today (register p10, p74, H.4).
const RETIRED: &[(&str, &str)] = &[
    ("COMINT", "SI"),
    ("ECI", "the compartment itself, as SI-XXX"),
    ("ENDSEAL", "nothing: the control system was closed"),
    ("KDK-BLFH", "TK-BLFH"),
    ("KDK-IDIT", "TK-IDIT"),
    ("KDK-KAND", "TK-KAND"),
    ("KDK", "TK-BLFH, TK-IDIT or TK-KAND"),
    ("KLONDIKE", "TK-BLFH, TK-IDIT or TK-KAND"),
    ("UMBRA", "nothing: the codeword was retired in 1999"),
];
