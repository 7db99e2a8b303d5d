//! The server in this process, asked over the network.

mod access;
mod api;
mod kit;
mod life;
mod manner;
mod masking;
mod pages;
