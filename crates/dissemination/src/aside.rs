//! Submissions that are set aside: nothing is known of their marking for certain, so no rule about
//! markings can let anybody have them. Those alone may who gave them, whose they are, or whom the
//! community gave the right to work on them.

mod original;

use model::{AgencyId, Function, Recipient, RecipientKind};

pub use original::GuardedOriginal;

/// What is known of a submission that is set aside, besides its content.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AsideAbout {
    /// Who submitted it: a recipient's id, or `operator`.
    pub submitter: String,
    /// Whose it says it is, where that reads as an agency.
    pub originator: Option<AgencyId>,
}

/// By what somebody may see a submission that is set aside.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Standing {
    /// It audits what became of its organisation's material: it looks, and changes nothing.
    Auditor,
    /// It submitted it.
    Submitter,
    /// It submits or decides for the organisation whose material it is.
    Originator,
    /// It has the right to work on everything that is set aside.
    Quarantine,
}

/// A submission that is set aside, or a file as it came ([`GuardedOriginal`]), which nobody may read
/// yet.
///
/// It cannot be looked into:
/// ```compile_fail,E0616
/// fn look(guarded: dissemination::GuardedAside) { let _ = guarded.submitted; }
/// ```
/// It can be asked for:
/// ```
/// fn ask(guarded: dissemination::GuardedAside, reader: &model::Recipient) -> bool {
///     guarded.decide(reader).is_some()
/// }
/// ```
pub struct GuardedAside<T = String> {
    abouts: Vec<AsideAbout>,
    submitted: T,
}

/// A submission that somebody may see. Nothing can be read before the ledger has it.
#[must_use = "a grant that is not released gives nothing"]
pub struct GrantedAside<T = String> {
    standing: Standing,
    submitted: T,
}

impl Standing {
    /// Whether it may correct a submission, reject it and submit it again.
    pub fn may_change(self) -> bool {
        match self {
            Self::Auditor => false,
            Self::Submitter | Self::Originator | Self::Quarantine => true,
        }
    }
}

impl AsideAbout {
    /// By what a recipient may see the submission; `None` for everybody else, to whom it is not
    /// there.
    pub fn standing(&self, reader: &Recipient) -> Option<Standing> {
        let Recipient { functions, admin_organization, duty_organization, .. } = reader;
        let has = |function| functions.contains(&function);
        let is_of = |own: &AgencyId| self.originator.as_ref().is_some_and(|of| of.is_within(own));
        let own = [admin_organization, duty_organization].into_iter().any(is_of);
        let decides = has(Function::Submitter) || has(Function::ReleaseAuthority);
        let standings = [
            (has(Function::Quarantine), Standing::Quarantine),
            (own && decides, Standing::Originator),
            (self.is_from(reader), Standing::Submitter),
            (is_of(duty_organization) && has(Function::Auditor), Standing::Auditor),
        ];
        standings.into_iter().find_map(|(holds, standing)| holds.then_some(standing))
    }

    /// Whether a recipient submitted it. What is done on the machine itself is done in the operator's
    /// name, and operating opens nothing.
    fn is_from(&self, reader: &Recipient) -> bool {
        self.submitter == reader.id.as_str() && self.submitter != OPERATOR
    }

    /// Whether a recipient may let a correction stand: a person with the right, and not the one who
    /// made it.
    pub fn may_approve(&self, reader: &Recipient, corrected_by: &str) -> bool {
        let is_person = reader.kind == RecipientKind::Person;
        let standing = self.standing(reader) == Some(Standing::Quarantine);
        is_person && standing && reader.id.as_str() != corrected_by
    }
}

impl<T> GuardedAside<T> {
    /// Guards what was submitted, with what is known of each report in it.
    pub fn new(abouts: Vec<AsideAbout>, submitted: T) -> Self {
        Self { abouts, submitted }
    }

    /// Decides whether somebody may see it: as little as what they may do with any report in it.
    pub fn decide(self, reader: &Recipient) -> Option<GrantedAside<T>> {
        let standings = self.abouts.iter().map(|about| about.standing(reader));
        let standing = standings.collect::<Option<Vec<_>>>()?.into_iter().min()?;
        Some(GrantedAside { standing, submitted: self.submitted })
    }
}

