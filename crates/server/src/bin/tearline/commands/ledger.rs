//! `tearline ledger`.

use serde_json::json;
use server::Proof;

use super::{Answer, Context, SMALL};
use crate::args::LedgerCommand;
use crate::output::{say, say_json};

pub(super) fn run(context: &Context, what: LedgerCommand) -> anyhow::Result<Answer> {
    match what {
        LedgerCommand::Verify => verify(context),
        LedgerCommand::Checkpoint => {
            let (house, _) = context.open(SMALL)?;
            let text = house.checkpoint()?;
            house.close()?;
            say(text.trim_end());
            Ok(Answer::Done)
        }
    }
}

fn verify(context: &Context) -> anyhow::Result<Answer> {
    match server::verify_ledger(&context.folder)? {
        Proof::Holds(verified) => {
            let ledger::Verified { size, root, uncovered, kept: _ } = verified;
            if context.json {
                let root = root.to_string();
                say_json(&json!({
                    "valid": true, "entries": size, "root": root, "uncovered": uncovered,
                }));
            } else {
                say(&format!("the ledger holds: {size} entries, root {root}"));
                if uncovered > 0 {
                    say(&format!("{uncovered} later entries are whole and not yet signed"));
                }
            }
            Ok(Answer::Done)
        }
        Proof::Fails(faults) => {
            if context.json {
                let findings: Vec<_> = faults
                    .iter()
                    .map(|fault| json!({ "entry": fault.seq, "text": fault.text }))
                    .collect();
                say_json(&json!({ "valid": false, "findings": findings }));
            } else {
                say("the ledger does not hold:");
                faults.iter().for_each(|fault| say(&format!("  {}", fault.text)));
            }
            Ok(Answer::Negative)
        }
    }
}
