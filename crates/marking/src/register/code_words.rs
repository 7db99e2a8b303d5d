//! Words that are protected themselves: names of control systems, compartments and programs.

use super::Register;
use crate::Marking;
use crate::sci::published_titles;

/// A word that stands for something protected.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct CodeWord {
    /// As it stands in text: `GAMMA`, `BUTTER POPCORN`.
    pub word: String,
    /// The read-in of those who know it: `SI-G`, `SAR-BP`.
    pub access: String,
}

impl CodeWord {
    /// Whether text under a marking may hold the word: the marking has what it stands for.
    pub fn is_covered_by(&self, marking: &Marking) -> bool {
        let portion = marking.portion();
        let mut tokens = portion.split(|c: char| !c.is_ascii_alphanumeric());
        let last = self.access.rsplit('-').next().unwrap_or_default();
        tokens.any(|token| token == last)
    }
}

impl Register {
    /// Every word that stands for something protected, published or the community's own, as far as it
    /// is long enough not to be a word by chance.
    pub fn code_words(&self) -> Vec<CodeWord> {
        let own_systems = self.systems.iter().flat_map(|(name, system)| {
            std::iter::once(name.clone()).chain(system.listing.tokens(name)).map(of_token)
        });
        let programs = self.programs.iter().flat_map(|(name, program)| {
            let access = format!("SAR-{name}");
            let called = program.nickname.iter().cloned().chain(std::iter::once(name.clone()));
            let called = called.map(|word| CodeWord { word, access: access.clone() });
            called.chain(program.listing.tokens(&access).map(of_token)).collect::<Vec<_>>()
        });
        let published =
            published_titles().map(|(access, title)| CodeWord { word: title.to_owned(), access });
        let mut words: Vec<CodeWord> = published.chain(own_systems).chain(programs).collect();
        words.retain(|of| of.word.len() >= LETTERS_MIN && !of.word.chars().all(|c| c.is_numeric()));
        words.sort();
        words.dedup();
        words
    }
}

/// The last name of a token: `MOSS-FERN` is FERN.
fn of_token(access: String) -> CodeWord {
    let word = access.rsplit('-').next().unwrap_or_default().to_owned();
    CodeWord { word, access }
}

const LETTERS_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_compartments_and_programs_are_words_and_a_marking_that_has_them_covers_them() {
        let mut register = Register::default().with_system("MOSS").unwrap();
        register.add_compartment("MOSS", "FERN", &[]).unwrap();
        register.add_program("BP", Some("BUTTER POPCORN")).unwrap();
        let words = register.code_words();
        let of = |word: &str| words.iter().find(|known| known.word == word).unwrap();
        assert_eq!(of("GAMMA").access, "SI-G");
        assert_eq!(of("FERN").access, "MOSS-FERN");
        assert_eq!(of("BUTTER POPCORN").access, "SAR-BP");
        assert!(!words.iter().any(|known| known.word == "BP" || known.word == "SI"));
        let mark = |text: &str| Marking::parse_by(text, &register).unwrap().marking;
        assert!(of("FERN").is_covered_by(&mark("TOP SECRET//MOSS-FERN//NOFORN")));
        assert!(!of("FERN").is_covered_by(&mark("TOP SECRET//MOSS//NOFORN")));
        assert!(of("GAMMA").is_covered_by(&mark("TOP SECRET//SI-G//ORCON/NOFORN")));
        assert!(!of("GAMMA").is_covered_by(&mark("UNCLASSIFIED")));
    }
}
