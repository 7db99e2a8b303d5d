//! Quarantine as a place of work: what is set aside is looked at, corrected, approved, submitted
//! again or rejected. Each step is an entry, and to others none of it is there.

use std::sync::PoisonError;

use dissemination::Standing;
use ingestion::{Stated, unkept};
use model::{AgencyId, LeafKind, Recipient};
use store::{AsideStep, Event, Outcome, Quarantining, RecordedAside, Served, ServedReport};

use super::Clearinghouse;
use crate::ingest::{Again, Unfit, again};
use crate::wire::{self, AsideLine, AsideWanted, Resubmitted};
use crate::{Error, Result};

/// Who works on what is set aside, and who acts in its name, if not itself.
#[derive(Clone, Copy, Debug)]
pub struct Worker<'a> {
    /// The recipient.
    pub recipient: &'a Recipient,
    /// `operator` on the machine.
    pub by: Option<&'a str>,
}

impl Worker<'_> {
    fn actor(&self) -> &str {
        self.by.unwrap_or(self.recipient.id.as_str())
    }

    /// Whose reports it may submit: anybody's with the right, else its own organisations'.
    fn only_of(&self, standing: Standing) -> Option<[AgencyId; 2]> {
        let Recipient { admin_organization, duty_organization, .. } = self.recipient;
        let own = [admin_organization.clone(), duty_organization.clone()];
        (standing != Standing::Quarantine).then_some(own)
    }
}

impl Clearinghouse {
    /// What is set aside, as far as somebody may see it, the newest first. What is closed is left out
    /// unless it is asked for.
    ///
    /// # Errors
    /// When it cannot be read, or that it is shown cannot be recorded.
    pub fn asides(&self, worker: Worker<'_>, wanted: &AsideWanted) -> Result<Vec<AsideLine>> {
        let mut found = Vec::new();
        for aside in self.store.asides() {
            let aside = aside?;
            let is_wanted = (aside.is_open || wanted.closed)
                && wanted.reason.as_ref().is_none_or(|reason| *reason == aside.reason)
                && wanted.originator.as_ref().is_none_or(|of| *of == aside.originator);
            if is_wanted && aside.about().standing(worker.recipient).is_some() {
                found.push(aside);
            }
            if found.len() == ASIDES_MAX {
                break;
            }
        }
        if !found.is_empty() {
            self.note_aside(worker, LeafKind::Examined, "listed", &found)?;
        }
        Ok(found.iter().map(AsideLine::of).collect())
    }

    /// One submission that is set aside, with the place of its fault; `None` when it is not there or
    /// not the reader's to see: the two cannot be told apart. Either is recorded first.
    ///
    /// # Errors
    /// When it cannot be read, or not be recorded.
    pub fn aside(&self, worker: Worker<'_>, id: &str) -> Result<Option<wire::Aside>> {
        let Some((aside, standing)) = self.aside_for(worker, id)? else { return Ok(None) };
        let Some((text, submitted)) = self.aside_text(worker, &aside)? else { return Ok(None) };
        let now = again(self, &unkept(&submitted), Vec::new(), None).err();
        let reader = worker.recipient;
        let approves = |by: &str| aside.about().may_approve(reader, by);
        Ok(Some(wire::Aside::of(&aside, (text, submitted), now, (standing, approves))))
    }

    /// Corrects a submission: by another text, or by stating what was submitted otherwise. Gives the
    /// correction's id; nothing becomes of it before somebody else approves it.
    ///
    /// # Errors
    /// When nothing is stated, what comes of it would be set aside again, or it cannot be recorded.
    pub fn correct_aside(
        &self,
        worker: Worker<'_>,
        id: &str,
        correction: &wire::AsideCorrection,
    ) -> Result<Option<String>> {
        let _alone = self.quarantining.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((aside, standing)) = self.changeable(worker, id)? else { return Ok(None) };
        let because = reason(self, &correction.because)?;
        let Some((_, submitted)) = self.aside_text(worker, &aside)? else { return Ok(None) };
        let stated = correction.stated();
        let base = match &correction.text {
            Some(text) => text.clone(),
            None if stated.is_empty() => {
                let what = "say what is corrected: another text, or what is stated otherwise";
                return Err(Error::Act { what: what.to_owned() });
            }
            None => submitted,
        };
        let only_of = worker.only_of(standing);
        let text = self.stated(&base, &stated, only_of.as_ref())?;
        let step = AsideStep::Corrected { because, stated: stated.told(), text };
        self.note_step(worker, &aside, step).map(Some)
    }

