//! Which classes of the small world imply which, and whether that is so for everybody in it.

use dissemination::{Ask, Handling, judge};
use model::{Manner, Purpose};

use super::{Enumerated, now};

/// What came of comparing every two classes.
#[derive(Debug, Default)]
pub struct Implications {
    /// How many pairs of which one implies the other.
    pub implied: usize,
    /// How often somebody in the small world is permitted the first of a pair.
    pub given: u64,
    /// The pairs of which somebody is permitted the first and not the second.
    pub unsound: Vec<String>,
}

impl Enumerated {
    /// Compares every two classes, for every recipient, as a display and as an extract for analysis.
    pub fn implications(&self) -> Implications {
        let permitted: Vec<Vec<bool>> = self.classes.iter().map(|of| self.permitted(of)).collect();
        let mut found = Implications::default();
        let numbered = || self.classes.iter().zip(&permitted);
        for (this, first) in numbered() {
            for (that, second) in numbered().filter(|(that, _)| this != *that) {
                if !this.implies(that) {
                    continue;
                }
                found.implied += 1;
                found.given += first.iter().filter(|permitted| **permitted).count() as u64;
                if first.iter().zip(second).any(|(first, second)| *first && !second) {
                    let pair = [this, that].map(|class| class.marking.portion());
                    found
                        .unsound
                        .push(format!("{}: {} implies {}", this.originator, pair[0], pair[1]));
                }
            }
        }
        found
    }

    fn permitted(&self, class: &Handling) -> Vec<bool> {
        let (community, at) = (&self.community, now());
        let asks = self.recipients.iter().flat_map(|recipient| {
            [Manner::Display, Manner::Extract].map(|manner| Ask {
                recipient,
                purpose: Purpose::Analysis,
                manner,
                at,
                matter: None,
                community,
            })
        });
        asks.map(|ask| judge(class, ask).permitted).collect()
    }
}
