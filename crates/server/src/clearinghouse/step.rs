//! Steps of requests as they come in, from the interface or the command line.

use model::{Consent, Recipient, Step, Timestamp};

use super::{Approval, Caller, Clearinghouse, Intended, Officer};
use crate::intent::MATTER_CHARS_MAX;
use crate::wire::{Difference, NewRequest, RequestRecord, RequestStep, StepTaken};
use crate::{Error, Result};

impl Clearinghouse {
    /// Takes a new request of a recipient's.
    ///
    /// # Errors
    /// When a word of it is not known, or as [`Clearinghouse::request`].
    pub fn take_request(
        &self,
        recipient: &Recipient,
        by: Option<&str>,
        new: &NewRequest,
    ) -> Result<RequestRecord> {
        let NewRequest { report, purpose, matter, reason, days } = new;
        self.unclassified(&[("reason", reason)])?;
        let purpose = model::Purpose::parse(purpose);
        let purpose = purpose.ok_or_else(|| Error::Purpose { text: new.purpose.clone() })?;
        let matter = matter.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if matter.is_some_and(|matter| !is_matter(matter)) {
            let what =
                format!("a matter is a case number of at most {MATTER_CHARS_MAX} characters");
            return Err(Error::Act { what });
        }
        let caller = Caller { recipient, purpose, matter, by };
        let request = self.request(caller, report, reason, days.unwrap_or(DAYS))?;
        Ok(RequestRecord::of(&request))
    }

    /// Takes a step of a request: an officer's, or that of whoever asked. An approval gives the
    /// authorization, and what it lifts.
    ///
    /// # Errors
    /// When a word of it is not known, or the step is not the caller's to take.
    pub fn take_step(
        &self,
        recipient: &Recipient,
        by: Option<&str>,
        id: &str,
        step: RequestStep,
    ) -> Result<StepTaken> {
        let officer = Officer { recipient, by };
        let purpose = model::Purpose::Analysis;
        let caller = Caller { recipient, purpose, matter: None, by };
        self.unclassified(&step.texts())?;
        match step {
            RequestStep::Approve { until, consents, conditions } => {
                let approval = Approval::read(&until, &consents, conditions)?;
                return Ok(StepTaken::approved(self.approve(officer, id, approval)?));
            }
            RequestStep::Deny { why } => self.deny(officer, id, &why)?,
            RequestStep::Delegate { to } => self.delegate(officer, id, &to)?,
            RequestStep::Remind => self.follow(caller, id, Step::Reminded)?,
            RequestStep::Withdraw => self.follow(caller, id, Step::Withdrawn)?,
        }
        Ok(StepTaken::default())
    }
}

impl Clearinghouse {
    /// What an approval of a request would change, as it would be sent.
    ///
    /// # Errors
    /// When it is another step, or would not be taken.
    pub fn foresee_approval(
        &self,
        officer: Officer<'_>,
        id: &str,
        step: RequestStep,
    ) -> Result<Difference> {
        let approval = match step {
            RequestStep::Approve { until, consents, conditions } => {
                Approval::read(&until, &consents, conditions)?
            }
            RequestStep::Deny { .. }
            | RequestStep::Delegate { .. }
            | RequestStep::Remind
            | RequestStep::Withdraw => {
                let what = "only an approval changes who may have what".to_owned();
                return Err(Error::Act { what });
            }
        };
        self.foresee_acts(officer, Intended::Approve(id.to_owned(), approval), &[], None)
    }
}

impl Approval {
    fn read(until: &str, consents: &[String], conditions: Option<String>) -> Result<Self> {
        let until = Timestamp::parse(until)
            .map_err(|error| Error::Act { what: format!("`until`: {error}") })?;
        let consents = consents.iter().map(|word| consent(word)).collect::<Result<_>>()?;
        let conditions = conditions.filter(|text| !text.trim().is_empty());
        Ok(Self { until, consents, conditions })
    }
}

fn is_matter(text: &str) -> bool {
    text.chars().count() <= MATTER_CHARS_MAX && !text.chars().any(char::is_control)
}

fn consent(word: &str) -> Result<Consent> {
    Consent::parse(word).ok_or_else(|| Error::Act {
        what: format!("`{word}` is nothing that can be lifted; it is one of {}", Consent::names()),
    })
}

/// For how many days a request stands.
const DAYS: u32 = 30;
