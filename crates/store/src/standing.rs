//! Saved searches and the alerts that they gave: a fold of the journal that is kept in memory beside
//! the acts.

use std::collections::{BTreeMap, BTreeSet};

use model::{AgencyId, Leaf, Purpose, RecipientId};
use serde::{Deserialize, Serialize};

use crate::Served;

/// What a recipient does with searches that are to be kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Saving {
    /// A search is saved under a name; another of that name ends.
    Saved(SavedSearch),
    /// The search of a name ends, and so do its alerts.
    Dropped {
        /// Whose.
        recipient: RecipientId,
        /// Its name.
        name: String,
    },
    /// A recipient has looked at an alert and at those before it, for the same purpose and matter.
    Seen {
        /// Whose.
        recipient: RecipientId,
        /// The name of the search that gave it.
        name: String,
        /// The report, `ORIGINATOR SERIAL`.
        report: String,
        /// The version.
        version: u32,
    },
}

/// A search that looks at each new report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SavedSearch {
    /// Whose.
    pub recipient: RecipientId,
    /// What its hits are wanted for.
    pub purpose: Purpose,
    /// The matter, where the recipient said one.
    pub matter: Option<String>,
    /// What the recipient calls it.
    pub name: String,
    /// The query.
    pub query: String,
    /// Whether words are compared as names.
    pub names: bool,
    /// In the place of a query: it looks out for whom and what the lists of these originators name, of all
    /// where it names none.
    pub lists: Option<Vec<AgencyId>>,
}

/// A saved search with its number in the ledger, which tells nothing, and when it began.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StandingSearch {
    /// The id by which alerts name it.
    pub id: String,
    /// The entry that saved it: what came before gives no alert.
    pub seq: u64,
    /// What was saved.
    pub search: SavedSearch,
}

/// A report that a saved search found when it was new.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Alert {
    /// The saved search's name.
    pub name: String,
    /// The report, `ORIGINATOR SERIAL`.
    pub report: String,
    /// The version.
    pub version: u32,
    /// Whether its recipient said that they have looked at it.
    pub is_seen: bool,
}

/// The fold.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    searches: BTreeMap<(RecipientId, String), StandingSearch>,
    /// Whose each is, and its name, under its id.
    named: BTreeMap<String, (RecipientId, String)>,
    /// In the order in which they were given, under the ids of their searches.
    alerts: BTreeMap<RecipientId, Vec<(String, Alert)>>,
    /// What each gave: report and version, under its id.
    given: BTreeMap<String, BTreeSet<(String, u32)>>,
}

impl Standing {
    pub(crate) fn take(&mut self, leaf: &Leaf, saving: &Saving) {
        match saving {
            Saving::Saved(search) => {
                self.end(&search.recipient, &search.name);
                let key = (search.recipient.clone(), search.name.clone());
                let (id, search) = (crate::acts::id(leaf), search.clone());
                self.named.insert(id.clone(), key.clone());
                self.searches.insert(key, StandingSearch { id, seq: leaf.seq, search });
            }
            Saving::Dropped { recipient, name } => self.end(recipient, name),
            Saving::Seen { recipient, name, report, version } => {
                self.look(recipient, (name, report, *version));
            }
        }
    }

    /// Marks an alert and those before it, as far as they are for the same purpose and matter.
    fn look(&mut self, recipient: &RecipientId, (name, report, version): (&str, &str, u32)) {
        let searches = &self.searches;
        let of = |name: &str| {
            let search = &searches.get(&(recipient.clone(), name.to_owned()))?.search;
            Some((search.purpose, search.matter.as_deref()))
        };
        let Some(alerts) = self.alerts.get_mut(recipient) else { return };
        let is_it = |alert: &Alert| {
            alert.name == name && alert.report == report && alert.version == version
        };
        let Some(last) = alerts.iter().position(|(_, alert)| is_it(alert)) else { return };
        let meant = of(name);
        for (_, alert) in alerts.iter_mut().take(last + 1) {
            alert.is_seen = alert.is_seen || of(&alert.name) == meant;
        }
    }

    fn end(&mut self, recipient: &RecipientId, name: &str) {
        let Some(ended) = self.searches.remove(&(recipient.clone(), name.to_owned())) else {
            return;
        };
        if let Some(alerts) = self.alerts.get_mut(recipient) {
            alerts.retain(|(id, _)| *id != ended.id);
        }
        self.named.remove(&ended.id);
        self.given.remove(&ended.id);
    }

