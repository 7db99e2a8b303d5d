//! The handling classes of one report.

use std::collections::BTreeSet;

use marking::Marking;
use model::{AgencyId, CaveatId, Community, Portion, Report, Timestamp};

use crate::{Handling, HandlingId, Identities, Part};

/// How each part of a report is handled.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Classes<H = Handling> {
    /// The report as a whole.
    pub whole: H,
    /// The title.
    pub title: H,
    /// Each portion.
    pub portions: Vec<H>,
    /// Each tear line.
    pub tearlines: Vec<H>,
    /// The pointer.
    pub pointer: Option<H>,
    /// Who the US persons in it are, where there are any.
    pub identities: Option<Identities<H>>,
}

impl Classes {
    /// Works out the classes of a report.
    ///
    /// Caveats and the distribution list govern the report and its portions; the caveats behind a
    /// marking's own controls govern whatever carries it. A tear line and a
    /// pointer are versions that the originator made to travel further: their own marking governs
    /// them, with the rules of use, of field offices and of grants.
    ///
    /// Which part is asked for matters to the procedures for intelligence alone, so elsewhere the
    /// whole and a portion of the same marking are one class. When the report was accepted matters
    /// to their delays alone.
    pub fn of(report: &Report, accepted: Option<Timestamp>, community: &Community) -> Self {
        let (distinct, numbered) = Self::distinct(report, accepted, community);
        let class = |id: &HandlingId| distinct.get(id.0 as usize).cloned();
        // Every number was given by `distinct`, so the fallback is never taken.
        let fallback = || handling(report, accepted, community, (Part::Whole, &report.banner));
        numbered.map(|id| class(id).unwrap_or_else(fallback))
    }

    /// The same as a list of distinct classes, and for each part the position of its class. Most
    /// portions of a report share a class, which is made once.
    pub fn distinct(
        report: &Report,
        accepted: Option<Timestamp>,
        community: &Community,
    ) -> (Vec<Handling>, Classes<HandlingId>) {
        let (classes, portions) = (Vec::new(), Vec::new());
        let mut known = Known { report, accepted, community, classes, portions };
        let AskedParts { whole, tearline } = asked_parts(&report.id.originator, community);
        let numbered = Classes {
            whole: known.body(whole, &report.banner),
            title: known.portion(&report.title),
            portions: report.portions.iter().map(|portion| known.portion(portion)).collect(),
            tearlines: report.tearlines.iter().map(|t| known.apart(tearline, &t.marking)).collect(),
            pointer: report.pointer.as_ref().map(|p| known.apart(Part::Pointer, &p.marking)),
            identities: Identities::of(report).map(|identities| {
                let named = named(report, community);
                let class = Handling::of_identities(report.id.originator.clone(), named);
                identities.with(known.add(class))
            }),
        };
        (known.classes, numbered)
    }
}

/// As which parts the whole and a tear line are asked for.
struct AskedParts {
    whole: Part,
    tearline: Part,
}

/// The parts matter to the procedures for intelligence alone. Procedures change; the classes stay, so
/// that nothing is sorted anew when one does.
fn asked_parts(originator: &AgencyId, community: &Community) -> AskedParts {
    if community.is_intelligence(originator) {
        return AskedParts { whole: Part::Whole, tearline: Part::TearLine };
    }
    AskedParts { whole: Part::Portion, tearline: Part::Portion }
}

/// The classes that were made so far.
struct Known<'r> {
    report: &'r Report,
    accepted: Option<Timestamp>,
    community: &'r Community,
    classes: Vec<Handling>,
    /// The markings of portions that were met, with their classes.
    portions: Vec<(&'r Marking, HandlingId)>,
}

impl<'r> Known<'r> {
    fn portion(&mut self, portion: &'r Portion) -> HandlingId {
        if let Some((_, id)) = self.portions.iter().find(|(met, _)| **met == *portion.marking) {
            return *id;
        }
        let handled = portion.marking.within(&self.report.banner);
        let id = self.body(Part::Portion, &handled);
        self.portions.push((&portion.marking, id));
        id
    }

    fn body(&mut self, part: Part, marking: &Marking) -> HandlingId {
        let report = self.report;
        // Caveats and list are the report's own, so part and marking tell its classes apart; but a
        // tear line's class may have neither, and then it is another one.
        let found = self.classes.iter().position(|known| {
            known.part == part && known.marking == *marking && is_body(known, report)
        });
        found.map_or_else(|| self.add(self.handling(part, marking)), number)
    }

