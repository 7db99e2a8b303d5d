//! What is read, and how: small hand-made files of each format, hostile ones, and real ones where
//! they are.

mod golden;
mod hostile;
pub(crate) mod kit;
mod made;
mod real;
