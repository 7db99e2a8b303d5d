//! What is left of a report for one recipient: the only form in which a report leaves.

use std::sync::Arc;

use marking::{Marking, rollup};
use model::{
    About, AgencyId, CaveatId, Dated, Kind, Mention, Portion, Precedence, Report, ReportId,
};

use crate::{Form, Obligation};

/// A report as one recipient may have it. It holds no trace of what was left out: not its place,
/// its length, or how much there was.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendition {
    /// Whose, which, and which version.
    pub id: ReportId,
    /// What kind of report.
    pub kind: Kind,
    /// How fast it must go.
    pub precedence: Precedence,
    /// When it was issued.
    pub issued: Option<Dated>,
    /// The banner of what is shown.
    pub banner: Marking,
    /// The title, if permitted.
    pub title: Option<Portion>,
    /// The permitted portions.
    pub portions: Vec<Portion>,
    /// The tear lines: beside the whole, or in its stead.
    pub tearlines: Vec<Portion>,
    /// Whom to ask, when nothing else may go.
    pub pointer: Option<Portion>,
    /// The caveats, with the whole or portions.
    pub caveats: Vec<CaveatId>,
    /// Whether it gives leads only.
    pub leads_only: bool,
    /// What counts as the banner, with the whole alone.
    pub about: Option<About>,
    /// The addressees, with the whole alone.
    pub addressees: Vec<String>,
    /// Who is named in what is shown; `portion` counts the shown portions.
    pub mentions: Vec<Mention>,
    /// What the recipient owes the originator.
    pub obligations: Vec<Obligation>,
    /// Which form it is.
    pub outcome: &'static str,
}

impl Rendition {
    /// Cuts a report to a form; `beside` are the tear lines that go with the whole.
    pub(crate) fn cut(
        report: Report,
        form: &Form,
        beside: &[usize],
        obligations: Vec<Obligation>,
    ) -> Self {
        let outcome = form.outcome();
        match form {
            Form::Whole => Self { outcome, ..whole(report, beside, obligations) },
            Form::Redacted { title, portions } => {
                let mentions = mentions(&report, portions);
                let caveats = report.caveats.clone();
                let kept = take(report.portions.clone(), portions);
                let base = bare(report, *title, obligations);
                settle(Self { portions: kept, caveats, mentions, outcome, ..base })
            }
            Form::TearLine { title, tearlines } => {
                let kept = take(report.tearlines.clone(), tearlines);
                let base = bare(report, *title, obligations);
                settle(Self { tearlines: kept, outcome, ..base })
            }
            Form::Pointer { title } => {
                let pointer = report.pointer.clone();
                let base = bare(report, *title, obligations);
                settle(Self { pointer, outcome, ..base })
            }
        }
    }

    /// Whose report it is.
    pub fn originator(&self) -> &AgencyId {
        &self.id.originator
    }

    /// The text that is shown, for search and for highlights: title, portions, tear lines or
    /// pointer, in the order in which they are printed.
    pub fn texts(&self) -> impl Iterator<Item = &Portion> + Clone {
        let body = if self.portions.is_empty() { &self.tearlines } else { &self.portions };
        self.title.iter().chain(body).chain(&self.pointer)
    }
}

fn whole(report: Report, beside: &[usize], obligations: Vec<Obligation>) -> Rendition {
    let tearlines = take(report.tearlines, beside);
    let covers = |tearline: &Portion| report.banner.lacks(&tearline.marking).is_empty();
    let banner = if tearlines.iter().all(covers) {
        Arc::unwrap_or_clone(report.banner)
    } else {
        let marks = tearlines.iter().map(|tearline| &*tearline.marking);
        rollup(std::iter::once(&*report.banner).chain(marks)).banner
    };
    Rendition {
        banner,
        title: Some(report.title),
        portions: report.portions,
        tearlines,
        pointer: None,
        caveats: report.caveats,
        about: Some(report.about),
        addressees: report.addressees,
        mentions: report.mentions,
        id: report.id,
        kind: report.kind,
        precedence: report.precedence,
        issued: report.issued,
        leads_only: report.leads_only,
        obligations,
        outcome: "",
    }
}

