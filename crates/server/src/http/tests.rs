//! The server in this process, asked over the network.

mod access;
mod acting;
mod api;
mod banners;
mod foreseeing;
mod forms;
mod kit;
mod ledger;
mod life;
mod manner;
mod masking;
mod narrowing;
mod pages;
mod pushing;
mod quarantining;
mod recalling;
mod reindexing;
mod signing;
mod streaming;
mod withheld;
mod working;