    /// Takes an alert: an answer that names the saved search in the place of a query.
    pub(crate) fn alerted(&mut self, served: &Served) {
        let Some(id) = &served.query else { return };
        let Some((recipient, name)) = self.named.get(id) else { return };
        let alerts = self.alerts.entry(recipient.clone()).or_default();
        let given = self.given.entry(id.clone()).or_default();
        for report in &served.reports {
            let (cited, version) =
                (format!("{} {}", report.originator, report.serial), report.version);
            if given.insert((cited.clone(), version)) {
                alerts.push((
                    id.clone(),
                    Alert { name: name.clone(), report: cited, version, is_seen: false },
                ));
            }
        }
    }

    pub(crate) fn searches(&self) -> impl Iterator<Item = &StandingSearch> {
        self.searches.values()
    }

    /// Those of a recipient, by name.
    pub(crate) fn searches_of<'s>(
        &'s self,
        recipient: &'s RecipientId,
    ) -> impl Iterator<Item = &'s StandingSearch> {
        let own = self.searches.range((recipient.clone(), String::new())..);
        own.take_while(move |((of, _), _)| of == recipient).map(|(_, search)| search)
    }

    pub(crate) fn of(&self, recipient: &RecipientId) -> impl Iterator<Item = &Alert> {
        self.alerts.get(recipient).into_iter().flatten().map(|(_, alert)| alert)
    }

    pub(crate) fn was_given(&self, search: &str, report: &str, version: u32) -> bool {
        self.given.get(search).is_some_and(|given| given.contains(&(report.to_owned(), version)))
    }
}

/// As it is kept.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum StoredSaving {
    Saved { saved: StoredSearch },
    Dropped { dropped: StoredDropped },
    Seen { seen: StoredSeen },
}

#[derive(Deserialize, Serialize)]
pub(crate) struct StoredSearch {
    recipient: String,
    purpose: String,
    matter: Option<String>,
    name: String,
    query: String,
    names: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lists: Option<Vec<String>>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct StoredDropped {
    recipient: String,
    name: String,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct StoredSeen {
    recipient: String,
    name: String,
    report: String,
    version: u32,
}

impl StoredSaving {
    pub(crate) fn of(saving: &Saving) -> Self {
        match saving {
            Saving::Saved(SavedSearch {
                recipient,
                purpose,
                matter,
                name,
                query,
                names,
                lists,
            }) => {
                let own = |lists: &Vec<AgencyId>| lists.iter().map(ToString::to_string).collect();
                let saved = StoredSearch {
                    recipient: recipient.to_string(),
                    purpose: purpose.name().to_owned(),
                    matter: matter.clone(),
                    name: name.clone(),
                    query: query.clone(),
                    names: *names,
                    lists: lists.as_ref().map(own),
                };
                Self::Saved { saved }
            }
            Saving::Dropped { recipient, name } => {
                let dropped =
                    StoredDropped { recipient: recipient.to_string(), name: name.clone() };
                Self::Dropped { dropped }
            }
            Saving::Seen { recipient, name, report, version } => Self::Seen {
                seen: StoredSeen {
                    recipient: recipient.to_string(),
                    name: name.clone(),
                    report: report.clone(),
                    version: *version,
                },
            },
        }
    }

    /// `None` where a word of it is not known.
    pub(crate) fn read(self) -> Option<Saving> {
        match self {
            Self::Saved { saved } => {
                let StoredSearch { recipient, purpose, matter, name, query, names, lists } = saved;
                let own = |lists: Vec<String>| -> Option<Vec<AgencyId>> {
                    lists.iter().map(|of| AgencyId::new(of).ok()).collect()
                };
                let lists = match lists {
                    Some(lists) => Some(own(lists)?),
                    None => None,
                };
                Some(Saving::Saved(SavedSearch {
                    recipient: RecipientId::new(&recipient).ok()?,
                    purpose: Purpose::parse(&purpose)?,
                    matter,
                    name,
                    query,
                    names,
                    lists,
                }))
            }
            Self::Dropped { dropped: StoredDropped { recipient, name } } => {
                Some(Saving::Dropped { recipient: RecipientId::new(&recipient).ok()?, name })
            }
            Self::Seen { seen: StoredSeen { recipient, name, report, version } } => {
                let recipient = RecipientId::new(&recipient).ok()?;
                Some(Saving::Seen { recipient, name, report, version })
            }
        }
    }
}
