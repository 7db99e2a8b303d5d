//! How alike two reports are in what one recipient may have of them.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use model::Report;

use crate::Rendition;

/// The runs of words of what is shown of a report, to hold others against.
#[derive(Clone, Debug)]
pub struct Shingles(HashSet<u64>);

impl Shingles {
    /// Of what is shown: runs of four words, without regard to case, punctuation and layout. A text
    /// shorter than that is one run.
    pub fn of(rendition: &Rendition) -> Self {
        let body = rendition.portions.iter().chain(&rendition.tearlines).chain(&rendition.pointer);
        Self::of_texts(body.map(|portion| portion.text.as_str()))
    }

    /// Of a report's portions as its submitter has them.
    pub fn of_submitted(report: &Report) -> Self {
        Self::of_texts(report.portions.iter().map(|portion| portion.text.as_str()))
    }

    fn of_texts<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut runs = HashSet::new();
        for text in texts {
            let words: Vec<String> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            let size = RUN_WORDS.min(words.len().max(1));
            runs.extend(words.windows(size).map(hashed));
        }
        Self(runs)
    }

    /// The share of runs that both have among those that either has, from 0 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        let both = self.0.intersection(&other.0).count();
        let either = self.0.len() + other.0.len() - both;
        // Counts of runs are far below what a float holds exactly.
        if either == 0 { 0.0 } else { count(both) / count(either) }
    }
}

fn count(of: usize) -> f64 {
    u32::try_from(of).map_or(f64::MAX, f64::from)
}

/// The standard hasher's keys are fixed, so that the same words give the same number.
fn hashed(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

const RUN_WORDS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(runs: &[u64]) -> Shingles {
        Shingles(runs.iter().copied().collect())
    }

    #[test]
    fn likeness_is_the_share_of_runs_that_both_have() {
        assert!((of(&[1, 2, 3]).likeness(&of(&[2, 3, 4])) - 0.5).abs() < 1e-9);
        assert!((of(&[1, 2]).likeness(&of(&[1, 2])) - 1.0).abs() < 1e-9);
        assert!((of(&[1]).likeness(&of(&[1, 2, 3, 4])) - 0.25).abs() < 1e-9);
        for none in [of(&[1]).likeness(&of(&[2])), of(&[]).likeness(&of(&[]))] {
            assert!(none.abs() < 1e-9, "{none}");
        }
    }

    #[test]
    fn runs_of_other_words_are_others() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        assert_eq!(hashed(&words("a boat left")), hashed(&words("a boat left")));
        assert_ne!(hashed(&words("a boat left")), hashed(&words("a boat stayed")));
    }
}
