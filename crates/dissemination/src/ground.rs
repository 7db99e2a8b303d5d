//! What a class's decision stands on in the community, besides whoever asks.

use model::{Authorization, Caveat, Community, Embargo, Procedure};

use crate::Handling;

/// Whether two communities say the same of everything that decisions about a class ask them, so that
/// whoever has the same entitlement in both gets the same answer.
///
/// A new field of the community breaks the build here, and must be thought of.
pub(crate) fn is_common(handling: &Handling, before: &Community, after: &Community) -> bool {
    let mut sources = handling.inherited.sources.iter();
    let Community {
        name: _,
        leads_only_open,
        agencies,
        // Entitlements are compared.
        recipients: _,
        caveats: _,
        procedures: _,
        grants,
        authorizations: _,
        embargoes: _,
        // Markings were read by it, and it must be the same.
        register: _,
        // Reports are read by them when they come in, and never after.
        schemes: _,
        control_caveats,
        // Decides nothing.
        search: _,
    } = before;
    let abroad = handling.marking.opens_abroad();
    *leads_only_open == after.leads_only_open
        && *agencies == after.agencies
        && *control_caveats == after.control_caveats
        && (!abroad || *grants == after.grants)
        && caveats(handling, before).eq(caveats(handling, after))
        && authorizations(handling, before).eq(authorizations(handling, after))
        && embargoes(handling, before).eq(embargoes(handling, after))
        && procedures(handling, before).eq(procedures(handling, after))
        && sources.all(|source| is_common(source, before, after))
}

fn embargoes<'a>(
    handling: &'a Handling,
    community: &'a Community,
) -> impl Iterator<Item = &'a Embargo> {
    community.embargoes.iter().filter(|embargo| embargo.originator == handling.originator)
}

fn procedures<'a>(
    handling: &'a Handling,
    community: &'a Community,
) -> impl Iterator<Item = &'a Procedure> {
    let above: Vec<_> = community.lineage(&handling.originator).map(|agency| &agency.id).collect();
    community.procedures.iter().filter(move |procedure| above.contains(&&procedure.originator))
}

fn caveats<'a>(
    handling: &'a Handling,
    community: &'a Community,
) -> impl Iterator<Item = Option<&'a Caveat>> {
    handling.caveats.iter().map(|id| community.caveats.get(id))
}

fn authorizations<'a>(
    handling: &'a Handling,
    community: &'a Community,
) -> impl Iterator<Item = &'a Authorization> {
    community.authorizations.iter().filter(|given| given.originator == handling.originator)
}
