//! The handling classes of one report.

use std::collections::BTreeSet;

use marking::Marking;
use model::{CaveatId, Community, Portion, Report, Timestamp};

use crate::{Handling, HandlingId, Identities, Inherited, Part, Provenance};

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
    /// them, with the rules of use, of field offices and of grants. But a report that is exempt from
    /// discovery is not found by a tear line either; a pointer is there to be found.
    ///
    /// What a part is made from binds it besides, tear lines too: who writes a product cannot sanitise
    /// it in the place of its sources' originators.
    ///
    /// Which part is asked for matters to the procedures for intelligence alone, so elsewhere the
    /// whole and a portion of the same marking are one class. When the report was accepted matters
    /// to their delays alone.
    pub fn of(report: &Report, provenance: &Provenance, community: &Community) -> Self {
        let (distinct, numbered) = Self::distinct(report, provenance, community);
        let class = |id: &HandlingId| distinct.get(id.0 as usize).cloned();
        // Every number was given by `distinct`, so the fallback is never taken.
        let fallback =
            || Known::of(report, provenance, community).handling(Part::Whole, &report.banner);
        numbered.map(|id| class(id).unwrap_or_else(fallback))
    }

    /// The same as a list of distinct classes, and for each part the position of its class. Most
    /// portions of a report share a class, which is made once.
    pub fn distinct(
        report: &Report,
        provenance: &Provenance,
        community: &Community,
    ) -> (Vec<Handling>, Classes<HandlingId>) {
        let mut known = Known::of(report, provenance, community);
        let about = &report.about;
        let portions = report.portions.iter().enumerate();
        let tearlines = report.tearlines.iter().enumerate();
        let numbered = Classes {
            whole: known.whole(),
            title: known.portion(&report.title, about.sources_of_title()),
            portions: portions
                .map(|(at, portion)| known.portion(portion, about.sources_of_portion(at)))
                .collect(),
            tearlines: tearlines
                .map(|(at, tearline)| {
                    let made_from = about.sources_of_tearline(at);
                    let marking = (*tearline.marking).clone().exempt_in(&report.banner);
                    known.apart(Part::TearLine, &marking, made_from)
                })
                .collect(),
            pointer: report
                .pointer
                .as_ref()
                .map(|pointer| known.apart(Part::Pointer, &pointer.marking, &about.derived_from)),
            identities: Identities::of(report).map(|identities| {
                let named = named(report, community);
                let class = Handling::of_identities(report.id.originator.clone(), named);
                identities.with(known.add(class))
            }),
        };
        (known.classes, numbered)
    }
}

/// The classes that were made so far.
struct Known<'r> {
    report: &'r Report,
    provenance: &'r Provenance,
    community: &'r Community,
    classes: Vec<Handling>,
    /// The markings of portions that were met, and what those are made from, with their classes.
    portions: Vec<(&'r Marking, &'r [String], HandlingId)>,
}

impl<'r> Known<'r> {
    fn of(report: &'r Report, provenance: &'r Provenance, community: &'r Community) -> Self {
        let (classes, portions) = (Vec::new(), Vec::new());
        Self { report, provenance, community, classes, portions }
    }

    /// The whole is made from all that any part is made from.
    fn whole(&mut self) -> HandlingId {
        let made_from: Vec<_> =
            self.report.about.sources().into_iter().map(str::to_owned).collect();
        self.body(Part::Whole, &self.report.banner, &made_from)
    }

    fn portion(&mut self, portion: &'r Portion, made_from: &'r [String]) -> HandlingId {
        let marking = &*portion.marking;
        let mut met = self.portions.iter();
        if let Some((_, _, id)) = met.find(|(m, from, _)| **m == *marking && *from == made_from) {
            return *id;
        }
        let handled = marking.within(&self.report.banner).exempt_in(&self.report.banner);
        let id = self.body(Part::Portion, &handled, made_from);
        self.portions.push((marking, made_from, id));
        id
    }

    fn body(&mut self, part: Part, marking: &Marking, made_from: &[String]) -> HandlingId {
        let report = self.report;
        let inherited = self.inherited(part, made_from);
        let part = part.asked_of(&report.id.originator, self.community);
        // Caveats and list are the report's own, so part, marking and sources tell its classes
        // apart; but a tear line's class may have neither, and then it is another one.
        let found = self.classes.iter().position(|known| {
            known.part == part
                && known.marking == *marking
                && known.inherited == inherited
                && is_body(known, report)
        });
        match found {
            Some(found) => number(found),
            None => {
                let handling = self.handling(part, marking);
                self.add(Handling { inherited, ..handling })
            }
        }
    }

