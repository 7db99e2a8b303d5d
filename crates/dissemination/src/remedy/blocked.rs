//! What sources keep back of a product, and what could be done about each.

use std::collections::{BTreeMap, BTreeSet};

use model::{AgencyId, Authorization, Consent, Party, Report};

use super::Remedy;
use crate::case::{Case, Findings};
use crate::judge::permits_itself;
use crate::rules::source::{bind, of_source};
use crate::who::Who;
use crate::{Ask, Classes, Handling, Part, Provenance};

/// The parts that are kept back or could be cut, over the remedies to choose from.
pub(super) struct Blocked {
    /// Consents first, then cuts.
    pub(super) remedies: Vec<Remedy>,
    pub(super) pieces: Vec<Piece>,
}

/// A part that the product's own conditions permit.
#[derive(Default)]
pub(super) struct Piece {
    /// The consents that it needs, by their positions.
    pub(super) needs: BTreeSet<usize>,
    /// The cuts that leave it out.
    pub(super) cuts: BTreeSet<usize>,
    /// Whether something keeps it back that nobody can consent to.
    pub(super) beyond_consent: bool,
}

/// What keeps a part back.
struct Blocker<'s> {
    /// Who can consent and to what; nobody to an embargo, or for a report that is not here.
    consent: Option<(AgencyId, BTreeSet<Consent>)>,
    source: &'s str,
    /// The citations of the part that bring it in.
    through: BTreeSet<&'s str>,
}

/// `None` where no source keeps anything back.
pub(super) fn of(
    report: &Report,
    provenance: &Provenance,
    classes: &Classes,
    ask: Ask<'_>,
    who: Who,
) -> Option<Blocked> {
    let about = &report.about;
    let own = |handlings: &[Handling]| -> Vec<usize> {
        let all = handlings.iter().enumerate();
        all.filter(|(_, class)| permits_itself(class, ask, who)).map(|(at, _)| at).collect()
    };
    let portions = own(&classes.portions);
    let (open, handlings) = if portions.is_empty() {
        (own(&classes.tearlines), &classes.tearlines)
    } else {
        (portions.clone(), &classes.portions)
    };
    let made_from = |at: usize| match portions.is_empty() {
        true => about.sources_of_tearline(at),
        false => about.sources_of_portion(at),
    };
    let parts: Vec<(&[String], &Handling)> =
        open.iter().filter_map(|at| Some((made_from(*at), handlings.get(*at)?))).collect();
    let search = Search { provenance, ask, who, itself: report.id.cited() };
    let blockers: Vec<Vec<Blocker<'_>>> =
        parts.iter().map(|(made_from, class)| search.blockers(made_from, class)).collect();
    if blockers.iter().all(Vec::is_empty) {
        return None;
    }
    Some(gathered(&parts, &blockers))
}

/// Numbers the remedies.
fn gathered(parts: &[(&[String], &Handling)], blockers: &[Vec<Blocker<'_>>]) -> Blocked {
    let mut consents: BTreeMap<&AgencyId, (BTreeSet<Consent>, BTreeSet<String>)> = BTreeMap::new();
    let mut cuts: BTreeSet<&str> = BTreeSet::new();
    for blocker in blockers.iter().flatten() {
        cuts.extend(&blocker.through);
        if let Some((originator, needed)) = &blocker.consent {
            let (all, sources) = consents.entry(originator).or_default();
            all.extend(needed);
            sources.insert(blocker.source.to_owned());
        }
    }
    let consent_at: BTreeMap<&AgencyId, usize> =
        consents.keys().enumerate().map(|(at, of)| (*of, at)).collect();
    let cut_at: BTreeMap<&str, usize> =
        cuts.iter().enumerate().map(|(at, source)| (*source, consents.len() + at)).collect();
    let piece = |(made_from, blockers): (&[String], &Vec<Blocker<'_>>)| {
        let asked = blockers.iter().filter_map(|blocker| blocker.consent.as_ref());
        Piece {
            needs: asked.filter_map(|(of, _)| consent_at.get(of)).copied().collect(),
            cuts: made_from.iter().filter_map(|c| cut_at.get(c.as_str())).copied().collect(),
            beyond_consent: blockers.iter().any(|blocker| blocker.consent.is_none()),
        }
    };
    let made_from = parts.iter().map(|(made_from, _)| *made_from);
    let pieces = made_from.zip(blockers).map(piece).collect();
    let consents = consents.iter().map(|(originator, (consents, sources))| Remedy::Consent {
        originator: (*originator).clone(),
        consents: consents.clone(),
        sources: sources.clone(),
    });
    let cuts = cuts.iter().map(|source| Remedy::Cut { source: (*source).to_owned() });
    Blocked { remedies: consents.chain(cuts).collect(), pieces }
}

struct Search<'a> {
    provenance: &'a Provenance,
    ask: Ask<'a>,
    who: Who,
    itself: String,
}

