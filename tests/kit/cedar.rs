//! The release rules said again, in Cedar (`tests/oracle/*.cedar`), and asked.
//!
//! Here, handling classes and recipients become plain facts; what is permitted, the policies say.
//! A policy that fails to evaluate would count as if it were not there, so an error stops the test.

mod asked;
mod asker;
mod mark;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, Policy, PolicyId, PolicySet,
    PrincipalConstraint, Request, ResourceConstraint, Response, Schema, ValidationMode, Validator,
};
use dissemination::Handling;
use model::{AgencyId, CaveatId, Community, Manner, Purpose, Recipient, RecipientKind, Timestamp};

use crate::workspace::{read, root};
use asked::Asked;
pub use mark::{Tokened, Tokens};
use words::{entity, flag, set, text, uid};

/// The policies, each by its `@id`.
#[derive(Debug)]
pub struct Policies {
    set: PolicySet,
    /// Those whose head fits a recipient, by whether it is a system, and what is asked for.
    fitting: HashMap<(bool, &'static str), PolicySet>,
    schema: Schema,
    authorizer: Authorizer,
}

/// What somebody asks for it: what for, how, when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Terms<'a> {
    /// What for.
    pub purpose: Purpose,
    /// How it reaches them.
    pub manner: Manner,
    /// When.
    pub at: Timestamp,
    /// In which matter, where one is named.
    pub matter: Option<&'a str>,
}

/// What the policies say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verdict {
    /// Whether no policy forbids it.
    pub permitted: bool,
    /// The ids of the policies that forbid it, ascending.
    pub forbade: Vec<String>,
    /// The ids of those that say why a profile or a caveat is not met.
    pub unmet: BTreeSet<String>,
}

/// One request, ready to be decided.
#[derive(Debug)]
pub struct Ready<'a> {
    request: Request,
    policies: &'a PolicySet,
    entities: &'a Entities,
    authorizer: &'a Authorizer,
}

impl Ready<'_> {
    /// Whether Cedar authorizes it: its own decision alone, which is what a bench times.
    pub fn is_authorized(&self) -> bool {
        self.respond().decision() == Decision::Allow
    }

    fn respond(&self) -> Response {
        self.authorizer.is_authorized(&self.request, self.policies, self.entities)
    }
}

/// Some recipients and handling classes of one community, ready to be asked about.
#[derive(Debug)]
pub struct Court<'a> {
    policies: &'a Policies,
    community: &'a Community,
    recipients: Vec<(&'a Recipient, EntityUid)>,
    asked: Vec<Asked>,
    entities: Entities,
}

impl Policies {
    /// Reads the policies and their schema.
    ///
    /// # Panics
    /// If a file is not Cedar, or two policies have one id.
    pub fn read() -> Self {
        let folder = root().join("tests/oracle");
        let schema = read(&folder.join("schema.cedarschema"));
        let (schema, _) = Schema::from_cedarschema_str(&schema).expect("the schema is Cedar");
        let mut set = PolicySet::new();
        let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter();
        let files = files.map(|file| file.expect("the folder can be read").into_path());
        for path in files.filter(|path| path.extension().is_some_and(|found| found == "cedar")) {
            let file: PolicySet =
                read(&path).parse().unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
            for policy in file.policies() {
                let id = policy.annotation("id").expect("every policy has an id");
                let named: Policy = policy.new_id(PolicyId::new(id));
                set.add(named).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            }
        }
        let kinds = ["Part", "Source", "Identities", "Profile", "Caveat"];
        let kinds = [false, true].map(|system| kinds.map(|of| (system, of)));
        let fitting = kinds.as_flattened().iter().map(|kind| (*kind, fitting(&set, *kind)));
        Self { fitting: fitting.collect(), set, schema, authorizer: Authorizer::new() }
    }

    /// What the validator finds wrong, warnings too.
    pub fn faults(&self) -> Vec<String> {
        let result =
            Validator::new(self.schema.clone()).validate(&self.set, ValidationMode::Strict);
        let errors = result.validation_errors().map(ToString::to_string);
        errors.chain(result.validation_warnings().map(ToString::to_string)).collect()
    }

