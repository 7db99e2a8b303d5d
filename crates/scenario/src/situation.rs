//! What a report is about, who writes such reports and in what form.

mod writers;

use crate::originator::{Family, Originator};
use crate::region::Region;

/// The situations of the story.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Situation {
    Warning,
    Recruiter,
    Partner,
    Cable,
    Vessel,
    SafeHouse,
    Phones,
    Money,
    Document,
    Official,
    Traveller,
    LandInterdiction,
    SeaInterdiction,
    Debriefing,
    Victims,
    Arrests,
    Update,
    Assessment,
    Law,
    Policy,
    Contacts,
    Outreach,
}

/// All of them.
pub(crate) const SITUATIONS: [Situation; 22] = [
    Situation::Warning,
    Situation::Recruiter,
    Situation::Partner,
    Situation::Cable,
    Situation::Vessel,
    Situation::SafeHouse,
    Situation::Phones,
    Situation::Money,
    Situation::Document,
    Situation::Official,
    Situation::Traveller,
    Situation::LandInterdiction,
    Situation::SeaInterdiction,
    Situation::Debriefing,
    Situation::Victims,
    Situation::Arrests,
    Situation::Update,
    Situation::Assessment,
    Situation::Law,
    Situation::Policy,
    Situation::Contacts,
    Situation::Outreach,
];

impl Situation {
    /// Its name in the truth.
    pub(crate) const fn name(self) -> &'static str {
        self.named().0
    }

    /// Its sentences.
    pub(crate) const fn text(self) -> &'static str {
        self.named().1
    }

    /// Its place in [`SITUATIONS`].
    pub(crate) fn number(self) -> usize {
        SITUATIONS.iter().position(|known| *known == self).unwrap_or(0)
    }

    /// Whether it is about no network: law, policy, contacts, outreach.
    pub(crate) const fn open(self) -> bool {
        matches!(self, Self::Law | Self::Policy | Self::Contacts | Self::Outreach)
    }

    /// Who may write it.
    pub(crate) const fn writers(self) -> &'static [&'static Originator] {
        writers::of(self)
    }

    /// How many of a hundred come from a post or a partner of the region instead.
    pub(crate) const fn regional(self) -> (u64, u64) {
        match self {
            Self::Cable => (85, 0),
            Self::Partner => (0, 100),
            Self::Official | Self::Victims => (30, 5),
            Self::Warning | Self::Document | Self::Traveller => (12, 10),
            Self::Update | Self::Policy | Self::Outreach => (20, 0),
            Self::Arrests | Self::Recruiter | Self::Vessel => (6, 12),
            Self::SafeHouse | Self::Phones | Self::Money | Self::Debriefing => (0, 10),
            Self::LandInterdiction | Self::SeaInterdiction => (0, 8),
            Self::Assessment | Self::Law | Self::Contacts => (0, 0),
        }
    }

    /// The kinds of report it comes in.
    pub(crate) const fn kinds(self, family: Family) -> &'static [&'static str] {
        match self {
            Self::Warning => &["early-warning"],
            Self::Update => &["update-bulletin"],
            Self::Assessment => &["assessment", "intelligence-estimate", "assessment"],
            Self::Law => &["law-overview", "directive", "law-overview"],
            Self::Policy => &["policy-overview", "minutes", "memorandum", "directive"],
            Self::Contacts => &["contact-list"],
            Self::Outreach => &["outreach", "public-statement"],
            Self::Cable => &["cable", "cable", "memorandum-of-conversation", "letter"],
            Self::Recruiter
            | Self::Partner
            | Self::Vessel
            | Self::SafeHouse
            | Self::Phones
            | Self::Money
            | Self::Document
            | Self::Official
            | Self::Traveller
            | Self::LandInterdiction
            | Self::SeaInterdiction
            | Self::Debriefing
            | Self::Victims
            | Self::Arrests => match family {
                Family::Intelligence => &["intelligence-report"],
                Family::Enforcement => &["tactical-report", "operational-report", "report"],
                Family::Diplomacy => &["cable", "cable", "memorandum"],
                Family::Assistance => &["report", "letter", "memorandum"],
                Family::Partner => &["report", "letter", "operational-report"],
                Family::Center => &["report", "memorandum"],
            },
        }
    }

    /// The topics it bears on, in a region.
    pub(crate) fn topics(self, region: &Region) -> Vec<&'static str> {
        let mut topics = vec!["migrant-smuggling"];
        match self {
            Self::Victims => topics = vec!["trafficking-in-persons"],
            Self::Traveller => topics.push("clandestine-terrorist-travel"),
            Self::Document | Self::Official => topics.push("false-documents"),
            Self::Law | Self::Policy | Self::Contacts | Self::Outreach => {
                topics.push("trafficking-in-persons");
            }
            Self::Warning
            | Self::Recruiter
            | Self::Partner
            | Self::Cable
            | Self::Vessel
            | Self::SafeHouse
            | Self::Phones
            | Self::Money
            | Self::LandInterdiction
            | Self::SeaInterdiction
            | Self::Debriefing
            | Self::Arrests
            | Self::Update
            | Self::Assessment => {
                if region.trafficking {
                    topics.push("trafficking-in-persons");
                }
            }
        }
        topics
    }

    const fn named(self) -> (&'static str, &'static str) {
        match self {
            Self::Warning => ("warning", include_str!("../texts/warning.txt")),
            Self::Recruiter => ("recruiter", include_str!("../texts/recruiter.txt")),
            Self::Partner => ("partner", include_str!("../texts/partner.txt")),
            Self::Cable => ("cable", include_str!("../texts/cable.txt")),
            Self::Vessel => ("vessel", include_str!("../texts/vessel.txt")),
            Self::SafeHouse => ("safe-house", include_str!("../texts/safe-house.txt")),
            Self::Phones => ("phones", include_str!("../texts/phones.txt")),
            Self::Money => ("money", include_str!("../texts/money.txt")),
            Self::Document => ("document", include_str!("../texts/document.txt")),
            Self::Official => ("official", include_str!("../texts/official.txt")),
            Self::Traveller => ("traveller", include_str!("../texts/traveller.txt")),
            Self::LandInterdiction => {
                ("land-interdiction", include_str!("../texts/land-interdiction.txt"))
            }
            Self::SeaInterdiction => {
                ("sea-interdiction", include_str!("../texts/sea-interdiction.txt"))
            }
            Self::Debriefing => ("debriefing", include_str!("../texts/debriefing.txt")),
            Self::Victims => ("victims", include_str!("../texts/victims.txt")),
            Self::Arrests => ("arrests", include_str!("../texts/arrests.txt")),
            Self::Update => ("update", include_str!("../texts/update.txt")),
            Self::Assessment => ("assessment", include_str!("../texts/assessment.txt")),
            Self::Law => ("law", include_str!("../texts/law.txt")),
            Self::Policy => ("policy", include_str!("../texts/policy.txt")),
            Self::Contacts => ("contacts", include_str!("../texts/contacts.txt")),
            Self::Outreach => ("outreach", include_str!("../texts/outreach.txt")),
        }
    }
}
