//! What the configuration names must be there: whatever could only fail later is noticed at the start, with
//! the place in the configuration.

use ingestion::Mappings;
use marking::Level;
use model::{AgencyId, CaveatId, Community, Function, RecipientId};

use super::{CONFIG, Config, DataFolder};
use crate::{Error, Result};

impl Config {
    /// Checks that whoever submits and whoever is sent something is of the community, and that it has whom
    /// they submit for and the mapping files by which they are read.
    ///
    /// # Errors
    /// The first that is not.
    pub(crate) fn check(
        &self,
        folder: &DataFolder,
        community: &Community,
        mappings: &Mappings,
    ) -> Result<()> {
        let wrong = |what| Error::Config { file: folder.join(CONFIG), what };
        self.check_submitters(community).map_err(wrong)?;
        self.check_receivers(community).map_err(wrong)?;
        for watch in &self.watches {
            let place = format!("[[watch]] of `{}`", watch.folder.display());
            if let Some(mapping) = &watch.as_of {
                let known = mappings.only(mapping);
                known.map_err(|what| wrong(format!("{place}, as_of: {what}")))?;
            }
        }
        check_mappings(community, mappings).map_err(|(name, what)| {
            let file = self.reading.sources.clone();
            Error::Config { file, what: format!("the mapping file called `{name}`: {what}") }
        })
    }

    fn check_submitters(&self, community: &Community) -> std::result::Result<(), String> {
        let watched = self
            .watches
            .iter()
            .map(|watch| (format!("[[watch]] of `{}`", watch.folder.display()), &watch.submitter));
        let polled =
            self.polls.iter().map(|poll| (format!("[[poll]] of `{}`", poll.url), &poll.submitter));
        let said = self.submits.iter().map(|said| ("[[submits]]".to_owned(), &said.recipient));
        for (place, id) in watched.chain(polled).chain(said) {
            let known = RecipientId::new(id).ok().and_then(|id| community.recipients.get(&id));
            let Some(known) = known else { return Err(nobody(&place, id)) };
            if !known.functions.contains(&Function::Submitter) {
                return Err(format!(
                    "{place} names `{id}`, who does not have the function `submitter`; name one who \
                     has it, or give it in the community's file"
                ));
            }
        }
        let originators = self.submits.iter().flat_map(|said| &said.originators);
        match originators.into_iter().find(|of| !community.agencies.contains_key(of)) {
            Some(of) => {
                Err(format!("[[submits]] names `{of}`, which is no agency of the community"))
            }
            None => Ok(()),
        }
    }

    fn check_receivers(&self, community: &Community) -> std::result::Result<(), String> {
        let hooks = self
            .webhooks
            .iter()
            .map(|hook| (format!("[[webhook]] to `{}`", hook.url), &hook.recipient));
        let digests = self
            .digests
            .iter()
            .map(|digest| (format!("[[digest]] of `{}`", digest.feed), &digest.recipient));
        for (place, id) in hooks.chain(digests) {
            let known = RecipientId::new(id).is_ok_and(|id| community.recipients.contains_key(&id));
            if !known {
                return Err(nobody(&place, id));
            }
        }
        match &self.mail {
            Some(mail) if Level::find(&mail.level).is_none() => {
                Err(format!("[mail]: level = `{}` is no level, such as UNCLASSIFIED", mail.level))
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// Mapping files name originators and caveats of the community alone, or everything that is read by them
/// would be set aside.
fn check_mappings(
    community: &Community,
    mappings: &Mappings,
) -> std::result::Result<(), (String, String)> {
    for mapping in mappings.all() {
        let wrong = |what| Err((mapping.name.clone(), what));
        for named in mapping.originators() {
            if !AgencyId::new(named).is_ok_and(|id| community.agencies.contains_key(&id)) {
                return wrong(format!("its originator `{named}` is no agency of the community"));
            }
        }
        for named in mapping.caveats() {
            if !CaveatId::new(named).is_ok_and(|id| community.caveats.contains_key(&id)) {
                return wrong(format!("its caveat `{named}` is none of the community"));
            }
        }
    }
    Ok(())
}

fn nobody(place: &str, id: &str) -> String {
    format!("{place} names `{id}`, who is no recipient of the community")
}
