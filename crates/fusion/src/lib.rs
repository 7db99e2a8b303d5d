//! Who is who.

mod candidates;
mod day;
mod evidence;
mod identifier;
mod keys;
mod name;
mod place;
mod record;
mod score;
mod weights;
mod word;

pub use candidates::Candidates;
pub use day::Day;
pub use evidence::{Evidence, Ground};
pub use identifier::Identifier;
pub use name::likeness::Likeness;
pub use name::{Name, Suffix};
pub use place::{Place, PlacePart};
pub use record::{Kind, Record};
pub use score::{explain, score};
pub use weights::{Thresholds, Weight, Weights};
pub use word::country_code;
