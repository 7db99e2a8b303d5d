//! What the access rules ask about a recipient, looked up once.

use marking::Code;
use model::{Community, EntityType, Recipient, RecipientKind};

/// Facts about a recipient in its community.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who {
    /// Affiliated with the United States.
    pub(crate) us_person: bool,
    /// Employed by a US agency (`ISM.ACES`: `adminOrganization` in the US agency list).
    pub(crate) us_employed: bool,
    /// On duty in a US agency.
    pub(crate) us_duty: bool,
    /// Employed by the federal government.
    pub(crate) federal_employed: bool,
    /// On duty in the federal government (`ISM.ACES` US government list).
    pub(crate) federal_duty: bool,
    /// On duty for a state, a territory, a locality or a tribe (`USA.SLT`).
    pub(crate) state_local_duty: bool,
    /// A contractor.
    pub(crate) contractor: bool,
    /// Employed by an element of the US intelligence community.
    pub(crate) ic_member: bool,
    /// The nation of the employer.
    pub(crate) nation: Option<Code>,
    /// Not a person: accreditations are asked for.
    pub(crate) system: bool,
}

impl Who {
    pub(crate) fn of(recipient: &Recipient, community: &Community) -> Self {
        let admin = &recipient.admin_organization;
        let duty = &recipient.duty_organization;
        let us_employed = community.is_us_agency(admin);
        Self {
            us_person: recipient.countries.contains(&Code::USA),
            us_employed,
            us_duty: community.is_us_agency(duty),
            federal_employed: community.is_us_government(admin),
            federal_duty: community.is_us_government(duty),
            state_local_duty: community.is_state_local(duty),
            contractor: recipient.entity_type == EntityType::Contractor,
            ic_member: us_employed && community.is_intelligence(admin),
            nation: community.agencies.get(admin).map(|agency| agency.nation),
            system: recipient.kind == RecipientKind::System,
        }
    }

    /// Affiliated with the United States and employed by one of its agencies.
    pub(crate) fn is_us(&self) -> bool {
        self.us_person && self.us_employed
    }
}