impl<'a> Search<'a> {
    /// What keeps back a part of some class that is made from some citations.
    fn blockers<'s>(&'s self, made_from: &'s [String], class: &Handling) -> Vec<Blocker<'s>> {
        let mut blockers = Vec::new();
        let case = Case::of(class, self.ask, self.who);
        for asked in &class.inherited.sources {
            let asked = of_source(case, asked);
            if holds(asked) {
                continue;
            }
            let consent = self.consent(asked);
            for source in self.provenance.sources.of_class(asked.handling, self.ask.community) {
                let through = source.through.iter().map(String::as_str);
                let through: BTreeSet<_> =
                    through.filter(|cited| made_from.iter().any(|from| from == cited)).collect();
                if !through.is_empty() {
                    // Whose consent it takes is told to those alone who may know of the source.
                    let consent = consent.clone().filter(|_| source.told);
                    let source = source.cited.as_str();
                    blockers.push(Blocker { consent, source, through });
                }
            }
        }
        for cited in made_from.iter().filter(|cited| **cited != self.itself) {
            let mut through = self.provenance.sources.iter().filter(|s| s.through.contains(cited));
            let (mut known, mut missing) = (false, false);
            for source in through.by_ref() {
                known |= source.cited == *cited;
                missing |= source.conditions.is_none();
            }
            if missing || !known {
                let (source, through) = (cited.as_str(), [cited.as_str()].into());
                blockers.push(Blocker { consent: None, source, through });
            }
        }
        blockers
    }

    /// Whose consent to what would let it go, if any would.
    fn consent(&self, asked: Case<'_>) -> Option<(AgencyId, BTreeSet<Consent>)> {
        let originator = &asked.handling.originator;
        let lifts = |consents: &BTreeSet<Consent>| {
            let given = self.assumed(originator, consents);
            holds(Case { assumed: Some(&given), ..asked })
        };
        let mut consents: BTreeSet<Consent> = Consent::ALL.iter().copied().collect();
        consents.remove(&Consent::Identities);
        if asked.handling.part == Part::Pointer || !lifts(&consents) {
            return None;
        }
        for consent in Consent::ALL {
            let mut fewer = consents.clone();
            if fewer.remove(consent) && lifts(&fewer) {
                consents = fewer;
            }
        }
        Some((originator.clone(), consents))
    }

    /// What the originator would have to give.
    fn assumed(&self, originator: &AgencyId, consents: &BTreeSet<Consent>) -> Authorization {
        let Ask { recipient, purpose, at, .. } = self.ask;
        Authorization {
            originator: originator.clone(),
            party: Party::Recipient(recipient.id.clone()),
            purposes: [purpose].into(),
            consents: consents.clone(),
            matter: None,
            reports: BTreeSet::new(),
            from: at,
            until: at.plus_hours(1),
            conditions: None,
        }
    }
}

/// Whether nothing that a source's originator asks stands against it.
fn holds(asked: Case<'_>) -> bool {
    let mut findings = Findings::new(false);
    bind(asked, &mut findings);
    findings.judgement().permitted
}
