//! What a report of kind `judgement` decides about who is who.

use crate::{Kind, Mention, Report};

/// What is decided about the mentions that a judgement names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// All of them are of one.
    Same,
    /// The first is of another than the second.
    Different,
    /// They are of others than all the rest.
    Apart,
}

impl Verdict {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Same, Self::Different, Self::Apart];

    /// The word for it, which is the part (`role`) that each mention plays in the judgement.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Apart => "apart",
        }
    }

    /// What a word means.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// A mention that a judgement is about: by what the report calls it, since whoever judges saw no more.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Named {
    /// The report that mentions it, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Person, organization, vessel and so on.
    pub kind: String,
    /// The name as the report writes it.
    pub name: String,
}

/// A judgement, read from the mentions of its report: each has the scheme `report` for the report that it
/// stands in, and the verdict as its role.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Judged {
    /// What is decided.
    pub verdict: Verdict,
    /// About what, in order.
    pub about: Vec<Named>,
}

/// Why mentions are no judgement.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotJudged {
    /// A role is no verdict, or there are several.
    #[error(
        "every entity of a judgement has the same role: `same`, `different` or `apart`; write one"
    )]
    Verdict,
    /// A mention does not say which report it stands in.
    #[error(
        "`{0}` does not say in which report it stands; give it one id of scheme `report`, `ORIGINATOR SERIAL`"
    )]
    NoReport(String),
    /// Fewer or more than the verdict takes.
    #[error(
        "`{verdict}` does not go with {count} entities; `same` takes two or more, `different` takes two, `apart` one or more, each once"
    )]
    Count {
        /// The verdict.
        verdict: &'static str,
        /// How many different ones there are.
        count: usize,
    },
    /// A report is not among what the judgement is made from.
    #[error(
        "`derived_from` does not name {0}, which the judgement is about; whoever may not have one may not have the other"
    )]
    NotDerived(String),
}

impl Judged {
    /// Scheme of the id that says in which report a mention stands.
    pub const SCHEME: &str = "report";

    /// Reads what mentions decide.
    ///
    /// # Errors
    /// Where they decide nothing.
    pub fn of(mentions: &[Mention]) -> Result<Self, NotJudged> {
        let roles = || mentions.iter().map(|mention| mention.role.as_deref().unwrap_or_default());
        let verdict = roles().next().and_then(Verdict::named).ok_or(NotJudged::Verdict)?;
        if roles().any(|role| role != verdict.name()) {
            return Err(NotJudged::Verdict);
        }
        let mut about = Vec::new();
        for mention in mentions {
            let mut reports = mention.ids.iter().filter(|(scheme, _)| scheme == Self::SCHEME);
            let (Some((_, report)), None) = (reports.next(), reports.next()) else {
                return Err(NotJudged::NoReport(mention.name.clone()));
            };
            let (kind, name) = (mention.kind.clone(), mention.name.clone());
            let named = Named { report: report.clone(), kind, name };
            if !about.contains(&named) {
                about.push(named);
            }
        }
        let fits = match verdict {
            Verdict::Same => about.len() >= 2,
            Verdict::Different => about.len() == 2,
            Verdict::Apart => !about.is_empty(),
        };
        if !fits {
            return Err(NotJudged::Count { verdict: verdict.name(), count: about.len() });
        }
        Ok(Self { verdict, about })
    }

    /// Checks that a report of kind `judgement` decides something, and is made from all that it is about.
    ///
    /// # Errors
    /// What is missing.
    pub fn check(report: &Report) -> Result<(), NotJudged> {
        if report.kind != Kind::Judgement {
            return Ok(());
        }
        let judged = Self::of(&report.mentions)?;
        let derived = &report.about.derived_from;
        let missing = judged.about.into_iter().find(|named| !derived.contains(&named.report));
        missing.map_or(Ok(()), |named| Err(NotJudged::NotDerived(named.report)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(report: &str, name: &str, role: &str) -> Mention {
        Mention {
            kind: "person".to_owned(),
            name: name.to_owned(),
            ids: vec![("report".to_owned(), report.to_owned())],
            role: Some(role.to_owned()),
            ..Mention::default()
        }
    }

    #[test]
    fn a_judgement_is_read_and_what_decides_nothing_is_told() {
        let one = mention("CIA TD-1", "Haddad, Yusuf", "same");
        let other = mention("DHS/ICE H-2", "Y. Haddad", "same");
        let judged = Judged::of(&[one.clone(), other.clone()]).unwrap();
        assert_eq!((judged.verdict, judged.about.len()), (Verdict::Same, 2));
        assert_eq!(judged.about[1].report, "DHS/ICE H-2");
        let told = |mentions: &[Mention]| Judged::of(mentions).unwrap_err().to_string();
        assert!(told(&[one.clone(), one.clone()]).contains("`same` does not go with 1 entities"));
        assert!(told(&[one.clone(), mention("A B", "C", "apart")]).contains("the same role"));
        assert!(told(&[]).contains("`same`, `different` or `apart`"));
        let lost = Mention { ids: Vec::new(), ..one };
        assert!(told(&[lost, other]).contains("`Haddad, Yusuf` does not say"));
        let three = ["A", "B", "C"].map(|name| mention("CIA TD-1", name, "different"));
        assert!(told(&three).contains("3 entities"));
        assert!(Judged::of(&[mention("CIA TD-1", "A", "apart")]).is_ok());
    }
}
