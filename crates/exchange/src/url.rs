//! Addresses that others will take.

/// Whether a text is an address of the web that needs no mending (RFC 3986).
pub(crate) fn is_url(text: &str) -> bool {
    let rest =
        ["https://", "http://", "ftp://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let sound = |byte: u8| byte.is_ascii_graphic() && !b"<>\"{}|\\^`[]".contains(&byte);
    rest.is_some_and(|rest| {
        rest.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric())
            && rest.bytes().all(sound)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_it_is_or_not_at_all() {
        assert!(is_url("https://example.org/a?b=c#d"));
        for text in
            ["", "https://", "example.org", "javascript:x", "http://a b", "http://[US PERSON 1]"]
        {
            assert!(!is_url(text), "{text}");
        }
    }
}
