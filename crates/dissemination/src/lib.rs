//! Who may have what: the one decision that search, display, feeds and exports ask.
//!
//! ```
//! # use {marking::{Level, Marking}, model::*, std::collections::BTreeSet};
//! use dissemination::{Ask, Handling, Part, judge};
//! # let cia = AgencyId::new("CIA").unwrap();
//! # let agency = Agency { id: cia.clone(), name: "CIA".into(), nation: marking::Code::USA, parent: None, intelligence: true, state_local: false, scheme: None };
//! # let community = Community { agencies: [(cia.clone(), agency)].into(), ..Default::default() };
//! # let analyst = Recipient { id: RecipientId::new("a").unwrap(), name: String::new(),
//! #     kind: RecipientKind::Person, clearance: Level::Secret, accesses: BTreeSet::new(),
//! #     countries: [marking::Code::USA].into(), admin_organization: cia.clone(), duty_organization: cia.clone(), entity_type: EntityType::Government,
//! #     functions: BTreeSet::new(), memberships: Memberships::default(), handling_controls: BTreeSet::new() };
//! # let marking = Marking::parse("TOP SECRET//SI//NOFORN").unwrap().marking;
//! let handling = Handling::marked(Part::Portion, marking, cia);
//! let ask = Ask { recipient: &analyst, purpose: Purpose::Analysis, matter: None, manner: Manner::Display,
//!     at: Timestamp::default(), community: &community };
//! let judgement = judge(&handling, ask);
//! assert!(!judgement.permitted);
//! assert_eq!(judgement.reasons[0].rule, "clearance");
//! ```
//!
//! Pure: no files, no clock, no randomness. Nothing else in the system decides.

mod aside;
mod case;
mod classes;
mod condition;
mod crowd;
mod decision;
mod difference;
mod entitled;
mod entitlement;
mod form;
mod given;
mod ground;
mod guarded;
mod handling;
mod identities;
mod indexed_view;
mod judge;
mod likeness;
mod mask;
mod prospect;
mod provenance;
mod reason;
mod remedy;
mod rendition;
mod rules;
mod sight;
mod source;
mod traced;
mod view;
mod who;

pub use aside::{AsideAbout, GrantedAside, GuardedAside, GuardedOriginal, Standing};
pub use case::{Ask, Judgement};
pub use classes::Classes;
pub use condition::Condition;
pub use crowd::Crowd;
pub use decision::{Decision, decide};
pub use difference::{Change, Changed, Difference, Extent};
pub use entitled::{Entitled, Entitlements};
pub use entitlement::{Entitlement, Names};
pub use form::Form;
pub use given::Given;
pub use guarded::{Denial, Granted, Guarded, Release, ReleaseLog, Released, Renewable};
pub use handling::{Handling, HandlingId, Part};
pub use identities::{Identities, Naming, names_somebody_in_serial};
pub use indexed_view::IndexedView;
pub use judge::judge;
pub use likeness::Shingles;
pub use prospect::{Cost, Prospect, Share, TearLineOffer};
pub use provenance::Provenance;
pub use reason::{Obligation, Reason, Verdict};
pub use remedy::Remedy;
pub use rendition::Rendition;
pub use sight::Sight;
pub use source::{Conditions, Inherited, Source, Sources};
pub use traced::Traced;
pub use view::{TooManyViews, View, ViewId, ViewKey, views, whole_view};
