//! The server: TLS, identity, routes, pages; and the operator's probes beside it.

mod api;
mod identity;
mod links;
mod listener;
mod operator;
mod pages;
mod problem;
mod router;
mod serve;
mod state;
pub(crate) mod tls;

pub use links::Links;
pub use serve::{Addresses, Options, serve};
