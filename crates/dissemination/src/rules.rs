//! The rules, one concern a file. Each speaks only where it has something to say; silence permits.

pub(crate) mod accreditation;
pub(crate) mod caveat;
pub(crate) mod clearance;
pub(crate) mod consent;
pub(crate) mod departmental;
pub(crate) mod disclosure;
pub(crate) mod discovery;
pub(crate) mod distribution;
pub(crate) mod embargo;
pub(crate) mod field_office;
pub(crate) mod grant;
pub(crate) mod need_to_know;
pub(crate) mod privacy;
pub(crate) mod read_in;
pub(crate) mod source;
pub(crate) mod unclassified;
pub(crate) mod undecided;
pub(crate) mod usage;