/// The identity of a report and perhaps its title, nothing else.
fn bare(report: Report, title: bool, obligations: Vec<Obligation>) -> Rendition {
    Rendition {
        id: report.id,
        kind: report.kind,
        precedence: report.precedence,
        issued: report.issued,
        banner: Marking::default(),
        title: title.then_some(report.title),
        portions: Vec::new(),
        tearlines: Vec::new(),
        pointer: None,
        caveats: Vec::new(),
        leads_only: report.leads_only,
        about: None,
        addressees: Vec::new(),
        mentions: Vec::new(),
        obligations,
        outcome: "",
    }
}

/// The banner of what is left is rolled up anew.
fn settle(mut rendition: Rendition) -> Rendition {
    rendition.banner = rollup(rendition.texts().map(|portion| &*portion.marking)).banner;
    rendition
}

fn take(portions: Vec<Portion>, positions: &[usize]) -> Vec<Portion> {
    portions
        .into_iter()
        .enumerate()
        .filter(|(at, _)| positions.contains(at))
        .map(|(_, portion)| portion)
        .collect()
}

/// Mentions of shown portions, renumbered; one without a portion counts as the banner and goes.
pub(crate) fn mentions(report: &Report, positions: &[usize]) -> Vec<Mention> {
    let shown = |mention: &Mention| {
        let at = positions.iter().position(|position| Some(*position) == mention.portion)?;
        Some(Mention { portion: Some(at), ..mention.clone() })
    };
    report.mentions.iter().filter_map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_has_its_label_and_its_own_numbers_and_no_trace_of_the_rest() {
        let part = |text: &str| Portion {
            marking: Default::default(),
            written: None,
            text: text.to_owned(),
        };
        let named =
            |name: &str, portion| Mention { name: name.to_owned(), portion, ..Mention::default() };
        let caveats = vec![CaveatId::new("CIA:LIMDIS").unwrap()];
        let report = Report {
            title: part("title"),
            portions: ["none", "one", "two"].map(part).to_vec(),
            tearlines: vec![part("torn")],
            pointer: Some(part("ask")),
            caveats: caveats.clone(),
            addressees: vec!["DHS".to_owned()],
            mentions: vec![named("a", Some(0)), named("b", Some(2)), named("c", None)],
            ..crate::source::tests::report("R-1", &["CIA R-2"])
        };
        let cut = |form: Form| Rendition::cut(report.clone(), &form, &[], Vec::new());
        let texts = |of: &Rendition| of.texts().map(|p| p.text.clone()).collect::<Vec<_>>();
        let some = cut(Form::Redacted { title: false, portions: vec![1, 2] });
        assert_eq!(
            (some.outcome, &some.caveats, &texts(&some)[..]),
            ("redact", &caveats, &["one".to_owned(), "two".to_owned()][..])
        );
        // The second of what is shown, not the third of what there is.
        assert_eq!(some.mentions, [named("b", Some(1))]);
        assert_eq!((some.about.is_none(), some.addressees.is_empty()), (true, true));
        let torn = cut(Form::TearLine { title: true, tearlines: vec![0] });
        assert_eq!(
            (torn.outcome, texts(&torn)),
            ("tearline", vec!["title".to_owned(), "torn".to_owned()])
        );
        let pointer = cut(Form::Pointer { title: false });
        assert_eq!((pointer.outcome, texts(&pointer)), ("pointer", vec!["ask".to_owned()]));
        for less in [torn, pointer] {
            assert!(less.mentions.is_empty() && less.about.is_none() && less.caveats.is_empty());
        }
        let whole = cut(Form::Whole);
        assert_eq!((whole.outcome, whole.mentions.len(), &whole.caveats), ("release", 3, &caveats));
    }
}
