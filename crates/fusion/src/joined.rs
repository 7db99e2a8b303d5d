//! Why the mentions of an entity are taken to be of one.

use crate::{Entity, Evidence, MentionId, Record, Seen, Weight, explain};

/// A mention with the one before it that it goes with best, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Joined {
    /// The mention.
    pub mention: MentionId,
    /// The one that it goes with.
    pub with: MentionId,
    /// What all evidence weighs.
    pub weight: Weight,
    /// The evidence, the weightiest first.
    pub evidence: Vec<Evidence>,
    /// Whether somebody confirmed it.
    pub confirmed: bool,
}

impl Seen<'_> {
    /// For each thing that mentions of an entity say alike, but the first, what it goes with best among
    /// those before; at most so many.
    pub fn joined(&self, entity: &Entity<'_>, most: usize) -> Vec<Joined> {
        // Mentions that say the same go together by that.
        let mut different: Vec<(&MentionId, &Record)> = Vec::new();
        for (mention, number) in entity.mentions.iter().zip(&entity.numbers) {
            let Some(record) = self.record(*number) else { continue };
            if different.len() <= most && !different.iter().any(|(_, known)| *known == record) {
                different.push((&mention.id, record));
            }
        }
        let later = different.iter().enumerate().skip(1);
        let joined = later.filter_map(|(at, (id, record))| {
            let before = different.iter().take(at);
            let weighed = before.map(|(with, other)| {
                (explain(other, record, self.fusion.weights()), *with, self.is_confirmed(with, id))
            });
            // Of equals the first.
            let best = weighed.reduce(|best, next| {
                let is_better = (next.2, next.0.0) > (best.2, best.0.0);
                if is_better { next } else { best }
            });
            let ((weight, evidence), with, confirmed) = best?;
            let (mention, with) = ((*id).clone(), with.clone());
            Some(Joined { mention, with, weight, evidence, confirmed })
        });
        joined.collect()
    }

    fn is_confirmed(&self, one: &MentionId, other: &MentionId) -> bool {
        self.judgements().any(|judgement| judgement.ruling.confirms(one, other))
    }
}
