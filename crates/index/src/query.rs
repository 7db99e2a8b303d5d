//! Queries as people type them.

use tantivy::query::{Query, QueryParser, QueryParserError};
use tantivy::schema::Schema;

use crate::analysis::stems;
use crate::fields::Fields;
use crate::{Error, Result};

/// Reads a query: words (all must match), `"phrases"`, `OR`, `-without`, `field:value` for
/// `originator`, `kind` and `id`.
///
/// The parser knows those fields alone, so a query cannot name a number of the system.
pub(crate) fn parse(text: &str, fields: &Fields) -> Result<Box<dyn Query>> {
    let chars = text.chars().count();
    if chars > QUERY_CHARS_MAX {
        return Err(Error::QueryTooLong { chars, chars_max: QUERY_CHARS_MAX });
    }
    let mut builder = Schema::builder();
    let public = [fields.text, fields.originator, fields.kind, fields.id];
    for field in public {
        builder.add_field(fields.schema.get_field_entry(field).clone());
    }
    let mut parser = QueryParser::new(builder.build(), vec![fields.text], stems());
    parser.set_conjunction_by_default();
    parser.parse_query(text).map_err(|error| Error::Query(sentence(&error)))
}
fn sentence(error: &QueryParserError) -> String {
    match error {
        QueryParserError::SyntaxError(_) => {
            "check quotes and brackets, and that a word stands after each OR and minus".to_owned()
        }
        QueryParserError::FieldDoesNotExist(field) => {
            format!("there is no field `{field}`; there are originator, kind and id")
        }
        QueryParserError::AllButQueryForbidden => {
            "it only says what not to find; add a word to find".to_owned()
        }
        other @ (QueryParserError::UnsupportedQuery(_)
        | QueryParserError::ExpectedInt(_)
        | QueryParserError::ExpectedBase64(_)
        | QueryParserError::ExpectedFloat(_)
        | QueryParserError::ExpectedBool(_)
        | QueryParserError::NoDefaultFieldDeclared
        | QueryParserError::FieldNotIndexed(_)
        | QueryParserError::FieldDoesNotHavePositionsIndexed(_)
        | QueryParserError::PhrasePrefixRequiresAtLeastTwoTerms { .. }
        | QueryParserError::UnknownTokenizer { .. }
        | QueryParserError::RangeMustNotHavePhrase
        | QueryParserError::DateFormatError(_)
        | QueryParserError::FacetFormatError(_)
        | QueryParserError::IpFormatError(_)) => other.to_string(),
    }
}

const QUERY_CHARS_MAX: usize = 1_000;
