//! Text that looks more sensitive than its mark: a word that is protected stands where the mark does
//! not protect it. It is said, and nothing follows from it.

use aho_corasick::{AhoCorasick, MatchKind};
use marking::{CodeWord, Marking, Register};
use model::Report;

/// The protected words of a register, all sought in one pass.
#[derive(Debug)]
pub struct CodeWords {
    automaton: Option<AhoCorasick>,
    words: Vec<CodeWord>,
}

/// A protected word beyond its mark.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Beyond {
    /// The part in which it stands: `the title`, `portion 3`.
    pub part: String,
    /// The mark of that part.
    pub mark: String,
    /// The word, and who knows it.
    pub word: CodeWord,
}

impl CodeWords {
    /// Of a register.
    pub fn of(register: &Register) -> Self {
        let words = register.code_words();
        let named = words.iter().map(|of| of.word.as_str());
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(named);
        Self { automaton: built.ok(), words }
    }

    /// The words that stand in a report beyond the marks of their parts, each part's once.
    pub fn beyond(&self, report: &Report) -> Vec<Beyond> {
        let title = std::iter::once(("the title".to_owned(), &report.title));
        let portions = report.portions.iter().enumerate();
        let portions = portions.map(|(at, portion)| (format!("portion {at}"), portion));
        let tearlines = report.tearlines.iter().enumerate();
        let tearlines = tearlines.map(|(at, portion)| (format!("tear line {at}"), portion));
        let parts = title.chain(portions).chain(tearlines);
        let mut all = Vec::new();
        for (part, portion) in parts {
            let mut found: Vec<&CodeWord> = self.found(&portion.text, &portion.marking).collect();
            found.sort();
            found.dedup();
            all.extend(found.into_iter().map(|word| Beyond {
                part: part.clone(),
                mark: portion.marking.portion(),
                word: word.clone(),
            }));
        }
        all
    }

    fn found<'t>(
        &'t self,
        text: &'t str,
        marking: &'t Marking,
    ) -> impl Iterator<Item = &'t CodeWord> {
        let all = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(text));
        all.filter_map(move |found| {
            let before = text.get(..found.start())?.chars().next_back();
            let after = text.get(found.end()..)?.chars().next();
            let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let word = self.words.get(found.pattern().as_usize())?;
            let whole = !is_inner(before) && !is_inner(after);
            (whole && !word.is_covered_by(marking)).then_some(word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Marker, read};

    #[test]
    fn a_code_word_is_said_where_its_mark_does_not_cover_it_and_only_as_a_word() {
        let community = crate::tests::kit::community();
        let line = r#"{"format":"tearline.report/1","originator":"CIA","serial":"1","kind":"cable",
            "banner":"TOP SECRET//SI-G//ORCON/NOFORN","title":{"marking":"U","text":"Of GAMMA rays"},
            "portions":[{"marking":"TS//SI-G//OC/NF","text":"GAMMA says."},
            {"marking":"U","text":"GAMMARAY, gamma, and a KANDIK."}]}"#;
        let report = Marker::new(&community).mark(read(line.as_bytes()).unwrap()).unwrap().report;
        let beyond = CodeWords::of(&community.register).beyond(&report);
        let told: Vec<_> =
            beyond.iter().map(|of| (of.part.as_str(), of.word.word.as_str())).collect();
        assert_eq!(told, [("the title", "GAMMA"), ("portion 1", "KANDIK")]);
        assert_eq!((beyond[0].mark.as_str(), beyond[1].word.access.as_str()), ("U", "TK-KAND"));
    }
}
