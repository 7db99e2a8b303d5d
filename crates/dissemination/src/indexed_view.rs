//! One view of a report, as the index takes it: identity and visible text.

use std::borrow::Cow;

use model::{Kind, Portion, Report, ReportId};

use crate::mask::Masker;
use crate::{Form, View};

/// What the index may hold of one view: the text of the view's own portions alone, masked where
/// the view is.
#[derive(Clone, Debug)]
pub struct IndexedView<'r> {
    report: &'r Report,
    texts: Vec<Cow<'r, str>>,
}

impl<'r> IndexedView<'r> {
    pub(crate) fn new(report: &'r Report, view: &'r View) -> Self {
        let shown = parts(report, &view.form).map(|part| part.text.as_str());
        let masker = if view.masked { Masker::of(report) } else { None };
        let texts = match masker.map(|masker| masker.of_form(report, &view.form)) {
            None => shown.map(Cow::Borrowed).collect(),
            Some(masker) => shown.map(|text| Cow::Owned(masker.text(text))).collect(),
        };
        Self { report, texts }
    }

    /// Which report.
    pub fn id(&self) -> &'r ReportId {
        &self.report.id
    }

    /// What kind of report.
    pub fn kind(&self) -> Kind {
        self.report.kind
    }

    /// The visible texts in the order in which they are printed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(Cow::as_ref)
    }
}

/// What a form shows of a report's text, in the order in which it is printed.
pub(crate) fn parts<'r>(report: &'r Report, form: &'r Form) -> impl Iterator<Item = &'r Portion> {
    let (title, chosen, pointer) = match form {
        Form::Whole => (true, Chosen::all(&report.portions), None),
        Form::Redacted { title, portions } => {
            (*title, Chosen::some(&report.portions, portions), None)
        }
        Form::TearLine { title, tearlines } => {
            (*title, Chosen::some(&report.tearlines, tearlines), None)
        }
        Form::Pointer { title } => (*title, Chosen::all(&[]), report.pointer.as_ref()),
    };
    let title = title.then_some(&report.title);
    title.into_iter().chain(chosen).chain(pointer)
}

/// All portions of a list, or those at given positions.
struct Chosen<'r> {
    from: &'r [Portion],
    positions: Option<std::slice::Iter<'r, usize>>,
}

impl<'r> Chosen<'r> {
    fn all(from: &'r [Portion]) -> Self {
        Self { from, positions: None }
    }

    fn some(from: &'r [Portion], positions: &'r [usize]) -> Self {
        Self { from, positions: Some(positions.iter()) }
    }
}

impl<'r> Iterator for Chosen<'r> {
    type Item = &'r Portion;

    fn next(&mut self) -> Option<&'r Portion> {
        match &mut self.positions {
            Some(positions) => self.from.get(*positions.next()?),
            None => {
                let (first, rest) = self.from.split_first()?;
                self.from = rest;
                Some(first)
            }
        }
    }
}
