//! What a changed community changes for everything that is stored, decided on handling classes and
//! groups of recipients, so that the number of reports and recipients hardly matters.

use std::collections::{BTreeMap, HashMap};

use model::{Community, Purpose, RecipientId, Timestamp};

use crate::ground;
use crate::judge::permits;
use crate::who::Who;
use crate::{Ask, Classes, Crowd, Given, Handling, HandlingId, Part};

/// A community and a changed one, prepared to be compared over the classes of all reports.
#[derive(Debug)]
pub struct Difference<'c> {
    before: Side<'c>,
    after: Side<'c>,
    pairs: Vec<Pair<'c>>,
    /// The shapes with a class about which the communities do not say the same.
    touched: Vec<usize>,
}

/// What changes for some recipients.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Changed<'c> {
    /// For whom: they got the same as one another before, and do after.
    pub recipients: Vec<&'c RecipientId>,
    /// The shapes of reports of which they are given something else.
    pub changes: Vec<Change>,
}

/// One shape of reports of which something else is given.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// Its place among the shapes.
    pub shape: usize,
    /// What is given before.
    pub before: Given,
    /// What is given after.
    pub after: Given,
}

/// One of the two communities: its classes, the shapes of reports in these, and its recipients.
#[derive(Debug)]
struct Side<'c> {
    handlings: Vec<Handling>,
    shapes: Vec<Classes<HandlingId>>,
    crowd: Crowd<'c>,
}

/// Recipients of the same groups on both sides. Who is no recipient on one gets nothing there.
#[derive(Debug)]
struct Pair<'c> {
    groups: (Option<usize>, Option<usize>),
    recipients: Vec<&'c RecipientId>,
    /// Whether nothing about them changed, so that shapes that are not touched stay as they are.
    is_same: bool,
}

impl<'c> Difference<'c> {
    /// Between a community, in which the classes were made, and a changed one with the same
    /// register. The shapes of reports are over the numbers of the classes.
    pub fn of(
        (before, after): (&'c Community, &'c Community),
        handlings: &[Handling],
        shapes: &[Classes<HandlingId>],
        matter: Option<&'c str>,
        at: Timestamp,
    ) -> Self {
        let crowd = |community| Crowd::of(community, handlings.iter(), matter, at);
        let common: Vec<bool> =
            handlings.iter().map(|one| ground::is_common(one, before, after)).collect();
        let before =
            Side { handlings: handlings.to_vec(), shapes: shapes.to_vec(), crowd: crowd(before) };
        let mut anew = Anew::default();
        let changed = shapes.iter().map(|shape| anew.shape(shape, handlings, after)).collect();
        let after = Side { handlings: anew.handlings, shapes: changed, crowd: crowd(after) };
        let pairs = pairs(&before.crowd, &after.crowd);
        let is_touched = |shape: &usize| !before.is_kept(&after, *shape, &common);
        let touched = (0..shapes.len()).filter(is_touched).collect();
        Self { before, after, pairs, touched }
    }

    /// What changes for a purpose, for each group of recipients for whom something does.
    pub fn changes(&self, purpose: Purpose) -> Vec<Changed<'c>> {
        let all: Vec<usize> = (0..self.before.shapes.len()).collect();
        self.changed(purpose, &all, &self.touched, None)
    }

    /// What changes for a purpose about one report of a shape, cited as `ORIGINATOR SERIAL`:
    /// acts that name it are heard.
    pub fn changes_of(&self, cited: &str, shape: usize, purpose: Purpose) -> Vec<Changed<'c>> {
        let touched = if self.touched.contains(&shape) { &[shape][..] } else { &[] };
        self.changed(purpose, &[shape], touched, Some(cited))
    }

    /// What changes in some shapes; of whom nothing changed, in the touched ones of them.
    fn changed(
        &self,
        purpose: Purpose,
        shapes: &[usize],
        touched: &[usize],
        report: Option<&str>,
    ) -> Vec<Changed<'c>> {
        let asks = (self.before.crowd.asks(purpose), self.after.crowd.asks(purpose));
        let mut found = Vec::new();
        for Pair { groups, recipients, is_same } in &self.pairs {
            let shapes = if *is_same { touched } else { shapes };
            if shapes.is_empty() {
                continue;
            }
            let mut before = Answers::of(&self.before, &asks.0, groups.0, report);
            let mut after = Answers::of(&self.after, &asks.1, groups.1, report);
            let mut changes = Vec::new();
            for shape in shapes.iter().copied() {
                if let Some((before, after)) = before.unlike(&mut after, shape) {
                    changes.push(Change { shape, before, after });
                }
            }
            if !changes.is_empty() {
                found.push(Changed { recipients: recipients.clone(), changes });
            }
        }
        found
    }
}

