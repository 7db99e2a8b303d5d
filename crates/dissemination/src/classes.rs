//! The handling classes of one report.

use std::collections::BTreeSet;

use marking::Marking;
use model::{Community, Report};

use crate::{Handling, Part};

/// How each part of a report is handled.
#[derive(Clone, Debug, Eq, PartialEq)]
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
}

impl Classes {
    /// Works out the classes of a report.
    ///
    /// Caveats and the distribution list govern the report and its portions. A tear line and a
    /// pointer are versions that the originator made to travel further: their own marking governs
    /// them, with the rules of use, of field offices and of grants.
    ///
    /// Which part is asked for matters to the procedures for intelligence alone, so elsewhere the
    /// whole and a portion of the same marking are one class.
    pub fn of(report: &Report, community: &Community) -> Self {
        let intelligence = community.is_intelligence(&report.id.originator);
        let body = |part| if intelligence { part } else { Part::Portion };
        let own = |portion: &model::Portion| portion.marking.within(&report.banner);
        let apart = |part, marking: &Marking| Handling {
            caveats: BTreeSet::new(),
            distribution: distribution(report, marking.needs_distribution()),
            ..handling(report, part, marking)
        };
        Self {
            whole: handling(report, body(Part::Whole), &report.banner),
            title: handling(report, Part::Portion, &own(&report.title)),
            portions: report
                .portions
                .iter()
                .map(|portion| handling(report, Part::Portion, &own(portion)))
                .collect(),
            tearlines: report
                .tearlines
                .iter()
                .map(|t| apart(body(Part::TearLine), &t.marking))
                .collect(),
            pointer: report.pointer.as_ref().map(|p| apart(Part::Pointer, &p.marking)),
        }
    }
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
        }
    }
}

fn handling(report: &Report, part: Part, marking: &Marking) -> Handling {
    let listed = marking.needs_distribution() || !report.caveats.is_empty();
    let abroad = !marking.rel_to().is_empty();
    Handling {
        part,
        marking: marking.clone(),
        originator: report.id.originator.clone(),
        caveats: report.caveats.iter().cloned().collect(),
        leads_only: report.leads_only,
        distribution: distribution(report, listed),
        need_to_know: report.need_to_know.clone(),
        topics: if abroad {
            report.about.topics.iter().cloned().collect()
        } else {
            BTreeSet::new()
        },
    }
}

fn distribution(report: &Report, listed: bool) -> Option<BTreeSet<String>> {
    listed.then(|| report.addressees.iter().cloned().collect())
}
