//! A submission with some of it stated otherwise, by somebody who says so.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Quarantine;

/// What is stated in the place of what was submitted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Stated {
    /// The banner.
    pub banner: Option<String>,
    /// The originator.
    pub originator: Option<String>,
    /// The serial.
    pub serial: Option<String>,
    /// The title's mark.
    pub title: Option<String>,
    /// Marks of portions, by their positions from 0.
    pub portions: BTreeMap<usize, String>,
}

impl Stated {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// In words, one for each: `banner = SECRET`.
    pub fn told(&self) -> Vec<String> {
        let Self { banner, originator, serial, title, portions } = self;
        let named = [
            ("banner", banner),
            ("originator", originator),
            ("serial", serial),
            ("the title's mark", title),
        ];
        let named = named
            .into_iter()
            .filter_map(|(name, value)| value.as_ref().map(|value| format!("{name} = {value}")));
        let portions =
            portions.iter().map(|(at, mark)| format!("the mark of portion {at} = {mark}"));
        named.chain(portions).collect()
    }

    /// Puts it into a report in format 1, as far as that could be put together.
    ///
    /// # Errors
    /// Where what was submitted is no JSON object, or has no such portion.
    pub fn put_into(&self, submitted: &str) -> Result<String, Quarantine> {
        let wrong = |what: &str| Quarantine::NotFormat1(what.to_owned());
        let edit = "what was submitted is no report in format 1: correct it by its text";
        let mut report: Value = serde_json::from_str(submitted).map_err(|_| wrong(edit))?;
        let members = report.as_object_mut().ok_or_else(|| wrong(edit))?;
        let Self { banner, originator, serial, title, portions } = self;
        for (name, value) in [("banner", banner), ("originator", originator), ("serial", serial)] {
            if let Some(value) = value {
                members.insert(name.to_owned(), json!(value));
            }
        }
        if let Some(mark) = title {
            let title = members.get_mut("title").and_then(Value::as_object_mut);
            let title = title.ok_or_else(|| wrong("it has no title to mark"))?;
            title.insert("marking".to_owned(), json!(mark));
        }
        for (at, mark) in portions {
            let all = members.get_mut("portions").and_then(Value::as_array_mut);
            let portion = all.and_then(|all| all.get_mut(*at)).and_then(Value::as_object_mut);
            let portion = portion.ok_or_else(|| wrong(&format!("it has no portion {at}")))?;
            portion.insert("marking".to_owned(), json!(mark));
        }
        report.sort_all_objects();
        Ok(report.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_takes_the_place_of_what_was_submitted_and_the_rest_stays() {
        let submitted = r#"{"title":{"text":"t"},"portions":[{"text":"a"},{"text":"b"}],"x":1}"#;
        let stated = Stated {
            banner: Some("SECRET".to_owned()),
            portions: [(1, "S".to_owned())].into(),
            ..Stated::default()
        };
        let expected = r#"{"banner":"SECRET","portions":[{"text":"a"},{"marking":"S","text":"b"}],"title":{"text":"t"},"x":1}"#;
        assert_eq!(stated.put_into(submitted).unwrap(), expected);
        assert_eq!(stated.told(), ["banner = SECRET", "the mark of portion 1 = S"]);
        let beyond = Stated { portions: [(2, "S".to_owned())].into(), ..Stated::default() };
        assert!(beyond.put_into(submitted).unwrap_err().to_string().contains("no portion 2"));
        assert!(stated.put_into("base64:AAAA").unwrap_err().to_string().contains("by its text"));
    }
}
