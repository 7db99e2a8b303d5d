//! The heading of a message: precedence, time, from, to, info, and the classification line.

use model::Precedence;

use super::super::mapping::Mapping;
use super::super::mark;
use super::date_time_group::date_time_group;

/// What stands above the text.
#[derive(Debug, Default)]
pub(crate) struct Heading {
    pub(crate) is_dated: bool,
    pub(crate) precedence: Option<Precedence>,
    pub(crate) issued: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) to: Vec<String>,
    pub(crate) info: Vec<String>,
    pub(crate) serial: Option<String>,
    pub(crate) classification: Option<String>,
    pub(crate) references: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// How many lines it takes.
    pub(crate) lines: usize,
}

/// Which list a line without a name of its own continues.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    To,
    Info,
}

impl Heading {
    /// Reads lines up to the one that belongs to the text.
    pub(crate) fn read(text: &str) -> Self {
        let mut heading = Self::default();
        let mut open = Open::Nothing;
        for (at, line) in text.lines().enumerate().take(LINES_MAX) {
            let plain = line.trim();
            // The classification line is the last of the heading, or stands behind `BT`.
            if plain == "BT" {
                open = Open::Nothing;
            } else if !plain.is_empty() && !heading.line(line, &mut open) {
                break;
            }
            heading.lines = at + 1;
        }
        heading
    }

    /// Takes a line of the heading; false for one that is none.
    fn line(&mut self, line: &str, open: &mut Open) -> bool {
        let plain = line.trim();
        let (name, value) = named(plain);
        match name.as_str() {
            "FM" | "FROM" => {
                *open = Open::Nothing;
                self.from = Some(address(value).0);
            }
            "TO" | "ACTION" => {
                *open = Open::To;
                self.to.push(self.addressed(value));
            }
            "INFO" | "CC" => {
                *open = Open::Info;
                let info = self.addressed(value);
                self.info.push(info);
            }
            "PRECEDENCE" => self.precedence = precedence(value),
            "MSGID" | "MESSAGE NUMBER" | "SERIAL" | "SERIAL NUMBER" | "MSG ID" => {
                self.serial = Some(value.to_owned());
            }
            "DTG" | "DATE" if date_time_group(value).is_some() => self.dated(value),
            "CLASSIFICATION" => self.classified(value),
            _other if date_time_group(plain).is_some() && !self.is_dated => self.dated(plain),
            _other if is_routing(plain) => {}
            _other if self.is_dated && mark::banner(plain, &Mapping::default()).is_some() => {
                *open = Open::Nothing;
                if self.classification.is_some() {
                    return false;
                }
                self.classified(plain);
            }
            _other => match (*open, line.starts_with([' ', '\t']) || is_address(plain)) {
                (Open::To, true) => {
                    let to = self.addressed(plain);
                    self.to.push(to);
                }
                (Open::Info, true) => {
                    let info = self.addressed(plain);
                    self.info.push(info);
                }
                (Open::Nothing | Open::To | Open::Info, _) => return false,
            },
        }
        true
    }

    fn dated(&mut self, line: &str) {
        let Some((at, written, before)) = date_time_group(line) else { return };
        self.is_dated = true;
        self.issued = Some(at);
        if self.serial.is_none() {
            self.serial = Some(written);
        }
        if let Some(sign) = before.first().and_then(|sign| precedence(sign)) {
            self.precedence = Some(sign);
        }
    }

    /// `S E C R E T SECTION 01 OF 02 GUATEMALA 001234 //N01500//`: the marking, and the number
    /// that the sender gave the message.
    fn classified(&mut self, line: &str) {
        let banner = mark::banner(line, &Mapping::default()).unwrap_or_else(|| line.to_owned());
        let mut kept = Vec::new();
        let mut words = banner.split_whitespace().peekable();
        let mut number: Option<(String, String)> = None;
        while let Some(word) = words.next() {
            if word == "SECTION" {
                let section: Vec<&str> = words.by_ref().take(3).collect();
                self.notes.push(format!(
                    "it is section {} of a message",
                    section.join(" ").to_lowercase()
                ));
            } else if is_subject_code(word) {
            } else if word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_digit()) {
                number = kept.pop().map(|post| (post, word.to_owned()));
            } else {
                kept.push(word.to_owned());
            }
        }
        if let Some((post, number)) = number {
            self.serial = Some(format!("{post} {number}"));
        }
        self.classification = Some(register_form(&kept.join(" ")));
    }

    /// An addressee; the precedence for it and its own number of the message are not its name.
    fn addressed(&self, value: &str) -> String {
        address(value).0
    }
}

