//! `tearline community`.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context as _;
use model::CaveatId;
use serde_json::json;

use super::{Answer, Context};
use crate::args::CommunityCommand;
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: CommunityCommand) -> anyhow::Result<Answer> {
    match what {
        CommunityCommand::Check { file } => check(context, &file),
        CommunityCommand::FromAgencies { table, caveats_of, with } => {
            let caveats = caveats_of.as_deref().map(server::caveats_of).transpose()?;
            let caveats: BTreeSet<CaveatId> = caveats.unwrap_or_default();
            let more = with.as_deref().map(read).transpose()?.unwrap_or_default();
            let shown = table.display().to_string();
            let text = server::from_agencies(&read(&table)?, &caveats, &more)
                .map_err(|what| anyhow::anyhow!("{shown}, {what}"))?;
            server::read_community(&text, Path::new("the converted file"))?;
            say(text.trim_end());
            Ok(Answer::Done)
        }
    }
}

fn check(context: &Context, file: &Path) -> anyhow::Result<Answer> {
    match server::load_community(file) {
        Ok(community) => {
            let agencies = community.agencies.len();
            let recipients = community.recipients.len();
            let caveats = community.caveats.len();
            if context.json {
                say_json(&json!({
                    "valid": true, "agencies": agencies, "recipients": recipients,
                    "caveats": caveats,
                }));
            } else {
                say(&format!(
                    "sound: {agencies} agencies, {recipients} recipients, {caveats} caveats"
                ));
            }
            Ok(Answer::Done)
        }
        Err(server::Error::Community { file: _, faults }) => {
            if context.json {
                say_json(&json!({ "valid": false, "faults": faults }));
            } else {
                faults.iter().for_each(|fault| say(fault));
            }
            Ok(Answer::Negative)
        }
        Err(error) => Err(error.into()),
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
