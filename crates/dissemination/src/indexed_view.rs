//! One view of a report, as the index takes it: what the rendition of that view shows.

use std::borrow::Cow;

use marking::{Marking, rollup};
use model::{About, Dated, Kind, Mention, Portion, Precedence, Report, ReportId};

use crate::mask::Masker;
use crate::rendition::mentions;
use crate::{Form, View};

/// What the index may hold of one view: the text of the view's own portions alone, and of the rest
/// what a rendition of the view has; masked where the view is.
#[derive(Clone, Debug)]
pub struct IndexedView<'r> {
    report: &'r Report,
    view: &'r View,
    texts: Vec<Cow<'r, str>>,
    about: Option<Cow<'r, About>>,
    mentions: Cow<'r, [Mention]>,
}

impl<'r> IndexedView<'r> {
    pub(crate) fn new(report: &'r Report, view: &'r View) -> Self {
        let form = &view.form;
        let masker = if view.masked { Masker::of(report) } else { None };
        let masker = masker.map(|masker| masker.of_form(report, form));
        let shown = parts(report, form).map(|part| part.text.as_str());
        let texts = match &masker {
            None => shown.map(Cow::Borrowed).collect(),
            Some(masker) => shown.map(|text| Cow::Owned(masker.text(text))).collect(),
        };
        let (about, mentions) = match form {
            Form::Whole => (Some(&report.about), Cow::Borrowed(report.mentions.as_slice())),
            Form::Redacted { portions, .. } => (None, Cow::Owned(mentions(report, portions))),
            Form::TearLine { .. } | Form::Pointer { .. } => (None, Cow::Borrowed([].as_slice())),
        };
        match masker {
            None => Self { report, view, texts, about: about.map(Cow::Borrowed), mentions },
            Some(masker) => {
                let masked = mentions.iter().map(|mention| masker.mention(mention.clone()));
                let mentions = Cow::Owned(masked.collect());
                let about = about.map(|about| Cow::Owned(masker.about(about.clone())));
                Self { report, view, texts, about, mentions }
            }
        }
    }

    /// Which report.
    pub fn id(&self) -> &'r ReportId {
        &self.report.id
    }

    /// What kind of report.
    pub fn kind(&self) -> Kind {
        self.report.kind
    }

    /// How fast it must go.
    pub fn precedence(&self) -> Precedence {
        self.report.precedence
    }

    /// When it was issued.
    pub fn issued(&self) -> Option<&'r Dated> {
        self.report.issued.as_ref()
    }

    /// The banner of what is shown, without the tear lines that may go beside the whole.
    pub fn banner(&self) -> Cow<'r, Marking> {
        match &self.view.form {
            Form::Whole => Cow::Borrowed(&self.report.banner),
            form @ (Form::Redacted { .. } | Form::TearLine { .. } | Form::Pointer { .. }) => {
                Cow::Owned(rollup(parts(self.report, form).map(|part| &*part.marking)).banner)
            }
        }
    }

    /// Which form it is, in the words of interfaces.
    pub fn outcome(&self) -> &'static str {
        self.view.form.outcome()
    }

    /// Whether whoever sees it has a tear line: in the stead of the whole, or beside it.
    pub fn has_tearline(&self) -> bool {
        matches!(self.view.form, Form::TearLine { .. }) || self.view.beside
    }

    /// Whether the title is the first of its texts.
    pub fn has_title(&self) -> bool {
        match &self.view.form {
            Form::Whole => true,
            Form::Redacted { title, .. }
            | Form::TearLine { title, .. }
            | Form::Pointer { title } => *title,
        }
    }

    /// What the report says about itself, where it is shown: with the whole.
    pub fn about(&self) -> Option<&About> {
        self.about.as_deref()
    }

    /// Who is named in what is shown.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The visible texts in the order in which they are printed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(Cow::as_ref)
    }
}

/// What a form shows of a report's text, in the order in which it is printed.
pub(crate) fn parts<'r>(
    report: &'r Report,
    form: &'r Form,
) -> impl Iterator<Item = &'r Portion> + Clone {
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
#[derive(Clone)]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ViewKey;

    fn report() -> Report {
        let part = |text: &str| Portion {
            marking: Default::default(),
            written: None,
            text: text.to_owned(),
        };
        let mention = |name: &str, portion, us_person| Mention {
            kind: "person".to_owned(),
            name: name.to_owned(),
            portion,
            us_person,
            ..Mention::default()
        };
        Report {
            title: part("title"),
            portions: vec![part("Ada Byron left"), part("Bo Peep came")],
            tearlines: vec![part("one left"), part("one came")],
            pointer: Some(part("ask the desk")),
            mentions: vec![
                mention("Ada Byron", Some(0), Some(true)),
                mention("Bo Peep", Some(1), None),
                mention("Clara", None, None),
            ],
            ..crate::source::tests::report("R-1", &[])
        }
    }

    /// What the index takes of a form: its word, its texts, who is named, and whether there is a tear
    /// line and what the report says about itself.
    fn taken(form: Form, masked: bool, beside: bool) -> (String, bool, bool) {
        let (required, excluded) = (Vec::new(), Vec::new());
        let view = View { key: ViewKey { required, excluded }, form, masked, beside };
        let report = report();
        let taken = IndexedView::new(&report, &view);
        let texts: Vec<&str> = taken.texts().collect();
        let named: Vec<_> = taken.mentions().iter().map(|m| (m.name.as_str(), m.portion)).collect();
        let said = format!("{} {texts:?} {named:?}", taken.outcome());
        (said, taken.has_tearline(), taken.about().is_some())
    }

    #[test]
    fn the_index_takes_of_a_view_what_it_shows_and_nothing_else() {
        let whole = |named: &str, text: &str| {
            format!(
                "release [\"title\", \"{text} left\", \"Bo Peep came\"] \
                 [(\"{named}\", Some(0)), (\"Bo Peep\", Some(1)), (\"Clara\", None)]"
            )
        };
        let open = whole("Ada Byron", "Ada Byron");
        assert_eq!(taken(Form::Whole, false, false), (open.clone(), false, true));
        assert_eq!(taken(Form::Whole, false, true), (open, true, true));
        let masked = whole("[US PERSON 1]", "[US PERSON 1]");
        assert_eq!(taken(Form::Whole, true, false), (masked, false, true));
        let redacted = Form::Redacted { title: false, portions: vec![1] };
        let said = "redact [\"Bo Peep came\"] [(\"Bo Peep\", Some(0))]";
        assert_eq!(taken(redacted, true, false), (said.to_owned(), false, false));
        let torn = Form::TearLine { title: true, tearlines: vec![1] };
        let said = "tearline [\"title\", \"one came\"] []";
        assert_eq!(taken(torn, false, false), (said.to_owned(), true, false));
        let said = "pointer [\"ask the desk\"] []";
        let pointer = Form::Pointer { title: false };
        assert_eq!(taken(pointer, false, false), (said.to_owned(), false, false));
    }
}
