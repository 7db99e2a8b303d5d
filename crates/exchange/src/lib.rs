//! Released material in the formats of others: STIX 2.1, MISP, CSV, Atom.
//!
//! Everything is made from [`dissemination::Released`], so that nothing can be written that was not
//! decided about and recorded; what is asked of the [`model::Community`] besides are the names of its
//! agencies and their schemes. Pure: when an object was made comes in as a [`Stamp`], and every id
//! follows from what the object says, so that the same release gives the same bytes. `docs/exchange.md`
//! has what goes where.

pub mod atom;
mod country;
pub mod csv;
mod earlier;
mod ids;
mod json;
pub mod misp;
mod shown;
mod stamp;
pub mod stix;
mod tlp;
mod url;

pub use earlier::traced_uuid;
pub use ids::{object_uuid, whole_uuid};
pub use stamp::{Stamp, millis};

#[cfg(test)]
mod tests;
