//! The marking language: reading, roll-up and comparison. The peer is a parser of Accumulo's access
//! expressions, the other security labels that are read once for each record.

use std::hint::black_box;

use accumulo_access::{Lexer, Parser};
use marking::{Compiled, Marking, rollup};
use serde_json::json;

use crate::figure::{median, print, rounded, timed};

/// Measures all three on the same markings.
pub(crate) fn run() -> crate::Outcome {
    let expressions: Vec<String> = MARKINGS.iter().map(|text| expression(text)).collect();
    let mut markings = Vec::new();
    for (text, expression) in MARKINGS.iter().zip(&expressions) {
        markings.push(Marking::parse(text)?.marking);
        Parser::new(Lexer::new(expression)).parse()?;
    }
    read(&expressions);
    roll_up(&markings);
    compare(&markings);
    Ok(())
}

/// Reads and checks each marking, and each expression of as many tokens, in alternating runs.
fn read(expressions: &[String]) {
    let ours = || read_all();
    let peer = || {
        for expression in expressions {
            let read = Parser::new(Lexer::new(black_box(expression))).parse();
            black_box(read.is_ok());
        }
    };
    let (peer, ours, times) = alternate(peer, ours, REPEATS);
    print(&json!({
        "bench": "marking", "what": "parse and validate", "markings": MARKINGS.len(),
        "tokens": expressions.iter().map(|expression| tokens(expression)).sum::<usize>(),
        "peer": "accumulo-access 0.2, parse of as many tokens",
        "peer_us": rounded(each(peer)), "ours_us": rounded(each(ours)),
        "times_peer": rounded(times), "bar": 1.0,
    }));
}

/// Rolls 20 portions up, beside one parse.
fn roll_up(markings: &[Marking]) {
    let portions = markings.get(..PORTIONS).unwrap_or(markings);
    let up = || {
        for _ in MARKINGS {
            black_box(rollup(black_box(portions).iter()));
        }
    };
    let (parse, up, times) = alternate(read_all, up, REPEATS);
    print(&json!({
        "bench": "marking", "what": "roll-up", "portions": portions.len(),
        "peer": "one parse", "peer_us": rounded(each(parse)), "ours_us": rounded(each(up)),
        "times_peer": rounded(times), "bar": 10.0,
    }));
}

/// Compares every two markings, compiled and plain.
fn compare(markings: &[Marking]) {
    let compiled: Vec<Compiled> = markings.iter().map(Compiled::of).collect();
    let in_bits = || {
        for (one, other) in pairs(&compiled) {
            black_box(one.dominates(black_box(other)));
        }
    };
    let plainly = || {
        for (one, other) in pairs(markings) {
            black_box(one.dominates(black_box(other)));
        }
    };
    let (plain, bits, times) = alternate(plainly, in_bits, REPEATS);
    let compared = (markings.len() * markings.len()) as f64;
    print(&json!({
        "bench": "marking", "what": "dominance", "pairs": compared,
        "peer": "uncompiled markings", "bytes": Compiled::BYTES,
        "peer_ns": rounded(plain * 1e9 / compared), "ours_ns": rounded(bits * 1e9 / compared),
        "per_second": (compared / bits).round(), "times_peer": rounded(times),
    }));
}

fn read_all() {
    for text in MARKINGS {
        black_box(Marking::parse(black_box(text)).is_ok());
    }
}

/// The medians of two in alternating runs, in seconds for one time, and of their ratios.
fn alternate(peer: impl Fn(), ours: impl Fn(), repeats: u32) -> (f64, f64, f64) {
    let of = |what: &dyn Fn()| timed(|| (0..repeats).for_each(|_| what())).1 / repeats;
    let (mut peers, mut all, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (peer, ours) = (of(&peer).as_secs_f64(), of(&ours).as_secs_f64());
        peers.push(peer);
        all.push(ours);
        times.push(ours / peer);
    }
    (median(peers), median(all), median(times))
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().flat_map(move |one| all.iter().map(move |other| (one, other)))
}

/// Microseconds for one of the markings.
fn each(seconds: f64) -> f64 {
    seconds * 1e6 / MARKINGS.len() as f64
}

/// An access expression of the same words: all of them, and of a list's codes any.
fn expression(text: &str) -> String {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(['/', '-', ' ', ',', '[', ']']).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let Some((before, rest)) = text.split_once("REL TO ") else { return words(text).join("&") };
    let end = rest.find('/').unwrap_or(rest.len());
    let (list, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let list = format!("({})", words(list).join("|"));
    let all = words(before).into_iter().chain(["REL".to_owned(), "TO".to_owned(), list]);
    all.chain(words(behind)).collect::<Vec<_>>().join("&")
}

fn tokens(expression: &str) -> usize {
    expression.split(['&', '|']).count()
}

/// Runs are many and shorter than a turn on the processor, so that the median of both sides is of
/// runs that nothing interrupted.
const RUNS: usize = 401;
const REPEATS: u32 = 20;
const PORTIONS: usize = 20;

/// Markings as they stand in reports: mostly portions, a few banners, some rare ones.
const MARKINGS: [&str; 24] = [
    "U",
    "U//FOUO",
    "C//REL TO USA, FVEY",
    "S//NF",
    "S//REL TO USA, GBR",
    "S//REL TO USA, AUS, CAN, GBR, NZL",
    "S//SI//NF",
    "S//SI//REL TO USA, FVEY",
    "S//TK//RELIDO",
    "S//OC/NF",
    "TS//SI/TK//NF",
    "TS//SI-G ABCD//OC/NF",
    "TS//SI-G ABCD DEFG-MMM AACD//OC/NF",
    "TS//HCS-P/SI/TK//OC/NF",
    "S//RD-CNWDI//NF",
    "S//FGI DEU GBR//REL TO USA, DEU, GBR",
    "S//SAR-BP-J12 J54-K15//NF",
    "//GBR S//REL TO USA, GBR",
    "S//NF//LES",
    "U//LES//SSI",
    "TOP SECRET//SI/TK//ORCON/NOFORN",
    "SECRET//REL TO USA, CAN, GBR",
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "TOP SECRET//SI-G//FGI CAN//ORCON/REL TO USA, CAN, GBR",
];