impl Side<'_> {
    /// Whether each class of a shape is the same on the other side, and common ground.
    fn is_kept(&self, other: &Side<'_>, shape: usize, common: &[bool]) -> bool {
        let both = self.shapes.get(shape).zip(other.shapes.get(shape));
        let (Some((here, there)), place) = (both, |id: HandlingId| usize::try_from(id.0).ok())
        else {
            return false;
        };
        ids(here).zip(ids(there)).all(|(one, another)| {
            let this = place(one).and_then(|at| self.handlings.get(at).zip(common.get(at)));
            let that = place(another).and_then(|at| other.handlings.get(at));
            this.zip(that).is_some_and(|((this, common), that)| *common && this == that)
        })
    }
}

/// One group's answers on one side, each class decided when it is first asked for.
struct Answers<'a> {
    side: &'a Side<'a>,
    ask: Option<(Ask<'a>, Who)>,
    report: Option<&'a str>,
    known: Vec<Option<bool>>,
}

impl<'a> Answers<'a> {
    fn of(
        side: &'a Side<'a>,
        asks: &[Ask<'a>],
        group: Option<usize>,
        report: Option<&'a str>,
    ) -> Self {
        let ask = group.and_then(|at| asks.get(at)).copied();
        let ask = ask.map(|ask| (ask, Who::of(ask.recipient, ask.community)));
        Self { side, ask, report, known: vec![None; side.handlings.len()] }
    }

    /// What is given of a shape here and on the other side, where that is not the same.
    fn unlike(&mut self, other: &mut Answers<'_>, shape: usize) -> Option<(Given, Given)> {
        let (side, others) = (self.side, other.side);
        let (here, there) = (side.shapes.get(shape)?, others.shapes.get(shape)?);
        let same = ids(here)
            .zip(ids(there))
            .all(|(one, another)| self.permits(one) == other.permits(another));
        if same {
            return None;
        }
        let here = Given::best(&here.map(|id| self.permits(*id)));
        let there = Given::best(&there.map(|id| other.permits(*id)));
        (here != there).then_some((here, there))
    }

    fn permits(&mut self, id: HandlingId) -> bool {
        let Some((ask, who)) = self.ask else { return false };
        let Ok(at) = usize::try_from(id.0) else { return false };
        let (Some(handling), Some(known)) = (self.side.handlings.get(at), self.known.get_mut(at))
        else {
            return false;
        };
        let permitted = || match self.report {
            None => permits(handling, ask, who).permitted,
            Some(report) => {
                // Acts that name it are heard, also those that did not when the class was made.
                let named = Some(report.to_owned());
                permits(&Handling { named, ..handling.clone() }, ask, who).permitted
            }
        };
        *known.get_or_insert_with(permitted)
    }
}

/// The classes of a shape, part by part.
fn ids(shape: &Classes<HandlingId>) -> impl Iterator<Item = HandlingId> + '_ {
    let parts = [&shape.whole, &shape.title].into_iter().chain(&shape.portions);
    parts.chain(&shape.tearlines).chain(&shape.pointer).copied()
}

/// Classes as another community makes them, numbered.
#[derive(Default)]
struct Anew {
    /// By the class that it was, and the part as which it is asked for now.
    met: HashMap<(HandlingId, Part), HandlingId>,
    known: HashMap<Handling, HandlingId>,
    handlings: Vec<Handling>,
}

impl Anew {
    fn shape(
        &mut self,
        shape: &Classes<HandlingId>,
        handlings: &[Handling],
        community: &Community,
    ) -> Classes<HandlingId> {
        let of = |id: &HandlingId| usize::try_from(id.0).ok().and_then(|at| handlings.get(at));
        shape.asked(|id, part| match of(&id) {
            Some(handling) => match self.met.get(&(id, part)) {
                Some(met) => *met,
                None => {
                    let number = self.number(handling.asked_as(part, community));
                    self.met.insert((id, part), number);
                    number
                }
            },
            None => id,
        })
    }

    fn number(&mut self, handling: Handling) -> HandlingId {
        if let Some(known) = self.known.get(&handling) {
            return *known;
        }
        let number = HandlingId(u32::try_from(self.handlings.len()).unwrap_or(u32::MAX));
        self.handlings.push(handling.clone());
        self.known.insert(handling, number);
        number
    }
}

/// Who stands in which groups, those of the same two together.
fn pairs<'c>(before: &Crowd<'c>, after: &Crowd<'c>) -> Vec<Pair<'c>> {
    let mut of: BTreeMap<&'c RecipientId, (Option<usize>, Option<usize>)> = BTreeMap::new();
    for (at, group) in before.groups().iter().enumerate() {
        group.iter().for_each(|one| of.entry(&one.id).or_default().0 = Some(at));
    }
    for (at, group) in after.groups().iter().enumerate() {
        group.iter().for_each(|one| of.entry(&one.id).or_default().1 = Some(at));
    }
    let mut pairs: BTreeMap<_, Vec<&'c RecipientId>> = BTreeMap::new();
    for (id, groups) in of {
        pairs.entry(groups).or_default().push(id);
    }
    let pair = |(groups, recipients): ((Option<usize>, Option<usize>), _)| {
        let one = groups.0.and_then(|at| before.entitlement(at));
        let other = groups.1.and_then(|at| after.entitlement(at));
        Pair { groups, recipients, is_same: one.is_some() && one == other }
    };
    pairs.into_iter().map(pair).collect()
}
