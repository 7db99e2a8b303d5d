//! Released reports of a small world in every format: golden files, laws, and the tools of others.

mod counterparts;
mod formats;
mod golden;
mod law;
mod situations;
mod stix;
mod world;