impl<T> GrantedAside<T> {
    /// Records that it is shown, then gives it.
    ///
    /// # Errors
    /// When the entry could not be made durable; then nothing is given.
    pub fn release<E>(self, record: impl FnOnce(Standing) -> Result<(), E>) -> Result<T, E> {
        record(self.standing)?;
        Ok(self.submitted)
    }
}

impl<T> std::fmt::Debug for GuardedAside<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("GuardedAside(..)")
    }
}

impl<T> std::fmt::Debug for GrantedAside<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("GrantedAside(..)")
    }
}

/// Whoever acts on the machine itself.
const OPERATOR: &str = "operator";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use marking::{Code, Level};
    use model::{EntityType, Memberships, RecipientId};

    use super::*;

    fn reader(id: &str, organization: &str, functions: &[Function]) -> Recipient {
        let organization = AgencyId::new(organization).unwrap();
        Recipient {
            id: RecipientId::new(id).unwrap(),
            name: String::new(),
            kind: RecipientKind::Person,
            clearance: Level::TopSecret,
            accesses: BTreeSet::new(),
            countries: [Code::USA].into(),
            admin_organization: organization.clone(),
            duty_organization: organization,
            entity_type: EntityType::Government,
            functions: functions.iter().copied().collect(),
            memberships: Memberships::default(),
            handling_controls: BTreeSet::new(),
        }
    }

    fn about(originator: &str) -> AsideAbout {
        let originator = AgencyId::new(originator).ok();
        AsideAbout { submitter: "cbp-submitter".to_owned(), originator }
    }

    #[test]
    fn its_submitter_its_originators_people_and_the_right_see_it_and_nobody_else() {
        let of = about("DHS/CBP");
        let seen = |id: &str, organization: &str, functions: &[Function]| {
            of.standing(&reader(id, organization, functions))
        };
        assert_eq!(seen("cbp-submitter", "CIA", &[]), Some(Standing::Submitter));
        let [submits, audits] = [&[Function::Submitter][..], &[Function::Auditor]];
        assert_eq!(seen("a", "DHS/CBP", submits), Some(Standing::Originator));
        assert_eq!(seen("a", "DHS", &[Function::ReleaseAuthority]), Some(Standing::Originator));
        assert_eq!(seen("a", "DHS", audits), Some(Standing::Auditor));
        assert_eq!(seen("a", "CIA", &[Function::Quarantine]), Some(Standing::Quarantine));
        let taken_in = AsideAbout { submitter: "operator".to_owned(), ..of.clone() };
        let operates = reader("operator", "HSTC", &[Function::Operator]);
        assert_eq!(taken_in.standing(&operates), None);
        // Neither an analyst of the originator, nor anybody of another or of a part of it.
        assert_eq!(seen("a", "DHS/CBP", &[Function::Analyst]), None);
        assert_eq!(seen("a", "CIA", submits), None);
        assert_eq!(seen("a", "DHS/CBP/X", audits), None);
        // Where nobody is named, it is nobody's.
        assert_eq!(about("").standing(&reader("a", "DHS", submits)), None);
    }

    #[test]
    fn a_file_is_open_to_those_alone_to_whom_every_report_in_it_is() {
        let guarded = |of: &[&str]| {
            GuardedAside::new(of.iter().map(|id| about(id)).collect(), b"bytes".to_vec())
        };
        let cbp = reader("a", "DHS/CBP", &[Function::Submitter]);
        let right = reader("b", "HSTC", &[Function::Quarantine]);
        assert!(guarded(&["DHS/CBP"]).decide(&cbp).is_some());
        assert!(guarded(&["DHS/CBP", "CIA"]).decide(&cbp).is_none());
        assert!(guarded(&["DHS/CBP", ""]).decide(&cbp).is_none());
        assert!(guarded(&["DHS/CBP", "CIA", ""]).decide(&right).is_some());
        assert!(guarded(&[]).decide(&right).is_none());
    }

    #[test]
    fn nobody_approves_their_own_correction_and_no_machine_does() {
        let of = about("CIA");
        let right = reader("a", "HSTC", &[Function::Quarantine]);
        assert!(of.may_approve(&right, "b") && !of.may_approve(&right, "a"));
        let machine = Recipient { kind: RecipientKind::System, ..right };
        assert!(!of.may_approve(&machine, "b"));
        assert!(!of.may_approve(&reader("a", "CIA", &[Function::ReleaseAuthority]), "b"));
    }
}
