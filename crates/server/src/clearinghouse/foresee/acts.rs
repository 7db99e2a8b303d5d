//! Acts before they are recorded: what each would change for what is stored of its officer's own
//! organisation.

use std::collections::BTreeSet;
use std::path::Path;

use model::{Act, AgencyId, Community, Function, Purpose, Timestamp};

use super::super::requesting::Approval;
use super::super::{Clearinghouse, Officer};
use crate::difference::{Asked, difference_of, is_of_another_register};
use crate::{Error, Result, community, wire};

/// What an officer thinks of doing.
#[derive(Clone, Debug)]
pub enum Intended {
    /// To record acts.
    Record(Vec<Act>),
    /// To end an act, by its id.
    End(String),
    /// To approve a request, by its id.
    Approve(String, Approval),
}

impl Clearinghouse {
    /// What acts, the end of one, or an approval would change, at the time when the last of them
    /// begins: over the reports of those originators alone whose releases the officer decides about, so
    /// that nobody learns of the reports of others. Nothing is recorded, and nothing is released.
    ///
    /// Without purposes it is for all that the acts are for. Without a matter it is in the matters
    /// that they name, and in none where none is named.
    ///
    /// # Errors
    /// When it would not be recorded either.
    pub fn foresee_acts(
        &self,
        officer: Officer<'_>,
        intended: Intended,
        purposes: &[Purpose],
        matter: Option<&str>,
    ) -> Result<wire::Difference> {
        let now = self.clock.now();
        let before = self.store.in_force();
        let (acts, after) = match intended {
            Intended::Record(acts) => {
                let acts = officer.sound(acts, now)?;
                let after = with(&before, &acts);
                (acts, after)
            }
            Intended::Approve(id, approval) => {
                let request = self.open_request(officer, &id)?;
                let act = Act::Authorization(self.authorization(&request, approval, now)?.0);
                let after = with(&before, std::slice::from_ref(&act));
                (vec![act], after)
            }
            Intended::End(id) => {
                let known = self.act_to_end(officer, &id, now)?;
                (vec![known.act], self.without(&id, now))
            }
        };
        let own = |originator: &AgencyId| officer.decides_for(originator);
        let own = |report: &str| {
            let (of, _) = report.split_once(' ').unwrap_or((report, ""));
            AgencyId::new(of).is_ok_and(|of| own(&of))
        };
        let purposes = match purposes {
            [] => purposes_of(&acts),
            some => some.to_vec(),
        };
        let matters: BTreeSet<Option<&str>> = match matter {
            Some(matter) => [Some(matter)].into(),
            None => acts.iter().map(matter_of).collect(),
        };
        let matters: Vec<_> = matters.into_iter().collect();
        let begins = acts.iter().filter_map(Act::from).max().unwrap_or(now).max(now);
        let asked = Asked { purposes: &purposes, matters: &matters, at: begins, of: &own };
        difference_of(&self.store, (&before, &after), &asked)
    }

    /// What another community file would change for everything that is stored, for whoever runs the
    /// machine, who is told of no report by its name. What was recorded stays in force under it.
    ///
    /// # Errors
    /// When the caller does not operate, or the file is wrong or has another register.
    pub fn foresee_community(
        &self,
        officer: Officer<'_>,
        text: &str,
        purposes: &[Purpose],
        matter: Option<&str>,
    ) -> Result<wire::Difference> {
        if !officer.recipient.functions.contains(&Function::Operator) {
            let id = &officer.recipient.id;
            let what = format!("this takes the function `operator`, which {id} has not");
            return Err(Error::NotYours { what });
        }
        // A wrong file is the caller's, unlike that of the server itself.
        let wrong = |error: Error| Error::Act { what: error.to_string() };
        let file = community::read(text, Path::new("body")).map_err(wrong)?;
        let at = self.clock.now();
        let (before, after) = (self.store.in_force(), self.store.in_force_at(at, &file));
        if is_of_another_register(&before, &after) {
            return Err(wrong(Error::OtherRegister));
        }
        let asked = Asked { purposes, matters: &[matter], at, of: &|_| true };
        let mut found = difference_of(&self.store, (&before, &after), &asked)?;
        let changes = found.groups.iter_mut().flat_map(|group| &mut group.changes);
        changes.for_each(|change| change.examples.clear());
        Ok(found)
    }

    /// What would be in force if an act ended.
    fn without(&self, id: &str, at: Timestamp) -> Community {
        let mut after = (*self.community).clone();
        for known in self.store.recorded_acts() {
            let ends = known.id == id;
            after.record(if ends { known.act.ended(at) } else { known.act });
        }
        after
    }
}

/// What would be in force with more acts.
fn with(before: &Community, acts: &[Act]) -> Community {
    let mut after = before.clone();
    acts.iter().for_each(|act| after.record(act.clone()));
    after
}

/// The purposes that acts are for: those that authorizations name, and every one as soon as there is
/// an act of another kind.
fn purposes_of(acts: &[Act]) -> Vec<Purpose> {
    let of = |act: &Act| match act {
        Act::Authorization(given) => given.purposes.iter().copied().collect(),
        Act::Embargo(_) | Act::Grant(_) | Act::Procedure(_) => Purpose::ALL.to_vec(),
    };
    acts.iter().flat_map(of).collect::<BTreeSet<_>>().into_iter().collect()
}

fn matter_of(act: &Act) -> Option<&str> {
    match act {
        Act::Authorization(given) => given.matter.as_deref(),
        Act::Embargo(_) | Act::Grant(_) | Act::Procedure(_) => None,
    }
}
