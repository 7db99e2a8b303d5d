//! The smallest question on which engine and policies differ.

use std::collections::BTreeSet;

use dissemination::{Handling, Part};
use marking::{Level, Marking};
use model::{Manner, Memberships, NeedToKnow, Profile, Purpose, RecipientKind};

use super::Question;
use crate::cedar::Policies;

/// Drops one thing at a time while they differ.
#[must_use]
pub fn smallest(question: &Question, policies: &Policies) -> Question {
    let mut smallest = question.clone();
    while let Some(smaller) = smaller(&smallest).into_iter().find(|one| one.is_disputed(policies)) {
        smallest = smaller;
    }
    smallest
}

/// The same question with one thing less.
fn smaller(of: &Question) -> Vec<Question> {
    let mut all = Vec::new();
    let mut offer = |change: &dyn Fn(&mut Question)| {
        let mut changed = of.clone();
        change(&mut changed);
        if format!("{changed:?}") != format!("{of:?}") {
            all.push(changed);
        }
    };
    for marking in fewer_words(of) {
        offer(&|q| q.handling.marking = marking.clone());
    }
    for caveat in &of.handling.caveats {
        offer(&|q| {
            q.handling.caveats.remove(caveat);
        });
    }
    for needs in fewer_needs(&of.handling.need_to_know) {
        offer(&|q| q.handling.need_to_know = needs.clone());
    }
    offer(&|q| q.handling.distribution = None);
    for party in of.handling.distribution.iter().flatten() {
        offer(&|q| {
            q.handling.distribution.as_mut().map(|list| list.remove(party));
        });
    }
    for topic in &of.handling.topics {
        offer(&|q| {
            q.handling.topics.remove(topic);
        });
    }
    offer(&|q| q.handling.inherited.missing = false);
    for source in &of.handling.inherited.sources {
        offer(&|q| {
            q.handling.inherited.sources.remove(source);
        });
        let bare =
            Handling { marking: Marking::default(), need_to_know: Vec::new(), ..source.clone() };
        let plain = Handling { caveats: BTreeSet::new(), leads_only: false, ..source.clone() };
        for less in [bare, plain] {
            offer(&|q| {
                q.handling.inherited.sources.remove(source);
                q.handling.inherited.sources.insert(less.clone());
            });
        }
    }
    offer(&|q| q.handling.leads_only = false);
    // Sources are of the same part.
    if of.handling.inherited.sources.is_empty() {
        offer(&|q| q.handling.part = Part::Portion);
    }
    offer(&|q| q.purpose = Purpose::Analysis);
    offer(&|q| q.manner = Manner::Display);
    offer(&|q| q.matter = None);
    all.extend(lesser_recipients(of));
    all
}

fn lesser_recipients(of: &Question) -> Vec<Question> {
    let mut all = Vec::new();
    let mut offer = |change: &dyn Fn(&mut model::Recipient)| {
        let mut changed = of.clone();
        change(&mut changed.recipient);
        if changed.recipient != of.recipient {
            all.push(changed);
        }
    };
    offer(&|r| r.kind = RecipientKind::Person);
    offer(&|r| r.functions = BTreeSet::new());
    offer(&|r| r.memberships = Memberships::default());
    offer(&|r| r.handling_controls = BTreeSet::new());
    offer(&|r| r.accesses = BTreeSet::new());
    for access in &of.recipient.accesses {
        offer(&|r| {
            r.accesses.remove(access);
        });
    }
    for control in &of.recipient.handling_controls {
        offer(&|r| {
            r.handling_controls.remove(control);
        });
    }
    for country in &of.recipient.countries {
        offer(&|r| {
            r.countries.remove(country);
        });
    }
    for function in &of.recipient.functions {
        offer(&|r| {
            r.functions.remove(function);
        });
    }
    offer(&|r| r.duty_organization = r.admin_organization.clone());
    all
}

/// The marking with an entry or a block less, or with a lower level.
fn fewer_words(of: &Question) -> Vec<Marking> {
    let text = of.handling.marking.banner();
    let led = usize::from(text.starts_with("//"));
    let blocks: Vec<&str> = text.split("//").collect();
    let level = of.handling.marking.level().banner();
    let ours = [&[level], &blocks[led + 1..]].concat().join("//");
    let mut texts: Vec<String> = vec![blocks[..=led].join("//"), ours];
    for at in led + 1..blocks.len() {
        let mut fewer = blocks.clone();
        fewer.remove(at);
        texts.push(fewer.join("//"));
        let entries: Vec<&str> = blocks[at].split('/').collect();
        for entry in 0..entries.len() {
            let mut kept = entries.clone();
            kept.remove(entry);
            let mut fewer = blocks.clone();
            let kept = kept.join("/");
            fewer[at] = &kept;
            texts.push(fewer.join("//"));
        }
        // The codes of a list, after the first.
        let codes: Vec<&str> = blocks[at].split(", ").collect();
        for code in 1..codes.len() {
            let mut kept = codes.clone();
            // What stands behind the list stays.
            let rest = kept.remove(code).split_once('/').map(|(_, rest)| format!("/{rest}"));
            let kept = kept.join(", ") + &rest.unwrap_or_default();
            let mut fewer = blocks.clone();
            fewer[at] = &kept;
            texts.push(fewer.join("//"));
        }
    }
    if of.handling.marking.level() > Level::Unclassified {
        texts.push(text.replacen(level, Level::Unclassified.banner(), 1));
    }
    let texts = texts.into_iter().filter(|fewer| *fewer != text);
    let read = |text: String| Marking::parse_by(&text, &of.community.register).ok();
    texts.filter_map(read).map(|parsed| parsed.marking).collect()
}

fn fewer_needs(needs: &[NeedToKnow]) -> Vec<Vec<NeedToKnow>> {
    let mut all = Vec::new();
    for (at, need) in needs.iter().enumerate() {
        let mut without = needs.to_vec();
        without.remove(at);
        all.push(without);
        for (nth, profile) in need.profiles().iter().enumerate() {
            let mut alone = needs.to_vec();
            alone[at] = NeedToKnow::Profile(profile.clone());
            all.push(alone);
            for value in 0..profile.values.len() {
                let mut shorter: Profile = profile.clone();
                shorter.values.remove(value);
                let mut fewer = needs.to_vec();
                match &mut fewer[at] {
                    NeedToKnow::Profile(one) => *one = shorter,
                    NeedToKnow::AnyOf(many) => many[nth] = shorter,
                }
                all.push(fewer);
            }
        }
    }
    // What is offered must be smaller, or shrinking would not end.
    all.retain(|fewer| fewer != needs);
    all
}
