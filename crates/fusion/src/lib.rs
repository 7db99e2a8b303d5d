//! Who is who: mentions in many reports brought together, for each viewer out of what they may see.
//!
//! A report's [`mentions()`] are what its originator lists and what its text says, each with its classes.
//! [`Fusion`] links them by evidence for and against. What a viewer has is [`Seen`], from their mentions alone.
//!
//! ```
//! use fusion::{Fusion, Kind, MentionId, Record, Sighting, Weights};
//! # use {dissemination::HandlingId, model::{AgencyId, ReportId, Serial}};
//! # let report = |serial| ReportId { originator: AgencyId::new("CIA").unwrap(),
//! #     serial: Serial::new(serial).unwrap(), version: 1 };
//! # let sighting = |serial, name: &str, class| Sighting {
//! #     id: MentionId { report: report(serial), number: 0 },
//! #     record: Record::new(Kind::Person).named(name), written: name.to_owned(), role: None,
//! #     portion: None, at: None, needs: vec![HandlingId(class)] };
//! let mut fusion = Fusion::new(Weights::default());
//! fusion.add(sighting("1", "Dobrynin, Anatoly F.", 1))?;
//! fusion.add(sighting("2", "Анатолий Добрынин", 2))?;
//! let all = fusion.seen(&|_| true);
//! assert_eq!(all.entities().len(), 1);
//! let less = fusion.seen(&|class| class == HandlingId(1));
//! assert_eq!(less.entities()[0].mentions.len(), 1);
//! # Ok::<(), fusion::Error>(())
//! ```
//! Pure: no files, no clock, no randomness. A score depends on two records, the weights and fixed tables.

mod candidates;
mod check;
mod cluster;
mod day;
mod error;
mod evidence;
mod extract;
mod find;
mod fusion;
mod graph;
mod identifier;
mod joined;
mod judgement;
mod keys;
mod matches;
mod mentions;
mod name;
mod place;
mod profile;
mod record;
mod score;
mod seen;
mod sighting;
mod view_mentions;
mod weights;
mod whereabouts;
mod word;
mod words;

pub use candidates::Candidates;
pub use check::{Proven, prove};
pub use day::Day;
pub use error::{Error, Result};
pub use evidence::{Evidence, Ground};
pub use extract::gazetteer::Named;
pub use extract::{Found, Gazetteer, Sort, extract};
pub use fusion::Fusion;
pub use graph::{Edge, Graph, Tie, Together};
pub use identifier::Identifier;
pub use joined::Joined;
pub use judgement::{Judgement, Ruling};
pub use matches::Match;
pub use mentions::mentions;
pub use name::likeness::Likeness;
pub use name::{Name, Suffix};
pub use place::{Place, PlacePart};
pub use profile::{Changes, Profile, Said, Statement};
pub use record::{Kind, Record};
pub use score::{explain, score};
pub use seen::{Entity, Seen};
pub use sighting::{Held, MentionId, Sighting};
pub use view_mentions::{Told, numbered, told_in, view_mentions, view_needed};
pub use weights::{Thresholds, Weight, Weights};
pub use whereabouts::Whereabouts;
pub use word::country_code;
