//! The query language: what people type, what it means, and what that is in the engine.
//!
//! Reading a query is pure; carrying it out asks the index for words, and sees those of visible
//! documents alone.

mod ast;
mod attribute;
mod ease;
mod expand;
mod fault;
mod forms;
mod inside;
mod lower;
mod marks;
mod narrowing;
mod near;
mod read;
mod reasons;
mod scan;
pub(crate) mod shape;
mod thesaurus;

pub(crate) use ast::{Manner, What};
pub(crate) use expand::Expand;
pub(crate) use forms::FormsQuery;
pub(crate) use lower::Lowering;
pub(crate) use near::NearQuery;

pub use ast::Parsed;
pub use ease::Ease;
pub use fault::Fault;
pub use marks::{Alike, Likeness};
pub use narrowing::{Narrowed, Narrowing};
pub use read::{Reading, read};
pub use reasons::{How, Reason};
pub use thesaurus::Thesaurus;
pub(crate) use thesaurus::spaced;
