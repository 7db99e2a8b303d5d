//! From the text of a `Declassify On` line to the instruction it means.

use super::declassify::IMAGERY;
use super::{AuthorityError, Day, Declassify, NotApplicable, Until};

/// An instruction of one source, and how it came about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Instruction {
    /// What holds.
    pub value: Declassify,
    /// Whether the source says it or it was calculated.
    pub origin: Origin,
}

/// How an instruction came about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// The source says it.
    Stated,
    /// The source has an exemption at 25 years without an end: 50 years from its date
    /// (register E, page 33).
    Undated,
    /// The source has a value that is retired, replaced as page 33 says.
    Retired(Retired),
    /// The source has no instruction: 25 years from its date.
    NoGuidance,
}

/// Values that may no longer be carried forward (register E, pages 33 and 34).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Retired {
    /// `OADR`.
    Oadr,
    /// `MR`, manual review.
    ManualReview,
    /// `X1` to `X8`.
    X(u8),
    /// `DNI Only` or `DCI Only`.
    DirectorOnly,
    /// `Subject to treaty or international agreement`.
    Treaty,
    /// `25X1-human`, now `50X1-HUM`.
    HumanSource,
}

impl Instruction {
    /// Reads the line of a source of a certain date; where that date is not known, give the
    /// current one. An empty text is no guidance.
    ///
    /// What is retired is put right and flagged in `origin`. What is no date, exemption or fixed
    /// phrase is taken for an event, unless it is written like one of those.
    ///
    /// ```
    /// use marking::authority::{Day, Instruction};
    /// let source = Day::parse("20010911").unwrap();
    /// let read = Instruction::read("OADR", source).unwrap();
    /// assert_eq!(read.value.to_string(), "20260911");
    /// ```
    pub fn read(text: &str, source: Day) -> Result<Self, AuthorityError> {
        let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = || AuthorityError::Declassify { found: tidy.chars().take(100).collect() };
        let after = |years| source.plus_years(years).ok_or_else(shown);
        let marked = unwrapped(&tidy);
        if tidy.is_empty() {
            let value = Declassify::On(after(25)?);
            return Ok(Self { value, origin: Origin::NoGuidance });
        }
        if let Some(retired) = retired(marked) {
            let value = match retired {
                Retired::HumanSource => Declassify::HumanSource,
                Retired::Oadr
                | Retired::ManualReview
                | Retired::X(_)
                | Retired::DirectorOnly
                | Retired::Treaty => Declassify::On(after(25)?),
            };
            return Ok(Self { value, origin: Origin::Retired(retired) });
        }
        if let Some(number) = exemption(marked, "25X") {
            let value = Declassify::Exempt25(number, Until::Day(after(50)?));
            return Ok(Self { value, origin: Origin::Undated });
        }
        let value = stated(&tidy).ok_or_else(shown)?;
        Ok(Self { value, origin: Origin::Stated })
    }
}

fn stated(text: &str) -> Option<Declassify> {
    if let Some(day) = Day::parse(text) {
        return Some(Declassify::On(day));
    }
    let tight = dashed(text);
    match tight.as_str() {
        "50X1-HUM" => return Some(Declassify::HumanSource),
        "50X2-WMD" => return Some(Declassify::Weapons),
        _ => {}
    }
    if text.eq_ignore_ascii_case(IMAGERY) {
        return Some(Declassify::Imagery);
    }
    if let Some((head, end)) = text.split_once(',') {
        for (prefix, exempt) in EXEMPTIONS {
            if let Some(number) = exemption(head, prefix) {
                return until(end.trim()).map(|until| exempt(number, until));
            }
        }
    }
    not_applicable(text).or_else(|| event(text).map(Declassify::Event))
}

fn until(text: &str) -> Option<Until> {
    Day::parse(text).map(Until::Day).or_else(|| event(text).map(Until::Event))
}

/// An event has words and does not look like another value that was mistyped.
fn event(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let words =
        text.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let mistyped = ["25X", "50X", "75X", "N/A", "X"].iter().any(|prefix| {
        upper.strip_prefix(prefix).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    });
    let digits = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    (words.count() >= 2 && !mistyped && !digits && text.len() <= EVENT_BYTES_MAX)
        .then(|| text.to_owned())
}

/// The number of `25X1` and its like.
fn exemption(text: &str, prefix: &str) -> Option<u8> {
    let upper = text.trim().to_ascii_uppercase();
    let number = upper.strip_prefix(prefix)?.parse().ok()?;
    (1..=9).contains(&number).then_some(number)
}

fn not_applicable(text: &str) -> Option<Declassify> {
    let upper = text.to_ascii_uppercase();
    let rest = upper.strip_prefix("N/A TO ")?;
    let portions = rest.strip_suffix(" PORTIONS. SEE SOURCE LIST FOR NSI PORTIONS.")?;
    let (nuclear, nato) = match portions.split_once(" AND ") {
        Some((nuclear, "NATO")) => (nuclear, true),
        Some(_) => return None,
        None if portions == "NATO" => ("", true),
        None => (portions, false),
    };
    let mut of = NotApplicable { nato, ..NotApplicable::default() };
    for name in nuclear.split('/').filter(|_| !nuclear.is_empty()) {
        match name {
            "RD" => of.rd = true,
            "FRD" => of.frd = true,
            "TFNI" => of.tfni = true,
            _ => return None,
        }
    }
    Some(Declassify::NotApplicable(of))
}

fn retired(text: &str) -> Option<Retired> {
    let tight = dashed(text);
    let found = RETIRED.iter().find(|(name, _)| *name == tight).map(|(_, retired)| *retired);
    let number = || {
        let number = tight.strip_prefix('X')?.parse().ok()?;
        (1..=8).contains(&number).then_some(Retired::X(number))
    };
    found.or_else(number)
}

/// `Source Marked OADR, date of source 19900101` is `OADR`.
fn unwrapped(text: &str) -> &str {
    let marked = "source marked ";
    match text.get(..marked.len()) {
        Some(head) if head.eq_ignore_ascii_case(marked) => {
            let rest = text.get(marked.len()..).unwrap_or("");
            rest.split(',').next().unwrap_or(rest).trim().trim_matches('"')
        }
        Some(_) | None => text.trim_matches('"'),
    }
}

/// Upper case, a hyphen without blanks around it, an en dash as a hyphen.
fn dashed(text: &str) -> String {
    let upper = text.to_ascii_uppercase().replace('\u{2013}', "-");
    upper.replace(" -", "-").replace("- ", "-")
}

/// What makes a value of an exemption's number and end.
type Exempt = fn(u8, Until) -> Declassify;

const EXEMPTIONS: [(&str, Exempt); 3] =
    [("25X", Declassify::Exempt25), ("50X", Declassify::Exempt50), ("75X", Declassify::Exempt75)];

const RETIRED: &[(&str, Retired)] = &[
    ("OADR", Retired::Oadr),
    ("ORIGINATING AGENCY'S DETERMINATION REQUIRED", Retired::Oadr),
    ("ORIGINATING AGENCY\u{2019}S DETERMINATION REQUIRED", Retired::Oadr),
    ("MR", Retired::ManualReview),
    ("MANUAL REVIEW", Retired::ManualReview),
    ("DNI ONLY", Retired::DirectorOnly),
    ("DCI ONLY", Retired::DirectorOnly),
    ("SUBJECT TO TREATY OR INTERNATIONAL AGREEMENT", Retired::Treaty),
    ("25X1-HUMAN", Retired::HumanSource),
    ("25X1, HUMAN", Retired::HumanSource),
];

const EVENT_BYTES_MAX: usize = 300;
