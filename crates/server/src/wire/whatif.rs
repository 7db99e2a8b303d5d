//! Who would get what of a draft, and what a changed community would change.

use std::collections::BTreeMap;

use dissemination::{Cost, Given, Naming, Prospect, TearLineOffer};
use model::{Manner, Purpose, Recipient, Report};
use serde::{Deserialize, Serialize};

use super::Advice;

/// What would become of one draft.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct WhatIf {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The report, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// Its banner in canonical form.
    pub banner: String,
    /// What the originator should know.
    pub notes: Vec<String>,
    /// What the originator may want to look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// For each purpose, who would get what.
    pub purposes: Vec<Prospects>,
}

/// Who would get what for a purpose.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Prospects {
    /// The purpose.
    pub purpose: String,
    /// How many recipients are shown each form, by its word in interfaces.
    pub forms: BTreeMap<String, usize>,
    /// For how many of them US persons in it are masked.
    pub masked: usize,
    /// What each recipient is shown.
    pub recipients: Vec<Prospective>,
    /// The manners in which some get something else than they are shown.
    pub otherwise: Vec<Otherwise>,
    /// The conditions that keep recipients from more, that of most first.
    pub without: Vec<Without>,
    /// The tear lines that would reach more, the smallest change first.
    pub tear_lines: Vec<Offer>,
}

/// What one recipient would get.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Prospective {
    /// Who.
    pub recipient: String,
    /// `release`, `redact`, `tearline`, `pointer` or `withhold`.
    pub outcome: String,
    /// `shown` or `masked`, where US persons are named in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identities: Option<String>,
}

/// A manner in which some get something else than they are shown.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Otherwise {
    /// `search`, `copy` or `extract`.
    pub manner: String,
    /// What those get.
    pub recipients: Vec<Prospective>,
}

/// One condition that is thought away.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Without {
    /// The condition.
    pub condition: String,
    /// The rules that deny because of it.
    pub rules: Vec<String>,
    /// How many would get more without it.
    pub more: usize,
    /// How many of them get nothing with it.
    pub from_nothing: usize,
    /// Who.
    pub recipients: Vec<String>,
}

/// A tear line that could be added.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Offer {
    /// Its portion mark.
    pub marking: String,
    /// How many would get more with it.
    pub more: usize,
    /// How many of them get nothing without it.
    pub from_nothing: usize,
    /// Who.
    pub recipients: Vec<String>,
}

impl WhatIf {
    /// Asks what would become of a draft for some purposes.
    pub fn of(
        line: u64,
        report: &Report,
        (notes, advice): (Vec<String>, Vec<Advice>),
        prospect: &Prospect<'_>,
        purposes: &[Purpose],
    ) -> Self {
        Self {
            line,
            report: report.id.to_string(),
            banner: report.banner.banner(),
            notes,
            advice,
            purposes: purposes.iter().map(|purpose| Prospects::of(prospect, *purpose)).collect(),
        }
    }
}

impl Prospects {
    fn of(prospect: &Prospect<'_>, purpose: Purpose) -> Self {
        let words = ["release", "redact", "tearline", "pointer", "withhold"];
        let mut forms: BTreeMap<String, usize> =
            words.into_iter().map(|word| (word.to_owned(), 0)).collect();
        let recipients = reached(prospect, purpose, Manner::Display);
        for one in &recipients {
            *forms.entry(one.outcome.clone()).or_default() += 1;
        }
        let masked = Naming::Masked.name();
        let otherwise = Manner::ALL.iter().filter(|manner| **manner != Manner::Display);
        let otherwise = otherwise.filter_map(|manner| {
            let mut others = reached(prospect, purpose, *manner);
            others.retain(|one| !recipients.contains(one));
            let manner = manner.name().to_owned();
            (!others.is_empty()).then_some(Otherwise { manner, recipients: others })
        });
        Self {
            purpose: purpose.name().to_owned(),
            forms,
            masked: recipients.iter().filter(|one| one.identities.as_deref() == masked).count(),
            otherwise: otherwise.collect(),
            recipients,
            without: prospect.costs(purpose).iter().map(Without::of).collect(),
            tear_lines: prospect.tear_lines(purpose).iter().map(Offer::of).collect(),
        }
    }
}

/// What each recipient would get in a manner, by their ids.
fn reached(prospect: &Prospect<'_>, purpose: Purpose, manner: Manner) -> Vec<Prospective> {
    let shares = prospect.shares(purpose, manner).into_iter();
    let mut reached: Vec<Prospective> = shares
        .flat_map(|share| {
            let outcome = Given::outcome(&share.extent.given).to_owned();
            let identities = share.extent.naming.name().map(str::to_owned);
            let of = move |one: &Recipient| Prospective {
                recipient: one.id.to_string(),
                outcome: outcome.clone(),
                identities: identities.clone(),
            };
            share.recipients.into_iter().map(of)
        })
        .collect();
    reached.sort_by(|one, other| one.recipient.cmp(&other.recipient));
    reached
}

impl Without {
    fn of(cost: &Cost<'_>) -> Self {
        let Cost { condition: _, printed, rules, more, from_nothing } = cost;
        Self {
            condition: printed.clone(),
            rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
            more: more.len(),
            from_nothing: *from_nothing,
            recipients: ids(more),
        }
    }
}

impl Offer {
    fn of(offer: &TearLineOffer<'_>) -> Self {
        let TearLineOffer { marking, more, from_nothing } = offer;
        Self {
            marking: marking.portion(),
            more: more.len(),
            from_nothing: *from_nothing,
            recipients: ids(more),
        }
    }
}

fn ids(recipients: &[&Recipient]) -> Vec<String> {
    recipients.iter().map(|recipient| recipient.id.to_string()).collect()
}