    /// Lets the last correction of a submission stand.
    ///
    /// # Errors
    /// When there is none, it is not for this person to approve, or it cannot be recorded.
    pub fn approve_aside(&self, worker: Worker<'_>, id: &str) -> Result<Option<()>> {
        let _alone = self.quarantining.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((aside, _)) = self.changeable(worker, id)? else { return Ok(None) };
        let Some(correction) = &aside.correction else {
            return Err(Error::Act { what: "there is no correction to approve".to_owned() });
        };
        if !aside.about().may_approve(worker.recipient, &correction.by) {
            let what = "a correction is approved by a person with the function `quarantine`, and \
                        not by whoever made it";
            return Err(Error::NotYours { what: what.to_owned() });
        }
        if correction.approved_by.is_some() {
            return Err(Error::Act { what: "it is approved already: submit it again".to_owned() });
        }
        let step = AsideStep::Approved { correction: correction.id.clone() };
        self.note_step(worker, &aside, step).map(|_| Some(()))
    }

    /// Rejects a submission: it is never to become a report.
    ///
    /// # Errors
    /// When no reason is given, or it cannot be recorded.
    pub fn reject_aside(&self, worker: Worker<'_>, id: &str, because: &str) -> Result<Option<()>> {
        let _alone = self.quarantining.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((aside, _)) = self.changeable(worker, id)? else { return Ok(None) };
        let step = AsideStep::Rejected { because: reason(self, because)? };
        self.note_step(worker, &aside, step).map(|_| Some(()))
    }

    /// Submits again: what was submitted, if the community has changed since, or the approved
    /// correction of it.
    ///
    /// # Errors
    /// When it would be set aside again, the correction is not approved, or the journal refuses.
    pub fn resubmit_aside(&self, worker: Worker<'_>, id: &str) -> Result<Option<Resubmitted>> {
        let _alone = self.quarantining.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((aside, standing)) = self.changeable(worker, id)? else { return Ok(None) };
        let Some((_, submitted)) = self.aside_text(worker, &aside)? else { return Ok(None) };
        let (submitted, notes, correction) = match &aside.correction {
            None => (submitted, Vec::new(), None),
            Some(known) => {
                let Some(approved_by) = &known.approved_by else {
                    let what = "its correction waits for approval by a person with the function \
                                `quarantine`";
                    return Err(Error::Act { what: what.to_owned() });
                };
                let Some(guarded) = self.store.correction(&aside, known)? else { return Ok(None) };
                let Some(granted) = guarded.decide(worker.recipient) else { return Ok(None) };
                // That it is read is recorded with what was submitted.
                let text = granted.release(|_| Ok::<_, Error>(()))?;
                (text, corrected(known, approved_by), Some(known.id.clone()))
            }
        };
        let only_of = worker.only_of(standing);
        let only_of = only_of.as_ref().map(<[AgencyId; 2]>::as_slice);
        let Again { report, prepared, .. } =
            again(self, &unkept(&submitted), notes, only_of).map_err(still)?;
        let outcome = self.submit(vec![prepared], worker.actor())?.into_iter().next();
        let receipt = match outcome {
            Some(Outcome::Accepted { seq } | Outcome::Repeated { seq }) => seq,
            Some(
                other @ (Outcome::Aside { .. }
                | Outcome::AsideBefore { .. }
                | Outcome::Conflict { .. }
                | Outcome::Withdrawn { .. }
                | Outcome::Superseded { .. }),
            ) => return Err(not_taken(other)),
            None => return Err(Error::Act { what: "nothing was taken in".to_owned() }),
        };
        let step = AsideStep::Resubmitted { correction, report: report.clone(), receipt };
        self.note_step(worker, &aside, step)?;
        Ok(Some(Resubmitted { report, receipt }))
    }

    /// What was set aside under an id, for those who may see it. Others get what they would if it
    /// were not there, and that they asked is recorded.
    fn aside_for(&self, worker: Worker<'_>, id: &str) -> Result<Option<(RecordedAside, Standing)>> {
        let found = self.store.aside(id)?;
        let standing = found.as_ref().and_then(|of| of.about().standing(worker.recipient));
        match (found, standing) {
            (Some(aside), Some(standing)) => Ok(Some((aside, standing))),
            (found, _) => {
                let named: Vec<RecordedAside> = found.into_iter().collect();
                self.note_aside(worker, LeafKind::Withheld, "withhold", &named)?;
                Ok(None)
            }
        }
    }

    /// The same, for those who may do something with it, while something can be done.
    fn changeable(
        &self,
        worker: Worker<'_>,
        id: &str,
    ) -> Result<Option<(RecordedAside, Standing)>> {
        let Some((aside, standing)) = self.aside_for(worker, id)? else { return Ok(None) };
        if !standing.may_change() {
            let what = "auditors look at what is set aside, and change nothing".to_owned();
            return Err(Error::NotYours { what });
        }
        if !aside.is_open {
            let last = aside.steps.last().map(|step| step.told.as_str()).unwrap_or_default();
            return Err(Error::Act { what: format!("nothing more becomes of it: {last}") });
        }
        Ok(Some((aside, standing)))
    }

