//! The fields of a search document: one view of one report.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, Schema, TEXT, TextFieldIndexing, TextOptions,
};

/// The fields. Those that a query may name come first, so that a parser can be given a schema
/// that ends before the others.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// What a query may name.
    pub(crate) public: Schema,
    pub(crate) text: Field,
    pub(crate) originator: Field,
    pub(crate) kind: Field,
    pub(crate) id: Field,
    pub(crate) seq: Field,
    pub(crate) view: Field,
    pub(crate) tie: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let text = builder.add_text_field("text", TEXT);
        let originator = builder.add_text_field("originator", word());
        let kind = builder.add_text_field("kind", word());
        let id = builder.add_text_field("id", word());
        let public = builder.build();
        let mut builder = Schema::builder();
        for (_, entry) in public.fields() {
            builder.add_field(entry.clone());
        }
        let seq = builder.add_u64_field(SEQ, FAST);
        let view = builder.add_u64_field(VIEW, FAST);
        let tie = builder.add_u64_field(TIE, FAST);
        let schema = builder.build();
        Self { schema, public, text, originator, kind, id, seq, view, tie }
    }
}

/// One word a document, present or not: how long or how often says nothing.
fn word() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

pub(crate) const SEQ: &str = "seq";
pub(crate) const VIEW: &str = "view";
/// Orders hits that are equal otherwise.
pub(crate) const TIE: &str = "tie";
