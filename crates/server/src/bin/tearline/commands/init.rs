//! `tearline init`.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context as _;
use server::SystemClock;

use super::{Answer, Context};
use crate::output::say;

pub(super) fn run(
    context: &Context,
    community: Option<&Path>,
    addresses: (SocketAddr, SocketAddr),
) -> anyhow::Result<Answer> {
    let given = community.map(std::fs::read_to_string).transpose();
    let given = given.with_context(|| format!("cannot read {}", shown(community)))?;
    let text = given.as_deref().unwrap_or(server::CENTER_COMMUNITY);
    let source = community.unwrap_or(Path::new("config/community.toml"));
    server::init(&context.folder, text, source, addresses, &SystemClock)?;
    let folder = context.folder.path().display();
    say(&format!("{folder} is a data folder now. Next:"));
    say(&format!("  tearline --data {folder} ingest PATH..."));
    say(&format!("  tearline --data {folder} admin certificate RECIPIENT"));
    say(&format!("  tearline --data {folder} serve"));
    Ok(Answer::Done)
}

fn shown(community: Option<&Path>) -> String {
    community.map(|path| path.display().to_string()).unwrap_or_default()
}