    fn apart(&mut self, part: Part, marking: &Marking) -> HandlingId {
        // The report's caveats do not travel along, but what its own marking's controls mean does.
        let caveats = of_controls(self.community, marking);
        let listed = marking.needs_distribution() || !caveats.is_empty();
        let made = Handling {
            caveats,
            distribution: distribution(self.report, listed),
            ..self.handling(part, marking)
        };
        let found = self.classes.iter().position(|known| *known == made);
        found.map_or_else(|| self.add(made), number)
    }

    fn handling(&self, part: Part, marking: &Marking) -> Handling {
        handling(self.report, self.accepted, self.community, (part, marking))
    }

    fn add(&mut self, class: Handling) -> HandlingId {
        self.classes.push(class);
        number(self.classes.len() - 1)
    }
}

fn is_body(known: &Handling, report: &Report) -> bool {
    report.caveats.iter().all(|caveat| known.caveats.contains(caveat))
}

/// The caveats that say what a marking's own controls mean.
fn of_controls(community: &Community, marking: &Marking) -> BTreeSet<CaveatId> {
    community.caveats_of_controls(marking).cloned().collect()
}

fn number(at: usize) -> HandlingId {
    HandlingId(u32::try_from(at).unwrap_or(u32::MAX))
}

impl<H> Classes<H> {
    /// The same structure over something that stands for each class.
    pub fn map<T>(&self, mut over: impl FnMut(&H) -> T) -> Classes<T> {
        Classes {
            whole: over(&self.whole),
            title: over(&self.title),
            portions: self.portions.iter().map(&mut over).collect(),
            tearlines: self.tearlines.iter().map(&mut over).collect(),
            pointer: self.pointer.as_ref().map(&mut over),
            identities: self.identities.as_ref().map(|known| known.with(over(&known.class))),
        }
    }
}

impl Classes<HandlingId> {
    /// What tells apart who gets which form: classes that several portions or tear lines share stand
    /// once. Reports have few shapes.
    #[must_use]
    pub fn shape(&self) -> Self {
        let once =
            |ids: &[HandlingId]| ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let (portions, tearlines) = (once(&self.portions), once(&self.tearlines));
        // Masking changes no form.
        Self { portions, tearlines, identities: None, ..self.clone() }
    }

    /// The classes of an originator's report as another community asks for them.
    pub(crate) fn asked_in(
        &self,
        community: &Community,
        originator: &AgencyId,
        mut number: impl FnMut(HandlingId, Part) -> HandlingId,
    ) -> Self {
        let AskedParts { whole, tearline } = asked_parts(originator, community);
        Self {
            whole: number(self.whole, whole),
            title: number(self.title, Part::Portion),
            portions: self.portions.iter().map(|id| number(*id, Part::Portion)).collect(),
            tearlines: self.tearlines.iter().map(|id| number(*id, tearline)).collect(),
            pointer: self.pointer.map(|id| number(id, Part::Pointer)),
            identities: None,
        }
    }
}

fn handling(
    report: &Report,
    accepted: Option<Timestamp>,
    community: &Community,
    (part, marking): (Part, &Marking),
) -> Handling {
    let mut caveats = of_controls(community, marking);
    caveats.extend(report.caveats.iter().cloned());
    let listed = marking.needs_distribution() || !caveats.is_empty();
    let abroad = marking.opens_abroad();
    Handling {
        part,
        marking: marking.clone(),
        originator: report.id.originator.clone(),
        caveats,
        leads_only: report.leads_only,
        distribution: distribution(report, listed),
        need_to_know: report.need_to_know.clone(),
        topics: if abroad {
            report.about.topics.iter().cloned().collect()
        } else {
            BTreeSet::new()
        },
        named: named(report, community),
        accepted: accepted
            .filter(|accepted| community.delays(&report.id.originator, *accepted))
            .map(Timestamp::hour_up),
    }
}

/// The report itself, where an act is about it alone.
fn named(report: &Report, community: &Community) -> Option<String> {
    Some(report.id.cited()).filter(|cited| community.names_report(cited))
}

fn distribution(report: &Report, listed: bool) -> Option<BTreeSet<String>> {
    listed.then(|| report.addressees.iter().cloned().collect())
}
