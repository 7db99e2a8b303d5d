//! What the marks on the desk are worth: each read by itself, and what they roll up to.

use marking::{Marking, Rollup, rollup};
use maud::{Markup, html};
use model::{AgencyId, Community};

use super::super::super::params::Params;
use super::super::marks::{level, mark};
use super::draft::{marked, paragraphs};

/// Every mark of a draft, read.
pub(super) struct Checked {
    parts: Vec<Part>,
    /// What travels alone: tear lines and the pointer. The banner does not come from them.
    apart: Vec<Part>,
    banner: Option<Part>,
    /// What the portions require, where all of them can be read.
    rollup: Option<Rollup>,
}

/// One mark.
struct Part {
    name: String,
    written: String,
    read: Option<Marking>,
    findings: Vec<Finding>,
}

struct Finding {
    rule: String,
    text: String,
    is_error: bool,
}

impl Checked {
    /// Reads every mark of a draft, as the originator's marks are read.
    pub(super) fn of(form: &Params, community: &Community) -> Self {
        let read = |name: String, written: &str| Part::read(name, written, form, community);
        let all = |name: &'static str, text: &str| -> Vec<Part> {
            let numbered = (1..).zip(paragraphs(text)).map(|(nth, paragraph)| {
                let is_one = ["title", "pointer"].contains(&name);
                let name = if is_one { name.to_owned() } else { format!("{name} {nth}") };
                match marked(&paragraph) {
                    (Some(written), _) => read(name, written),
                    (None, _) => Part::bare(name),
                }
            });
            numbered.collect()
        };
        let mut parts = all("title", form.get("title"));
        parts.extend(all("portion", form.get("text")));
        let mut apart = all("tear line", form.get("tearline"));
        apart.extend(all("pointer", form.get("pointer")));
        let banner = form.said("banner").map(|written| read("banner".to_owned(), &written));
        let of_parts = parts.iter().map(|part| match &part.read {
            // A part without a mark counts as the banner, and requires nothing of it.
            None if part.written.is_empty() => Some(None),
            None => None,
            Some(read) => Some(Some(read)),
        });
        let of_parts: Option<Vec<Option<&Marking>>> = of_parts.collect();
        let of_parts: Option<Vec<&Marking>> =
            of_parts.map(|all| all.into_iter().flatten().collect());
        let rollup = of_parts.filter(|all| !all.is_empty()).map(|all| rollup(all.into_iter()));
        Self { parts, apart, banner, rollup }
    }

    /// Everything that is written, and what it requires; `None` where something cannot be read.
    pub(super) fn markings(&self) -> Option<Vec<Marking>> {
        let banner = self.banner.as_ref().map(|banner| banner.read.clone());
        let mut all = Vec::new();
        match banner {
            Some(Some(read)) => all.push(read),
            Some(None) => return None,
            // Then a part without a mark says nothing of what it is.
            None if self.all().any(|part| part.written.is_empty()) => return None,
            None => {}
        }
        for part in self.apart.iter().filter(|part| !part.written.is_empty()) {
            all.push(part.read.clone()?);
        }
        if !self.parts.is_empty() {
            all.push(self.rollup.clone().map(|rollup| rollup.banner).or_else(|| {
                let bare = self.parts.iter().all(|part| part.written.is_empty());
                bare.then(|| all.first().cloned().unwrap_or_default())
            })?);
        }
        Some(all)
    }

    fn all(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().chain(&self.apart)
    }

    /// The form with the banner that its portions require, where none is written yet. Whoever submits
    /// it has seen it there.
    pub(super) fn filled(&self, form: Params) -> Params {
        let all_marked = self.parts.iter().all(|part| !part.written.is_empty());
        match &self.rollup {
            Some(Rollup { banner, .. }) if self.banner.is_none() && all_marked => {
                form.with("banner", &banner.banner())
            }
            Some(_) | None => form,
        }
    }
}

impl Part {
    fn bare(name: String) -> Self {
        let rule = "inherits".to_owned();
        let text = "no mark: it counts as the banner".to_owned();
        let findings = vec![Finding { rule, text, is_error: false }];
        Self { name, written: String::new(), read: None, findings }
    }

    fn read(name: String, written: &str, form: &Params, community: &Community) -> Self {
        let (read, findings) = found(written, form.get("originator"), community);
        Self { name, written: written.to_owned(), read, findings }
    }
}

/// What a mark of an originator's says; nothing where it cannot be read.
pub(in super::super) fn marking_of(
    written: &str,
    originator: &str,
    community: &Community,
) -> Option<Marking> {
    found(written, originator, community).0
}

