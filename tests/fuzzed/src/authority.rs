//! Classification authority blocks: a block as it stands, and each line as a `Declassify On`.

use marking::authority::{Block, Day, Decision, Instruction, Origin, longest};
use marking::{Attribute, Attributes};

/// An instruction prints so that it reads the same, the one that protects longest does not depend
/// on order, and a block's lines say what the block says.
///
/// # Panics
/// If not.
pub fn authority(bytes: &[u8]) {
    let text = crate::text(bytes);
    let source = Day::parse("20010911").expect("it is a day");
    if let Ok(block) = Block::read(text, source) {
        same_block(&block, source);
    }
    let lines = text.lines().take(LINES_MAX);
    let read: Vec<_> = lines.filter_map(|line| Instruction::read(line, source).ok()).collect();
    for instruction in &read {
        same_value(instruction, source);
    }
    hierarchy(&read);
}

fn same_value(instruction: &Instruction, source: Day) {
    let printed = instruction.value.to_string();
    let stated = Instruction { value: instruction.value.clone(), origin: Origin::Stated };
    assert_eq!(Instruction::read(&printed, source), Ok(stated), "{printed}");
    let mut set = Attributes::default();
    instruction.value.set_in(&mut set);
    assert!(!set.is_empty(), "{printed} says nothing in ISM");
    let both = [Attribute::DeclassDate, Attribute::DeclassEvent].map(|of| set.text(of).is_some());
    assert_ne!(both, [true, true], "{printed} ends twice");
}

fn same_block(block: &Block, source: Day) {
    let ground = match &block.decision {
        Decision::Original(reasons) => format!("Reason: {}", reasons.text),
        Decision::Derivative(from) => format!("Derived From: {from}"),
    };
    let (by, on) = (&block.classified_by, &block.declassify.value);
    let lines = format!("Declassify On: {on}\n{ground}\nClassified By: {by}");
    let again = Block::read(&lines, source).expect("a block's own lines are read");
    assert_eq!((&again.decision, &again.classified_by), (&block.decision, by), "{lines}");
    assert_eq!(&again.declassify.value, on, "{lines}");
}

fn hierarchy(read: &[Instruction]) {
    let forward = longest(read);
    let mut backward = read.to_vec();
    backward.reverse();
    if let (Ok(forward), Ok(backward)) = (&forward, longest(&backward)) {
        assert_eq!(forward, &backward, "{read:?}");
    }
    assert_eq!(forward.is_ok(), longest(&backward).is_ok(), "{read:?}");
    for one in read {
        let alone = [one.clone(), one.clone()];
        assert_eq!(longest(&alone), Ok(Some(one.value.clone())), "{one:?}");
        for two in read {
            let (there, back) =
                (one.value.partial_cmp(&two.value), two.value.partial_cmp(&one.value));
            assert_eq!(there, back.map(std::cmp::Ordering::reverse), "{one:?} {two:?}");
            assert_eq!(there.is_some_and(|of| of.is_eq()), one.value == two.value);
        }
    }
}

const LINES_MAX: usize = 8;
