//! `tearline ledger export`.

use std::path::Path;

use anyhow::Context as _;
use ledger::{Checkpoint, ExportWriter, TILE_WIDTH, Tile, TileKind, unbundle};
use model::{BlindedLeaf, TAG_BYTES};
use serde_json::json;

use super::super::{Answer, Context, SMALL, fetched};
use super::{fetch_text, log_key};
use crate::args::LogKey;
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, path: &Path, log: &LogKey) -> anyhow::Result<Answer> {
    let (entries, holds) = if context.is_remote() {
        fetch(context, path, log)?
    } else {
        let (house, _) = context.open(SMALL)?;
        let entries = house.export_ledger(path)?;
        house.close()?;
        (entries, true)
    };
    let name = path.display();
    if context.json {
        say_json(&json!({ "exported": entries, "path": name.to_string(), "holds": holds }));
    } else if holds {
        say(&format!("{name} has {entries} entries; tearline ledger verify {name} --key KEY"));
    } else {
        say(&format!(
            "what the server gave is not what it signed; it is kept as {name}: \
             tearline ledger verify {name} --key KEY says where"
        ));
    }
    Ok(Answer::positive(holds))
}

/// Fetches every entry from a server, and says whether they are those of its checkpoint.
fn fetch(context: &Context, path: &Path, log: &LogKey) -> anyhow::Result<(u64, bool)> {
    let key = log_key(context, log)?;
    let text = fetch_text(context, "/api/v1/ledger/checkpoint")?;
    let text = text.context("the server has no checkpoint")?;
    let checkpoint = Checkpoint::open(&text, &key)?;
    let mut writer = ExportWriter::begin(path, &text)?;
    let client = context.client()?;
    for index in 0..checkpoint.size.div_ceil(u64::from(TILE_WIDTH)) {
        let Some(tile) = Tile::at(TileKind::Entries, index, checkpoint.size) else { break };
        let bundle = fetched(client.get(&format!("/api/v1/ledger/{}", tile.path()))?)?;
        let bundle = bundle.with_context(|| format!("the server does not have {}", tile.path()))?;
        let tags = Tile { kind: TileKind::Tags, ..tile };
        let tags = fetched(client.get(&format!("/api/v1/ledger/{}", tags.path()))?)?;
        let tags =
            tags.with_context(|| format!("the server does not have the tags of {}", tile.path()))?;
        let mut tags = tags.as_slice();
        let (entries, torn) = unbundle(&bundle);
        anyhow::ensure!(torn.is_none(), "the server's {} breaks off; try again", tile.path());
        for entry in entries {
            let named = BlindedLeaf::tag_count_of(entry).unwrap_or_default() as usize;
            let (own, behind) = tags.split_at_checked(named * TAG_BYTES).unwrap_or((tags, &[]));
            tags = behind;
            writer.entry(entry, own)?;
        }
    }
    let holds = writer.size() == checkpoint.size && writer.root() == checkpoint.root;
    writer.finish()?;
    Ok((checkpoint.size, holds))
}
