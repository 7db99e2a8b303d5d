//! The fields of a search document: one view of one report.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use crate::analysis::{NAMES, WORDS};

/// The fields. What is fast can be counted, sorted and compared; the rest can be looked for.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// The visible text: stems, words, sounds of names.
    pub(crate) text: Field,
    /// `CIA`; fast.
    pub(crate) originator: Field,
    /// `cable`; fast.
    pub(crate) kind: Field,
    /// `CIA TD-314/00123-04`, and `#td-314/00123-04` for those who type the serial alone.
    pub(crate) id: Field,
    /// What it refers to, and what it is made from, each as ids are; with the whole alone.
    pub(crate) refers: Field,
    pub(crate) derived: Field,
    /// Subjects, with the whole alone; fast.
    pub(crate) topic: Field,
    /// Names of places, with the whole alone; as written they are fast.
    pub(crate) place: Field,
    /// Names and aliases of the people that are shown; as written they are fast.
    pub(crate) person: Field,
    /// Names and aliases of everything else that is named.
    pub(crate) named: Field,
    /// The banner of what is shown; as printed it is fast.
    pub(crate) marking: Field,
    /// `2004-06`, where the month of issue is known; fast.
    pub(crate) month: Field,
    /// What there is: `tearline`, `pointer`, `place`...
    pub(crate) has: Field,
    pub(crate) seq: Field,
    pub(crate) view: Field,
    pub(crate) tie: Field,
    /// Seconds since the epoch.
    pub(crate) issued: Field,
    /// The rank of the precedence; flash is the highest.
    pub(crate) precedence: Field,
    /// The first second of what is reported, and the last.
    pub(crate) occurred_from: Field,
    pub(crate) occurred_to: Field,
    /// Degrees; the two have as many values, place by place.
    pub(crate) latitude: Field,
    pub(crate) longitude: Field,
    /// Names of places of which the report does not say where they are, as the gazetteer compares them.
    pub(crate) unplaced: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let number = NumericOptions::default() | FAST;
        let text = builder.add_text_field("text", text());
        let originator = builder.add_text_field(ORIGINATOR, word().set_fast(RAW));
        let kind = builder.add_text_field(KIND, word().set_fast(RAW));
        let id = builder.add_text_field("id", word());
        let refers = builder.add_text_field("refers", word());
        let derived = builder.add_text_field("derived", word());
        let topic = builder.add_text_field(TOPIC, word().set_fast(RAW));
        let place = builder.add_text_field(PLACE, name().set_fast(RAW));
        let person = builder.add_text_field(PERSON, name().set_fast(RAW));
        let named = builder.add_text_field("named", name());
        let marking = builder.add_text_field(MARKING, name().set_fast(RAW));
        let month = builder.add_text_field(MONTH, TextOptions::default().set_fast(RAW));
        let has = builder.add_text_field("has", word());
        let seq = builder.add_u64_field(SEQ, FAST);
        let view = builder.add_u64_field(VIEW, FAST);
        let tie = builder.add_u64_field(TIE, FAST);
        let issued = builder.add_i64_field(ISSUED, number.clone());
        let precedence = builder.add_u64_field(PRECEDENCE, number.clone() | INDEXED);
        let occurred_from = builder.add_i64_field(OCCURRED_FROM, number.clone());
        let occurred_to = builder.add_i64_field(OCCURRED_TO, number.clone());
        let latitude = builder.add_f64_field(LATITUDE, number.clone());
        let longitude = builder.add_f64_field(LONGITUDE, number);
        let unplaced = builder.add_text_field("unplaced", word());
        Self {
            schema: builder.build(),
            text,
            originator,
            kind,
            id,
            refers,
            derived,
            topic,
            place,
            person,
            named,
            marking,
            month,
            has,
            seq,
            view,
            tie,
            issued,
            precedence,
            occurred_from,
            occurred_to,
            latitude,
            longitude,
            unplaced,
        }
    }
}

/// Running text: every word with its place.
fn text() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(true);
    TextOptions::default().set_indexing_options(indexing)
}

/// Names of a word or more: how many there are says nothing.
fn name() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(NAMES)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

/// One word a document, present or not: how long or how often says nothing.
fn word() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(RAW)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

const RAW: &str = "raw";

pub(crate) const SEQ: &str = "seq";
pub(crate) const VIEW: &str = "view";
/// Orders hits that are equal otherwise.
pub(crate) const TIE: &str = "tie";
pub(crate) const ORIGINATOR: &str = "originator";
pub(crate) const KIND: &str = "kind";
pub(crate) const TOPIC: &str = "topic";
pub(crate) const PLACE: &str = "place";
pub(crate) const PERSON: &str = "person";
pub(crate) const MARKING: &str = "marking";
pub(crate) const MONTH: &str = "month";
pub(crate) const ISSUED: &str = "issued";
pub(crate) const PRECEDENCE: &str = "precedence";
pub(crate) const OCCURRED_FROM: &str = "occurred_from";
pub(crate) const OCCURRED_TO: &str = "occurred_to";
pub(crate) const LATITUDE: &str = "latitude";
pub(crate) const LONGITUDE: &str = "longitude";