/// `SECRET NOFORN`, as messages write it, where that is `SECRET//NOFORN`; else as written.
fn register_form(line: &str) -> String {
    let line = match line.strip_prefix("UNCLAS") {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '/']) => {
            format!("UNCLASSIFIED{rest}")
        }
        Some(_) | None => line.to_owned(),
    };
    if marking::Marking::parse(&line).is_ok() {
        return line;
    }
    let levels = ["TOP SECRET ", "SECRET ", "CONFIDENTIAL ", "UNCLASSIFIED "];
    let parted =
        levels.iter().find_map(|level| Some((level.trim_end(), line.strip_prefix(level)?)));
    let Some((level, rest)) = parted else { return line };
    let joined = format!("{level}//{}", rest.trim_start_matches('/').replace(' ', "/"));
    if marking::Marking::parse(&joined).is_ok() { joined } else { line }
}

/// `FM X`, `FROM: X`: a name and what follows.
fn named(line: &str) -> (String, &str) {
    if let Some((name, value)) = line.split_once(':') {
        return (name.trim().to_ascii_uppercase(), value.trim());
    }
    if let Some((name, value)) = line.split_once('/')
        && name == "MSGID"
    {
        return (name.to_owned(), value.trim_matches('/'));
    }
    match line.split_once(char::is_whitespace) {
        Some((name, value)) => (name.to_owned(), value.trim()),
        None => (line.to_owned(), ""),
    }
}

/// The plain language address, without routing (`RUEHC/`), precedence and number behind it.
fn address(value: &str) -> (String, Option<Precedence>) {
    let value = match value.split_once('/') {
        Some((route, rest))
            if (4..=8).contains(&route.len())
                && route.starts_with('R')
                && route.bytes().all(|b| b.is_ascii_uppercase()) =>
        {
            rest
        }
        Some(_) | None => value,
    };
    let mut words: Vec<&str> = value.split_whitespace().collect();
    let mut sign = None;
    while let Some(last) = words.last() {
        let is_number = last.len() >= 3 && last.bytes().all(|byte| byte.is_ascii_digit());
        match Precedence::parse(&last.to_ascii_lowercase()) {
            Some(read) if words.len() > 1 => sign = Some(read),
            None if is_number && words.len() > 1 => {}
            Some(_) | None => break,
        }
        words.pop();
    }
    (words.join(" "), sign)
}

/// An address in capitals on a line of its own.
fn is_address(line: &str) -> bool {
    line.len() < 120
        && !line.ends_with('.')
        && line.bytes().any(|byte| byte.is_ascii_uppercase())
        && line.bytes().all(|byte| !byte.is_ascii_lowercase())
        && mark::banner(line, &Mapping::default()).is_none()
        && !["SUBJ", "REF", "E.O.", "EO ", "TAGS", "1."].iter().any(|word| line.starts_with(word))
}

/// Lines for machines above the heading: `ZZCZ…`, `RTTUZYUW RUEHGT0001 …`, `ZNY SSSSS ZZH`.
fn is_routing(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_capital = first.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_capital
        && (["ZNR", "ZNY", "ZDK"].contains(&first)
            || first.starts_with("ZCZC")
            || first.starts_with("VZCZC")
            || first.len() == 8 && first.ends_with("UYUW")
            || ["ZYUW"].iter().any(|end| first.ends_with(end))
            || first == "DE"
            || first.len() == 2 && ["ZZ", "OO", "PP", "RR"].contains(&first))
}

/// `//N01500//`, a standard subject identification code.
fn is_subject_code(word: &str) -> bool {
    let code = word.trim_matches('/');
    word.starts_with("//") && code.len() == 6 && code.starts_with('N')
}

/// Prosigns and words (ACP 121): flash, immediate, priority, routine; `Y` goes before flash, and
/// flash is the most there is here.
fn precedence(sign: &str) -> Option<Precedence> {
    match sign.to_ascii_uppercase().as_str() {
        "Z" | "ZZ" | "Y" | "YY" | "FLASH" | "FLASH OVERRIDE" => Some(Precedence::Flash),
        "O" | "OO" | "IMMEDIATE" => Some(Precedence::Immediate),
        "P" | "PP" | "PRIORITY" => Some(Precedence::Priority),
        "R" | "RR" | "ROUTINE" => Some(Precedence::Routine),
        _other => None,
    }
}

/// A heading that is longer is none.
const LINES_MAX: usize = 200;