    /// The source of each policy by its id; empty where it names none.
    pub fn sources(&self) -> BTreeMap<String, String> {
        let source = |policy: &Policy| policy.annotation("source").unwrap_or_default().to_owned();
        self.set.policies().map(|policy| (policy.id().to_string(), source(policy))).collect()
    }
}

/// The policies that can speak at all, by what their heads say. Others would be evaluated for
/// nothing, which takes most of the time.
fn fitting(set: &PolicySet, (system, of): (bool, &str)) -> PolicySet {
    let fits = |policy: &&Policy| {
        let principal = match policy.principal_constraint() {
            PrincipalConstraint::In(kind) => system == (kind == uid("Kind", "system")),
            PrincipalConstraint::Any
            | PrincipalConstraint::Eq(_)
            | PrincipalConstraint::Is(_)
            | PrincipalConstraint::IsIn(..) => true,
        };
        let resource = match policy.resource_constraint() {
            ResourceConstraint::Is(kind) => kind.to_string() == of,
            ResourceConstraint::Any
            | ResourceConstraint::In(_)
            | ResourceConstraint::Eq(_)
            | ResourceConstraint::IsIn(..) => true,
        };
        principal && resource
    };
    PolicySet::from_policies(set.policies().filter(fits).cloned()).expect("distinct ids")
}

