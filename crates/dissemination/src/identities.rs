//! Where a report names US persons.

use model::Report;

use crate::mask::Masker;
use crate::{Form, Handling};

/// The parts of a report that name US persons, and the class that says who may see who they are.
///
/// A part that names nobody is the same for everybody, so that a note about masking never says that
/// there is somebody in what is withheld.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Identities<H = Handling> {
    /// How the identities are handled.
    pub class: H,
    /// Whether the title names one.
    pub title: bool,
    /// Whether each portion names one, or an entity of it is one.
    pub portions: Vec<bool>,
    /// Whether each tear line names one.
    pub tearlines: Vec<bool>,
    /// Whether the pointer names one.
    pub pointer: bool,
}

/// Whether US persons are named in what is given.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Naming {
    /// It names none.
    #[default]
    Nobody,
    /// As the report names them.
    Shown,
    /// As `[US PERSON 1]`.
    Masked,
}

/// Whether a report's serial names a US person whom the report lists. A report is asked for by its
/// serial, so that it cannot be masked.
pub fn names_somebody_in_serial(report: &Report) -> bool {
    Masker::of(report).is_some_and(|masker| masker.names_somebody(report.id.serial.as_str()))
}

impl Identities<()> {
    /// Of a report; `None` where no US person is listed.
    pub(crate) fn of(report: &Report) -> Option<Self> {
        let masker = Masker::of(report)?;
        let listed = |at: usize| {
            let mut here = report.mentions.iter().filter(|mention| mention.portion == Some(at));
            here.any(|mention| masker.masks(mention))
        };
        let named = |part: &model::Portion| masker.names_somebody(&part.text);
        let portions = report.portions.iter().enumerate();
        Some(Self {
            class: (),
            title: named(&report.title),
            portions: portions.map(|(at, portion)| named(portion) || listed(at)).collect(),
            tearlines: report.tearlines.iter().map(named).collect(),
            pointer: report.pointer.as_ref().is_some_and(named),
        })
    }
}

impl<H> Identities<H> {
    /// The same places, with something that stands for the class.
    pub(crate) fn with<T>(&self, class: T) -> Identities<T> {
        let Self { class: _, title, portions, tearlines, pointer } = self;
        let (portions, tearlines) = (portions.clone(), tearlines.clone());
        Identities { class, title: *title, portions, tearlines, pointer: *pointer }
    }

    /// Whether a form of the report names one. The whole lists them all.
    pub fn are_in(&self, form: &Form) -> bool {
        let any = |of: &[bool], at: &[usize]| at.iter().any(|at| of.get(*at) == Some(&true));
        match form {
            Form::Whole => true,
            Form::Redacted { title, portions } => {
                (*title && self.title) || any(&self.portions, portions)
            }
            Form::TearLine { title, tearlines } => {
                (*title && self.title) || any(&self.tearlines, tearlines)
            }
            Form::Pointer { title } => (*title && self.title) || self.pointer,
        }
    }
}

impl Naming {
    /// What [`Naming::name`] gave; `None` where it is another word.
    pub fn read(name: Option<&str>) -> Option<Self> {
        match name {
            None => Some(Self::Nobody),
            Some("shown") => Some(Self::Shown),
            Some("masked") => Some(Self::Masked),
            Some(_) => None,
        }
    }

    /// The word used in interfaces and in the ledger; nothing where nobody is named.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Nobody => None,
            Self::Shown => Some("shown"),
            Self::Masked => Some("masked"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_names_somebody_where_any_part_that_it_shows_does() {
        let of = |title, portions: &[bool], tearlines: &[bool], pointer| Identities {
            class: (),
            title,
            portions: portions.to_vec(),
            tearlines: tearlines.to_vec(),
            pointer,
        };
        let redacted =
            |title, portions: &[usize]| Form::Redacted { title, portions: portions.to_vec() };
        let torn =
            |title, tearlines: &[usize]| Form::TearLine { title, tearlines: tearlines.to_vec() };
        let pointer = |title| Form::Pointer { title };
        let in_title = of(true, &[false], &[false], false);
        for form in [redacted(true, &[0]), torn(true, &[0]), pointer(true)] {
            assert!(in_title.are_in(&form), "{form:?}");
        }
        for form in [redacted(false, &[0]), torn(false, &[0]), pointer(false)] {
            assert!(!in_title.are_in(&form), "{form:?}");
        }
        let in_body = of(false, &[false, true], &[false, true], true);
        for title in [true, false] {
            for form in [redacted(title, &[0, 1]), torn(title, &[1]), pointer(title)] {
                assert!(in_body.are_in(&form), "{form:?}");
            }
            for form in [redacted(title, &[0]), torn(title, &[0]), redacted(title, &[])] {
                assert!(!in_body.are_in(&form), "{form:?}");
            }
        }
        // Who is listed goes with the whole.
        assert!(of(false, &[false], &[], false).are_in(&Form::Whole));
    }

    #[test]
    fn naming_is_read_back_by_its_name() {
        for naming in [Naming::Nobody, Naming::Shown, Naming::Masked] {
            assert_eq!(Naming::read(naming.name()), Some(naming));
        }
        assert_eq!((Naming::Nobody.name(), Naming::read(Some("masks"))), (None, None));
    }

    #[test]
    fn a_serial_that_names_somebody_is_known() {
        let report = |serial: &str, us_person| {
            let name = "Ada Byron".to_owned();
            let listed =
                model::Mention { name, kind: "person".to_owned(), us_person, ..Default::default() };
            Report { mentions: vec![listed], ..crate::source::tests::report(serial, &[]) }
        };
        assert!(names_somebody_in_serial(&report("CASE-BYRON-7", Some(true))));
        assert!(!names_somebody_in_serial(&report("CASE-7", Some(true))));
        assert!(!names_somebody_in_serial(&report("CASE-BYRON-7", None)));
    }
}
