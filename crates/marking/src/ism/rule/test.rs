//! The shapes of the rules about one element.

use super::{Context, Hit, choice, joined, spoken, token_of};
use crate::ism::form::Form;
use crate::ism::vocabulary::withdrawn;
use crate::ism::{Attribute, Attributes, Fix};
use crate::nearest::nearest;

/// Some of the tokens of an attribute.
#[derive(Clone, Copy, Debug)]
pub(in crate::ism) enum Tokens {
    Any,
    Is(&'static [&'static str]),
    Starts(&'static str),
    Like(fn(&str) -> bool),
}

impl Tokens {
    pub(in crate::ism) fn hold(&self, token: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Is(tokens) => tokens.contains(&token),
            Self::Starts(prefix) => token.starts_with(prefix),
            Self::Like(like) => like(token),
        }
    }

    /// Those that an attribute holds.
    pub(in crate::ism) fn within<'a>(
        &self,
        element: &'a Attributes,
        attribute: Attribute,
    ) -> impl Iterator<Item = &'a str> {
        element.tokens(attribute).filter(|token| self.hold(token))
    }

    pub(in crate::ism) fn any(&self, element: &Attributes, attribute: Attribute) -> bool {
        self.within(element, attribute).next().is_some()
    }
}

/// What a rule asks of one element. Tokens are those of the rule's attribute.
#[derive(Debug)]
pub(in crate::ism) enum Test {
    /// The tokens need one of these beside them.
    Needs(Tokens, Attribute, &'static [&'static str]),
    /// The tokens bar these.
    Bars(Tokens, Attribute, Tokens),
    /// The tokens stand at these levels alone.
    Levels(Tokens, &'static [&'static str]),
    /// At most one of these stands.
    Exclusive(&'static [&'static str]),
    /// The token stands alone in its attribute.
    Alone(&'static str),
    /// The tokens need one of these attributes to be present.
    Carries(Tokens, &'static [Attribute]),
    /// The attribute needs one of these tokens in another.
    Only(Attribute, &'static [&'static str]),
    /// The attribute must be absent when this condition holds.
    Absent(fn(&Attributes) -> bool, &'static str),
    /// Every token is in the vocabulary: the table, or what the function admits.
    Known(&'static [&'static str], fn(&str, &Context<'_>) -> bool),
    /// No code was withdrawn before the document was made (`true`), or has been since (`false`).
    Withdrawn(bool),
    /// The value is written so.
    Written(Form),
    /// The element does what the sentence forbids.
    Broken(fn(&Attributes) -> bool, &'static str),
    /// What fits no shape.
    Special(fn(&Attributes, &Context<'_>) -> Vec<Hit>),
}

impl Test {
    /// Everything that an element does against the test.
    pub(in crate::ism) fn hits(
        &self,
        attribute: Attribute,
        element: &Attributes,
        context: &Context<'_>,
    ) -> Vec<Hit> {
        match self {
            Self::Special(find) => find(element, context),
            Self::Known(table, also) => unknown(attribute, element, table, |t| also(t, context)),
            Self::Withdrawn(before) => old_codes(attribute, element, context, *before),
            Self::Needs(..)
            | Self::Bars(..)
            | Self::Levels(..)
            | Self::Exclusive(_)
            | Self::Alone(_)
            | Self::Carries(..)
            | Self::Only(..)
            | Self::Absent(..)
            | Self::Written(_)
            | Self::Broken(..) => self.hit(attribute, element).into_iter().collect(),
        }
    }

    fn hit(&self, attribute: Attribute, element: &Attributes) -> Option<Hit> {
        match self {
            Self::Needs(when, of, any_of) => {
                let token = when.within(element, attribute).next()?;
                let found = any_of.iter().any(|wanted| element.has(*of, wanted));
                (!found).then(|| need(token, *of, any_of))
            }
            Self::Bars(when, of, barred) => {
                let token = when.within(element, attribute).next()?;
                let barred = barred.within(element, *of).next()?;
                Some(barred_by(token, *of, barred))
            }
            Self::Levels(when, levels) => {
                let token = when.within(element, attribute).next()?;
                let level = element.text(Attribute::Classification)?;
                (!levels.contains(&level)).then(|| misplaced(attribute, token, level, levels))
            }
            Self::Exclusive(tokens) => {
                let held: Vec<_> = Tokens::Is(tokens).within(element, attribute).collect();
                let last = held.last().filter(|last| held.iter().any(|other| other != *last))?;
                let names = joined(&held, "and");
                Some(Hit::of(last, format!("of {names} only one may stand: keep one")))
            }
            Self::Alone(token) => {
                let beside = element.tokens(attribute).any(|held| held != *token);
                (element.has(attribute, token) && beside).then(|| crowded(attribute, token))
            }
            Self::Carries(when, attributes) => {
                let token = first(when, element, attribute)?;
                let found = attributes.iter().any(|of| element.text(*of).is_some());
                let names: Vec<_> = attributes.iter().map(|of| of.name()).collect();
                let (by, wanted) = (spoken(token), names.join(" or "));
                (!found).then(|| Hit::of(token, format!("{by} needs {wanted}: write it")))
            }
            Self::Only(of, tokens) => {
                element.text(attribute)?;
                let found = tokens.iter().any(|token| element.has(*of, token));
                let (name, with) = (attribute.name(), choice(tokens));
                let message =
                    format!("{name} stands only with {with}: add that or take {name} out");
                (!found).then(|| Hit::new(message))
            }
            Self::Absent(when, message) => {
                element.text(attribute)?;
                when(element).then(|| Hit::new(*message))
            }
            Self::Written(form) => {
                let value = element.text(attribute)?;
                let bad = !form.fits(value);
                bad.then(|| Hit::new(format!("{}: {}", attribute.name(), form.wanted())))
            }
            Self::Broken(broken, message) => broken(element).then(|| Hit::new(*message)),
            Self::Special(_) | Self::Known(..) | Self::Withdrawn(_) => None,
        }
    }
}

/// The first of the tokens, or the whole value where any will do.
fn first<'a>(when: &Tokens, element: &'a Attributes, attribute: Attribute) -> Option<&'a str> {
    match when {
        Tokens::Any => element.text(attribute).map(|_| attribute.name()),
        Tokens::Is(_) | Tokens::Starts(_) | Tokens::Like(_) => {
            when.within(element, attribute).next()
        }
    }
}

fn need(token: &str, of: Attribute, any_of: &[&str]) -> Hit {
    let (by, wanted) = (spoken(token), choice(any_of));
    match any_of {
        [only] => Hit::of(token, format!("{by} needs {wanted}: add it"))
            .fix(Fix::Add(of, (*only).to_owned())),
        _ => Hit::of(token, format!("{by} needs {wanted}: add one")),
    }
}

fn barred_by(token: &str, of: Attribute, barred: &str) -> Hit {
    let (by, what) = (spoken(token), spoken(barred));
    let hit = Hit::of(token, format!("{by} does not go with {what}: take one of them out"));
    // ORCON-USGOV relaxes ORCON, and gives way. Of any other pair nobody but the author knows
    // which one is meant.
    match barred {
        "OC-USGOV" => hit.fix(Fix::Remove(of, barred.to_owned())),
        _ => hit,
    }
}

fn crowded(attribute: Attribute, token: &str) -> Hit {
    let name = attribute.name();
    let hit = Hit::of(token, format!("{token} stands alone in {name}: take it or the others out"));
    // To conceal a source is the safe reading; an owner is for the author to name.
    if attribute == Attribute::FgiSourceProtected {
        hit.fix(Fix::Set(attribute, token.to_owned()))
    } else {
        hit
    }
}

fn misplaced(attribute: Attribute, token: &str, level: &str, levels: &[&str]) -> Hit {
    let (name, level, wanted) = (spoken(token), spoken(level), choice(levels));
    let hit =
        |advice: &str| Hit::of(token, format!("{name} is for {wanted}, not for {level}: {advice}"));
    // FOUO has no effect in a classified marking; of all others nobody but the author knows
    // whether the level or the control is wrong.
    match token {
        "FOUO" => hit("take it out").fix(Fix::Remove(attribute, token.to_owned())),
        _ => hit("correct the level or the control"),
    }
}

fn unknown(
    attribute: Attribute,
    element: &Attributes,
    table: &'static [&'static str],
    also: impl Fn(&str) -> bool,
) -> Vec<Hit> {
    let tokens = element.tokens(attribute).filter(|token| !table.contains(token) && !also(token));
    let hit = |token: &str| {
        let name = attribute.name();
        if let Some(code) = token_of(token).filter(|code| table.contains(code)) {
            let held = element.tokens(attribute);
            let value: Vec<_> = held.map(|held| if held == token { code } else { held }).collect();
            let message = format!("`{token}` is the printed name: write {code} in {name}");
            return Hit::of(token, message).fix(Fix::Set(attribute, value.join(" ")));
        }
        let advice = match nearest(token, table.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => "correct it or take it out".to_owned(),
        };
        Hit::of(token, format!("`{token}` is not in the vocabulary of {name}: {advice}"))
    };
    tokens.map(hit).collect()
}

fn old_codes(
    attribute: Attribute,
    element: &Attributes,
    context: &Context<'_>,
    before: bool,
) -> Vec<Hit> {
    let made = context.resource.text(Attribute::CreateDate);
    let hit = |token: &str| {
        let day = withdrawn(token)?;
        // A document without a date is judged as one of today.
        let old = made.is_none_or(|made| made > day);
        let message = format!("`{token}` was withdrawn on {day}: name its countries instead");
        (old == before).then(|| Hit::of(token, message))
    };
    element.tokens(attribute).filter_map(hit).collect()
}
