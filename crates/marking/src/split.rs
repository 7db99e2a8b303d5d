//! Parting short texts.

/// As [`str::split`] at one ASCII character, quicker for a short text.
pub(crate) fn split(text: &str, at: u8) -> impl Iterator<Item = &str> {
    split_where(text, move |byte| byte == at)
}

/// As [`split`] at any of some ASCII characters.
pub(crate) fn split_where(text: &str, at: impl Fn(u8) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (part, more) = part(rest?, &at);
        rest = more;
        Some(part)
    })
}

/// What stands before the first of an ASCII character, and what stands behind it.
pub(crate) fn split_once(text: &str, at: u8) -> (&str, Option<&str>) {
    part(text, |byte| byte == at)
}

fn part(text: &str, at: impl Fn(u8) -> bool) -> (&str, Option<&str>) {
    let found = text.bytes().position(at);
    let parts = found.and_then(|found| text.split_at_checked(found));
    parts.map_or((text, None), |(part, more)| (part, more.get(1..)))
}
