//! The one integration binary: its modules are the tests.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests say at once what went wrong, and print what they skip"
)]

mod acts;
mod advice;
mod alerts;
mod archiving;
mod authorizations;
mod bad_input;
mod caveat_audit;
mod changed_community;
mod channels;
mod command_line_words;
mod compare;
mod contracts;
mod decisions;
mod derived;
mod derived_end_to_end;
mod discovery;
mod dishonest;
mod eased;
mod end_to_end;
mod entities;
mod entry_cost;
mod exchange;
mod explained;
mod faults;
mod feed_faults;
mod feed_formats;
mod feed_word;
mod feeds;
mod finding;
mod formats;
mod frus;
mod full_disk;
mod fuzzed;
mod hostile;
mod kill;
mod kill_deciding;
mod laws;
mod ledger;
mod ledger_export;
mod ledger_slices;
mod ledger_vectors;
mod ledger_witness;
mod legacy;
mod marking_command;
mod markings;
mod masking;
mod masking_end_to_end;
mod matrix;
mod non_interference;
mod oracle;
mod over_time;
mod own_register;
mod own_register_end_to_end;
mod own_register_laws;
mod pages;
mod power_deciding;
mod power_loss;
mod purging;
mod quarantine;
mod recalls;
mod register;
mod running;
mod shown_banners;
mod specification;
mod taxii;
mod tidy;
mod validated;
mod visible;
mod whatif;
mod while_searching;
mod who_is_who;