impl<'a> Court<'a> {
    /// Gathers what is to be asked about. Recipients and classes are known by their positions.
    ///
    /// # Panics
    /// If the facts do not fit the schema.
    pub fn of(
        policies: &'a Policies,
        community: &'a Community,
        recipients: &[&'a Recipient],
        classes: &[&Handling],
    ) -> Self {
        let mut entities = vec![charter(community)];
        let mut agencies: BTreeSet<&AgencyId> = BTreeSet::new();
        let mut askers = Vec::new();
        for (number, recipient) in recipients.iter().enumerate() {
            let name = uid("Recipient", &number.to_string());
            entities.push(asker::recipient(&name, recipient));
            agencies.extend([&recipient.admin_organization, &recipient.duty_organization]);
            askers.push((*recipient, name));
        }
        let mut asked = Vec::new();
        for (number, class) in classes.iter().enumerate() {
            let (part, its) = Asked::of(number, class, community);
            entities.extend(its);
            agencies.insert(&class.originator);
            agencies.extend(class.inherited.sources.iter().map(|source| &source.originator));
            asked.push(part);
        }
        entities.extend(asker::agencies(agencies, community));
        let entities = Entities::from_entities(entities, None).expect("no circle of agencies");
        Self { policies, community, recipients: askers, asked, entities }
    }

    /// What the policies say to a recipient about a class.
    ///
    /// # Panics
    /// If a policy cannot be evaluated.
    pub fn verdict(&self, recipient: usize, class: usize, terms: Terms<'_>) -> Verdict {
        let (ready, unmet) = self.ready(recipient, class, terms);
        let mut verdict = Verdict { unmet, ..answer(&ready) };
        // A product goes only where each source may go.
        for source in &self.asked[class].sources {
            let (ready, unmet) = self.ready_for(recipient, source, terms);
            let of_source = answer(&ready);
            verdict.permitted &= of_source.permitted;
            verdict.forbade.extend(of_source.forbade);
            verdict.unmet.extend(unmet);
        }
        verdict.forbade.sort();
        verdict
    }

    /// The last request about a class, once its profiles and caveats are asked about; and the ids
    /// of the policies that say why one of those is not met.
    ///
    /// # Panics
    /// If a policy cannot be evaluated.
    pub fn ready(
        &self,
        recipient: usize,
        class: usize,
        terms: Terms<'_>,
    ) -> (Ready<'_>, BTreeSet<String>) {
        self.ready_for(recipient, &self.asked[class], terms)
    }

    fn ready_for(
        &self,
        recipient: usize,
        asked: &Asked,
        terms: Terms<'_>,
    ) -> (Ready<'_>, BTreeSet<String>) {
        let (who, _) = &self.recipients[recipient];
        let purpose = || ("purpose".to_owned(), text(terms.purpose.name()));
        let mut unmet = BTreeSet::new();
        let mut meets = |what: &EntityUid| {
            let context = Context::from_pairs([purpose()]).expect("one purpose");
            let verdict = answer(&self.request(recipient, "meet", what, context));
            unmet.extend(verdict.forbade);
            verdict.permitted
        };
        let mut unmet_profiles = BTreeSet::new();
        let mut needs_to_know = true;
        for alternatives in &asked.needs {
            let mut met = false;
            for (policy, profile) in alternatives {
                if meets(profile) {
                    met = true;
                } else {
                    unmet_profiles.insert(policy);
                }
            }
            needs_to_know &= met;
        }
        let in_force = |until: &Option<Timestamp>| until.is_none_or(|until| terms.at < until);
        let caveats = asked.caveats.iter().filter(|(_, until, _)| in_force(until));
        let caveats: Vec<_> = caveats.filter(|(_, _, caveat)| !meets(caveat)).collect();
        let lifted = asker::lifted(who, asked, terms, self.community);
        let (procedure, delay_over) = asker::procedure(asked, terms.at, self.community);
        let embargoed = asker::embargoed(asked, terms.at, self.community);
        // What is not defined is nobody's to lift.
        let own = |id: &CaveatId| {
            id.agency() == asked.originator.as_str() && self.community.caveats.contains_key(id)
        };
        let (own, others): (Vec<_>, Vec<_>) =
            caveats.iter().map(|(id, _, _)| id).partition(|id| own(id));
        let granted = asker::granted(&who.admin_organization, terms.at, self.community);
        let context = Context::from_pairs([
            purpose(),
            ("lifted".to_owned(), set(lifted)),
            ("embargoed".to_owned(), flag(embargoed)),
            ("procedure".to_owned(), text(procedure)),
            ("delay_over".to_owned(), flag(delay_over)),
            ("granted".to_owned(), set(granted)),
            ("unmet_profiles".to_owned(), set(unmet_profiles)),
            ("needs_to_know".to_owned(), flag(needs_to_know)),
            ("unmet_own_caveats".to_owned(), set(own.iter().map(|id| id.as_str()))),
            ("unmet_other_caveats".to_owned(), set(others.iter().map(|id| id.as_str()))),
        ]);
        let context = context.expect("distinct names");
        (self.request(recipient, terms.manner.name(), &asked.part, context), unmet)
    }

    /// Whether the facts are what the schema says. Slow, so it is asked where it is tested.
    pub fn faults(&self) -> Option<String> {
        let entities = self.entities.iter().cloned().collect::<Vec<_>>();
        Entities::from_entities(entities, Some(&self.policies.schema))
            .err()
            .map(|error| error.to_string())
    }

    fn request(&self, who: usize, action: &str, what: &EntityUid, context: Context) -> Ready<'_> {
        let (recipient, asker) = &self.recipients[who];
        let action = uid("Action", action);
        let request = Request::new(asker.clone(), action, what.clone(), context, None);
        let request = request.expect("without a schema, nothing to refuse");
        let Policies { fitting, authorizer, .. } = self.policies;
        let system = recipient.kind == RecipientKind::System;
        let fits = |kind: &(bool, &str)| *kind == (system, what.type_name().basename());
        let policies = fitting.iter().find(|(kind, _)| fits(kind)).expect("each kind is known").1;
        Ready { request, policies, entities: &self.entities, authorizer }
    }
}

fn answer(ready: &Ready<'_>) -> Verdict {
    let response = ready.respond();
    let errors: Vec<_> = response.diagnostics().errors().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let permitted = response.decision() == Decision::Allow;
    let spoke = response.diagnostics().reason().filter(|_| !permitted);
    let mut forbade: Vec<String> = spoke.map(ToString::to_string).collect();
    forbade.sort();
    Verdict { permitted, forbade, unmet: BTreeSet::new() }
}

fn charter(community: &Community) -> cedar_policy::Entity {
    let open = community.leads_only_open.iter().map(|purpose| purpose.name());
    let attributes = [("open_for_leads", set(open))];
    entity(uid("Charter", "charter"), attributes, [], std::collections::HashSet::new())
}