/// The same, with what there is to say of it.
fn found(
    written: &str,
    originator: &str,
    community: &Community,
) -> (Option<Marking>, Vec<Finding>) {
    let agency = AgencyId::new(originator).ok();
    let agency = agency.and_then(|id| community.agencies.get(&id));
    let scheme = agency.and_then(|agency| agency.scheme.as_ref());
    let Some(scheme) = scheme.and_then(|name| community.schemes.get(name)) else {
        return by_register(written, community);
    };
    let read = scheme.parse(written).map_err(|error| error.to_string());
    let equal = read.and_then(|read| {
        let equal = read.marking.equivalent(&community.register);
        equal.map(|equal| equal.marking).map_err(|error| error.to_string())
    });
    match equal {
        Ok(marking) => (Some(marking), Vec::new()),
        Err(text) => (None, vec![wrong("scheme", text)]),
    }
}

fn by_register(written: &str, community: &Community) -> (Option<Marking>, Vec<Finding>) {
    match Marking::parse_by(written, &community.register) {
        Ok(parsed) => {
            let findings = parsed.problems.iter().map(|problem| Finding {
                rule: problem.rule.to_owned(),
                text: problem.message.clone(),
                is_error: problem.bars(),
            });
            (Some(parsed.marking.clone()), findings.collect())
        }
        Err(error) => (None, vec![wrong("register", error.to_string())]),
    }
}

fn wrong(rule: &str, text: String) -> Finding {
    Finding { rule: rule.to_owned(), text, is_error: true }
}

/// The marks one by one, and the banner that they require.
pub(super) fn findings(checked: &Checked) -> Markup {
    let Checked { parts: _, apart: _, banner, rollup } = checked;
    html! {
        h2 { "Marking" }
        @if let Some(Rollup { banner: required, notes }) = rollup {
            div.finding {
                span.rule { "roll-up" }
                div {
                    "The portions require " (level(required)) "."
                    @if banner.is_none() { " No banner is written: the check goes by this one, and leaves it to you to submit it." }
                    @for note in notes { p.hint { (note) } }
                    details {
                        summary { "What it means" }
                        dl { @for entry in required.explain() {
                            dt { (entry.entry) } dd { (entry.meaning) span.hint { " " (entry.source) } }
                        } }
                    }
                }
            }
        }
        @for part in checked.all().chain(banner) {
            @let is_good = part.read.is_some() && !part.findings.iter().any(|of| of.is_error);
            div.finding {
                span.rule { (part.name) }
                div {
                    @match &part.read {
                        Some(read) => (mark(read)),
                        None => @if !part.written.is_empty() { span.bad { "(" (part.written) ")" } },
                    }
                    @if is_good && part.findings.is_empty() { " " span.good { "stands" } }
                    @for Finding { rule, text, is_error } in &part.findings {
                        p.(if *is_error { "bad" } else { "hint" }) {
                            @if *is_error { "Wrong: " } (text) " " code { (rule) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(pairs: &[(&str, &str)]) -> Checked {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Checked::of(&pairs.collect(), &Community::default())
    }

    fn shown(checked: &Checked) -> Option<String> {
        checked.markings().map(|all| rollup(all.iter()).banner.banner())
    }

    #[test]
    fn a_page_with_a_draft_is_as_high_as_what_is_written_and_what_it_requires() {
        let draft = checked(&[("title", "(U) x"), ("text", "(S//NF) a\n\n(U) b")]);
        assert_eq!(shown(&draft).as_deref(), Some("SECRET//NOFORN"));
        assert_eq!(draft.filled(Params::default()).get("banner"), "SECRET//NOFORN");
        let draft = checked(&[("title", "(U) x"), ("text", "b"), ("banner", "TOP SECRET")]);
        assert_eq!(shown(&draft).as_deref(), Some("TOP SECRET"));
        let draft = checked(&[("title", "(U) x"), ("text", "(U) a"), ("tearline", "(S//NF) b")]);
        assert_eq!(shown(&draft).as_deref(), Some("SECRET//NOFORN"));
    }

    #[test]
    fn what_cannot_be_read_is_never_taken_for_unclassified() {
        for (text, banner) in [("(S//NFX) a", ""), ("a", ""), ("(U) a", "SECRETT")] {
            let draft = checked(&[("title", "(U) x"), ("text", text), ("banner", banner)]);
            assert_eq!(shown(&draft), None, "{text} {banner}");
            assert_eq!(draft.filled(Params::default()).get("banner"), "", "{text}");
        }
        assert_eq!(shown(&checked(&[])).as_deref(), Some("UNCLASSIFIED"));
    }
}
