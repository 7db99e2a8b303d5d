//! Closed vocabularies of the report format and of the charter.

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* })*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word used in files, interfaces and pages.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Reads the word.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == text)
            }

            /// All words, for messages.
            pub fn names() -> String {
                let names: Vec<_> = Self::ALL.iter().map(|value| value.name()).collect();
                names.join(", ")
            }
        }
    )* };
}

vocabulary! {
    /// What kind of report it is.
    Kind {
        /// From an operation under way.
        TacticalReport = "tactical-report",
        /// On operations.
        OperationalReport = "operational-report",
        /// From intelligence.
        IntelligenceReport = "intelligence-report",
        /// A judgement of the intelligence community.
        IntelligenceEstimate = "intelligence-estimate",
        /// A diplomatic telegram.
        Cable = "cable",
        /// A memorandum.
        Memorandum = "memorandum",
        /// The record of a conversation.
        MemorandumOfConversation = "memorandum-of-conversation",
        /// A letter.
        Letter = "letter",
        /// The record of a meeting.
        Minutes = "minutes",
        /// An instruction.
        Directive = "directive",
        /// Any other report.
        Report = "report",
        /// Said in public.
        PublicStatement = "public-statement",
        /// What the law is.
        LawOverview = "law-overview",
        /// What the policy is.
        PolicyOverview = "policy-overview",
        /// Whom to call.
        ContactList = "contact-list",
        /// Something new to look out for.
        EarlyWarning = "early-warning",
        /// News on something known.
        UpdateBulletin = "update-bulletin",
        /// Material for the public.
        Outreach = "outreach",
        /// A strategic assessment of the Center.
        Assessment = "assessment",
        /// Who is who, as somebody decided it.
        Judgement = "judgement",
        /// People and things to look out for.
        Watchlist = "watchlist",
    }

    /// How fast it must go.
    Precedence {
        /// In turn.
        Routine = "routine",
        /// Before routine.
        Priority = "priority",
        /// Before priority.
        Immediate = "immediate",
        /// Before everything.
        Flash = "flash",
    }

    /// What a recipient wants material for.
    Purpose {
        /// To develop investigative leads.
        InvestigativeLead = "investigative-lead",
        /// To analyse.
        Analysis = "analysis",
        /// To make policy.
        Policy = "policy",
        /// To help victims.
        VictimAssistance = "victim-assistance",
        /// To inform the public.
        Outreach = "outreach",
        /// To carry out an operation.
        Operation = "operation",
        /// For an affidavit.
        Affidavit = "affidavit",
        /// For a subpoena.
        Subpoena = "subpoena",
        /// Before a grand jury.
        GrandJury = "grand-jury",
        /// In court.
        Court = "court",
        /// Any other legal or judicial use.
        OtherLegal = "other-legal",
    }

    /// What a recipient is.
    RecipientKind {
        /// A person.
        Person = "person",
        /// A machine.
        System = "system",
        /// A partner's liaison or system.
        Partner = "partner",
    }

    /// What a recipient's employer is, in the access rules' words.
    EntityType {
        /// Government.
        Government = "government",
        /// Military.
        Military = "military",
        /// Contractor.
        Contractor = "contractor",
        /// Service.
        Service = "service",
        /// A server.
        Server = "server",
        /// A device.
        Device = "device",
        /// A network.
        Network = "network",
    }

    /// What a recipient does.
    Function {
        /// Searches and analyses.
        Analyst = "analyst",
        /// Investigates.
        Investigator = "investigator",
        /// Works in a law enforcement field office.
        FieldOffice = "field-office",
        /// Submits reports for its organisation.
        Submitter = "submitter",
        /// Audits how its organisation's caveats were honoured.
        Auditor = "auditor",
        /// Decides about releases of its organisation's material.
        ReleaseAuthority = "release-authority",
        /// Sits on the Steering Group.
        SteeringGroup = "steering-group",
        /// Operates the system.
        Operator = "operator",
        /// Receives a feed.
        Feed = "feed",
        /// Sees who the US persons in reports are, which is masked for others.
        UsIdentities = "us-identities",
        /// Works on what is set aside: sees all of it, and approves corrections.
        Quarantine = "quarantine",
        /// Sees for the Center whom several originators hold, where these may not be told of one another.
        Fusion = "fusion",
    }

    /// How material reaches a recipient.
    Manner {
        /// As what a search finds.
        Search = "search",
        /// To be looked at, when it is asked for by its name.
        Display = "display",
        /// To be kept: exported, delivered, printed.
        Copy = "copy",
        /// As what a search finds, to be kept: a machine's search.
        Extract = "extract",
    }

    /// What an originator's authorization lifts.
    Consent {
        /// What material may be used for: leads only, and controls of the same effect.
        Use = "use",
        /// Distribution lists: ORCON, ORCON-USGOV, PROPIN, EXDIS, NODIS.
        List = "list",
        /// The originator's own caveats.
        Caveats = "caveats",
        /// Need-to-know profiles.
        NeedToKnow = "need-to-know",
        /// The form and the delay of the procedure for field offices.
        FieldOffice = "field-office",
        /// Who the US persons in the material are, for a recipient that is named itself.
        Identities = "identities",
    }

    /// How an originator takes a report back.
    RecallKind {
        /// It should not have gone out, or not so.
        Recall = "recall",
        /// A version with a lower marking takes its place.
        Downgrade = "downgrade",
        /// A corrected version takes its place.
        Correction = "correction",
    }

    /// The most that an originator's procedure lets go.
    ProcedureForm {
        /// The tear line.
        TearLine = "tearline",
        /// The permitted portions.
        Redacted = "redacted",
        /// All of it.
        Whole = "whole",
    }
}

impl Manner {
    /// Whether it is found, and not asked for by its name.
    pub const fn is_found(self) -> bool {
        match self {
            Self::Search | Self::Extract => true,
            Self::Display | Self::Copy => false,
        }
    }

    /// Whether it is kept, and not only looked at.
    pub const fn is_kept(self) -> bool {
        match self {
            Self::Copy | Self::Extract => true,
            Self::Search | Self::Display => false,
        }
    }
}

impl Purpose {
    /// Whether it is a legal or judicial purpose (charter, function 1, note).
    pub fn is_legal(self) -> bool {
        match self {
            Self::Affidavit | Self::Subpoena | Self::GrandJury | Self::Court | Self::OtherLegal => {
                true
            }
            Self::InvestigativeLead
            | Self::Analysis
            | Self::Policy
            | Self::VictimAssistance
            | Self::Outreach
            | Self::Operation => false,
        }
    }
}