    /// The reason and what was submitted, once it is recorded who is shown it.
    fn aside_text(
        &self,
        worker: Worker<'_>,
        aside: &RecordedAside,
    ) -> Result<Option<(String, String)>> {
        let Some((text, guarded)) = self.store.aside_content(aside)? else { return Ok(None) };
        let Some(granted) = guarded.decide(worker.recipient) else { return Ok(None) };
        let shown = std::slice::from_ref(aside);
        let submitted =
            granted.release(|_| self.note_aside(worker, LeafKind::Examined, "shown", shown))?;
        Ok(Some((text, submitted)))
    }

    /// A text with what is stated put into it; it must be fit to be taken in.
    fn stated(
        &self,
        base: &str,
        stated: &Stated,
        only_of: Option<&[AgencyId; 2]>,
    ) -> Result<String> {
        let text = match stated.is_empty() {
            true => base.to_owned(),
            false => {
                stated.put_into(base).map_err(|reason| Error::Act { what: reason.to_string() })?
            }
        };
        let only_of = only_of.map(<[AgencyId; 2]>::as_slice);
        let Again { line, .. } = again(self, &unkept(&text), Vec::new(), only_of).map_err(still)?;
        Ok(line)
    }

    /// Records that something set aside is shown, or asked for and not given.
    fn note_aside(
        &self,
        worker: Worker<'_>,
        kind: LeafKind,
        outcome: &str,
        asides: &[RecordedAside],
    ) -> Result<()> {
        let mut reports: Vec<ServedReport> = asides
            .iter()
            .map(|aside| ServedReport {
                originator: aside.originator.clone(),
                serial: aside.serial.clone(),
                outcome: outcome.to_owned(),
                ..ServedReport::withheld()
            })
            .collect();
        reports.sort_by(|a, b| a.originator.cmp(&b.originator));
        self.note_shown(worker, kind, reports)
    }

    /// Records what is shown of what was submitted, or asked for and not given.
    pub(super) fn note_shown(
        &self,
        worker: Worker<'_>,
        kind: LeafKind,
        reports: Vec<ServedReport>,
    ) -> Result<()> {
        let is_given = kind == LeafKind::Examined;
        let event = Event::Served(Served {
            recipient: worker.recipient.id.to_string(),
            by: worker.by.map(str::to_owned),
            reports,
            refused_by: if is_given { Vec::new() } else { vec!["as-submitted".to_owned()] },
            ..Served::default()
        });
        // Whoever asked sees the header: what is hidden and what is not there have the same.
        self.store.record(kind, worker.actor(), "", &event, self.clock.now())?;
        Ok(())
    }

    fn note_step(
        &self,
        worker: Worker<'_>,
        aside: &RecordedAside,
        step: AsideStep,
    ) -> Result<String> {
        let subject: String = aside.cited().chars().take(SUBJECT_CHARS_MAX).collect();
        let subject = subject.replace(char::is_control, " ");
        let kind = step.kind();
        let event = Event::Quarantining(Quarantining {
            aside: aside.id.clone(),
            originator: aside.originator.clone(),
            serial: aside.serial.clone(),
            submitter: aside.submitter.clone(),
            taken_by: worker.recipient.id.to_string(),
            step,
        });
        let entry = (kind, subject, event);
        let (ids, _) = self.store.act(worker.actor(), vec![entry], self.clock.now())?;
        Ok(ids.into_iter().next().unwrap_or_default())
    }
}

/// What the originator is told of a report that was corrected.
fn corrected(known: &store::RecordedCorrection, approved_by: &str) -> Vec<String> {
    let by = &known.by;
    let end = format!("by {by}, approved by {approved_by}");
    match known.stated.as_slice() {
        [] => vec![format!("corrected in quarantine {end}")],
        stated => stated.iter().map(|what| format!("stated in quarantine {end}: {what}")).collect(),
    }
}

fn reason(house: &Clearinghouse, because: &str) -> Result<String> {
    house.unclassified(&[("because", because)])?;
    let because = because.trim();
    if because.is_empty() {
        let what = "say why, with `because`: the entry holds it".to_owned();
        return Err(Error::Act { what });
    }
    Ok(because.to_owned())
}

fn still(unfit: Unfit) -> Error {
    let place = unfit.fault.and_then(|fault| fault.explained());
    let place = place.map(|place| format!("\n{place}")).unwrap_or_default();
    Error::Act { what: format!("it would be set aside again: {}{place}", unfit.text) }
}

fn not_taken(outcome: Outcome) -> Error {
    let why = crate::ingest::refusal(outcome);
    Error::Act { what: format!("it was not taken in: {why}") }
}

/// What one list holds.
const ASIDES_MAX: usize = 1_000;
const SUBJECT_CHARS_MAX: usize = 250;
