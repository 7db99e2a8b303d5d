//! The outermost member names of a JSON text that may be cut off.

/// The names in the outermost object, or in the first object of the outermost array, with the
/// beginnings of their values.
pub(super) fn json_keys(text: &str) -> Vec<(String, String)> {
    let mut keys: Vec<(String, String)> = Vec::new();
    let (mut depth, mut base) = (0_u32, None);
    let mut string: Option<String> = None;
    let mut last: Option<String> = None;
    let mut escaped = false;
    for letter in text.chars() {
        if let Some(open) = &mut string {
            match (escaped, letter) {
                (false, '\\') => escaped = true,
                (false, '"') => last = string.take(),
                (_, letter) => {
                    escaped = false;
                    if open.len() < KEPT_BYTES_MAX {
                        open.push(letter);
                    }
                }
            }
            continue;
        }
        let at_base = base == Some(depth);
        match letter {
            '"' => string = Some(String::new()),
            '{' | '[' => {
                depth += 1;
                if letter == '{' && base.is_none() && depth <= 2 {
                    base = Some(depth);
                }
                last = None;
            }
            '}' | ']' => {
                if at_base {
                    value(&mut keys, last.take());
                    return keys;
                }
                depth = depth.saturating_sub(1);
                last = None;
            }
            ':' if at_base => keys.push((last.take().unwrap_or_default(), String::new())),
            ',' if at_base => value(&mut keys, last.take()),
            _other => {}
        }
        if depth > DEPTH_MAX {
            return keys;
        }
    }
    keys
}

fn value(keys: &mut [(String, String)], text: Option<String>) {
    if let (Some((_, value)), Some(text)) = (keys.last_mut(), text) {
        *value = text;
    }
}

const KEPT_BYTES_MAX: usize = 200;
const DEPTH_MAX: u32 = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_names_are_found_in_a_text_that_is_cut_off() {
        let names = |text| json_keys(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(r#"{"a": {"b": 1}, "c\"d": [{"e": 2}], "f": "#), ["a", "c\"d", "f"]);
        assert_eq!(names(r#"[{"Event": {"info": "x"#), ["Event"]);
        assert_eq!(
            json_keys(r#"{"format": "x", "b": "y"}"#).last().map(|(_, v)| v.clone()),
            Some("y".to_owned())
        );
        assert!(names("[1, 2]").is_empty());
    }
}
