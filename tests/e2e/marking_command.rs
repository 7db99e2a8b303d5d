//! `tearline marking`, as a person or a program asks it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;

use kit::binary::{command, run_with_input};
use kit::cases::{compare, lines};

#[test]
fn each_line_is_answered_as_listed() {
    let folder = tempfile::tempdir().unwrap();
    compare(&lines("markings/command.txt"), |case| {
        let mut words: Vec<&str> = vec!["--json", "marking"];
        let (what, mut input) = case.split_once(' ').unwrap();
        words.push(what);
        if let Some(rest) = input.strip_prefix("--rules ") {
            let (year, rest) = rest.split_once(' ').unwrap();
            words.extend(["--rules", year]);
            input = rest;
        }
        let tabbed =
            if input.starts_with('{') { input.to_owned() } else { input.replace('|', "\t") };
        let run = run_with_input(folder.path(), &words, tabbed.as_bytes());
        let mut answer = run.json().remove(0);
        let members = answer.as_object_mut().unwrap();
        assert_eq!(members.remove("input"), Some(tabbed.into()));
        let refused = members["banner"].is_null() || members.get("valid") == Some(&false.into());
        assert_eq!(run.code, i32::from(refused), "{case}");
        // The order of members is that of whoever asked for it among the dependencies.
        answer.sort_all_objects();
        answer.to_string()
    });
}

/// A program that asks and waits gets its answer before it asks again.
#[test]
fn an_answer_comes_before_the_next_question() {
    let mut asking = command(Path::new("nowhere"), &["--json", "marking", "check"]);
    let mut child = asking.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for mark in ["S//NF", "TS//SI//NF", "not one"] {
        writeln!(questions, "{mark}").unwrap();
        let answer: serde_json::Value =
            serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["input"], mark);
    }
    drop(questions);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_line_that_is_no_text_or_has_no_end_is_answered_and_the_next_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = b"S//\xff\n".to_vec();
    input.extend(vec![b'S'; 5 * 1024 * 1024]);
    input.extend(b"\n\n  \r\nS//NF\r\n");
    let run = run_with_input(folder.path(), &["--json", "marking", "check"], &input).expect(1);
    let answers = run.json();
    let said: Vec<_> = answers.iter().map(|answer| answer["valid"].as_bool().unwrap()).collect();
    assert_eq!(said, [false, false, true]);
    let message = |at: usize| answers[at]["problems"][0]["message"].as_str().unwrap().to_owned();
    assert_eq!(message(0), "byte 3 is not UTF-8; send the line in UTF-8");
    assert_eq!(message(1), "a line of more than 4194304 bytes is no marking; split it");
}