    fn apart(&mut self, part: Part, marking: &Marking, made_from: &[String]) -> HandlingId {
        // The report's caveats do not travel along, but what its own marking's controls mean does.
        let caveats = of_controls(self.community, marking);
        let listed = marking.needs_distribution() || !caveats.is_empty();
        let inherited = self.inherited(part, made_from);
        let part = part.asked_of(&self.report.id.originator, self.community);
        let made = Handling {
            caveats,
            distribution: distribution(self.report, listed),
            inherited,
            ..self.handling(part, marking)
        };
        let found = self.classes.iter().position(|known| *known == made);
        found.map_or_else(|| self.add(made), number)
    }

    /// What a part that is made from some citations inherits; it is asked for as it is.
    fn inherited(&self, part: Part, made_from: &[String]) -> Inherited {
        if made_from.is_empty() {
            return Inherited::default();
        }
        let itself = self.report.id.cited();
        self.provenance.sources.inherited(&itself, made_from, part, self.community)
    }

    /// The class of a part that is made from nothing.
    fn handling(&self, part: Part, marking: &Marking) -> Handling {
        let Self { report, community, .. } = *self;
        let mut caveats = of_controls(community, marking);
        caveats.extend(report.caveats.iter().cloned());
        let listed = marking.needs_distribution() || !caveats.is_empty();
        let topics = if marking.opens_abroad() { report.about.topics.as_slice() } else { &[] };
        let accepted = self.provenance.accepted;
        Handling {
            part,
            marking: marking.clone(),
            originator: report.id.originator.clone(),
            caveats,
            leads_only: report.leads_only,
            distribution: distribution(report, listed),
            need_to_know: report.need_to_know.clone(),
            topics: topics.iter().cloned().collect(),
            named: named(report, community),
            accepted: accepted
                .filter(|accepted| community.delays(&report.id.originator, *accepted))
                .map(Timestamp::hour_up),
            inherited: Inherited::default(),
        }
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
    /// The class of every part, and that of the identities.
    pub(crate) fn every(&self) -> impl Iterator<Item = &H> {
        let Self { whole, title, portions, tearlines, pointer, identities } = self;
        let parts = [whole, title].into_iter().chain(portions).chain(tearlines).chain(pointer);
        parts.chain(identities.iter().map(|identities| &identities.class))
    }

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
    /// What tells apart who gets which form, and who in it is masked: classes that several portions or
    /// tear lines share stand once, or twice where some of these name US persons and some do not. Reports
    /// have few shapes.
    #[must_use]
    pub fn shape(&self) -> Self {
        let named = self.identities.as_ref();
        let (portions, in_portions) = once(&self.portions, named.map(|known| &*known.portions));
        let (tearlines, in_tearlines) = once(&self.tearlines, named.map(|known| &*known.tearlines));
        let identities = named.map(|known| Identities {
            portions: in_portions,
            tearlines: in_tearlines,
            ..known.clone()
        });
        Self { portions, tearlines, identities, ..self.clone() }
    }

    /// The same classes, each numbered anew as what it is asked for: for another community.
    pub(crate) fn asked(&self, mut number: impl FnMut(HandlingId, Part) -> HandlingId) -> Self {
        Self {
            whole: number(self.whole, Part::Whole),
            title: number(self.title, Part::Portion),
            portions: self.portions.iter().map(|id| number(*id, Part::Portion)).collect(),
            tearlines: self.tearlines.iter().map(|id| number(*id, Part::TearLine)).collect(),
            pointer: self.pointer.map(|id| number(id, Part::Pointer)),
            identities: self
                .identities
                .as_ref()
                .map(|known| known.with(number(known.class, Part::Identities))),
        }
    }
}

/// Distinct classes of some parts, each with whether these name somebody.
fn once(ids: &[HandlingId], named: Option<&[bool]>) -> (Vec<HandlingId>, Vec<bool>) {
    let named = |at: usize| named.and_then(|named| named.get(at)).copied().unwrap_or_default();
    let parts = ids.iter().enumerate().map(|(at, id)| (*id, named(at)));
    parts.collect::<BTreeSet<_>>().into_iter().unzip()
}

/// The report itself, where an act is about it alone.
fn named(report: &Report, community: &Community) -> Option<String> {
    Some(report.id.cited()).filter(|cited| community.names_report(cited))
}

fn distribution(report: &Report, listed: bool) -> Option<BTreeSet<String>> {
    listed.then(|| report.addressees.iter().cloned().collect())
}
