//! What stands behind the question mark of an address.

use axum::extract::{Form, FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use index::Reading;
use model::{Purpose, Timestamp};

use super::identity::tongue;
use super::problem::{Code, Problem};
use crate::intent::MATTER_CHARS_MAX;
use crate::{Error, Intent, Search, Sort, facets};

/// Query parameters; the first of a name counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// A parameter, trimmed; empty when it is not given.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The same, with what is asked where it says nothing.
    pub(super) fn or(mut self, name: &str, value: &str) -> Self {
        if self.get(name).is_empty() {
            self.0.insert(0, (name.to_owned(), value.to_owned()));
        }
        self
    }

    /// A parameter as it was sent.
    pub(super) fn whole(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value of a parameter that is there more than once, trimmed.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// A parameter, unless it is empty.
    pub(super) fn said(&self, name: &str) -> Option<String> {
        Some(self.get(name).to_owned()).filter(|text| !text.is_empty())
    }

    /// Everything that was said, in its order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether something is switched on.
    pub(super) fn is_on(&self, name: &str) -> Result<bool, Problem> {
        match self.get(name) {
            "" | "off" => Ok(false),
            "on" => Ok(true),
            _ => Err(Problem::new(Code::BadRequest, format!("`{name}` is `on` or `off`"))),
        }
    }

    /// A search, with so many hits.
    pub(super) fn search(&self, count: usize) -> Result<Search, Problem> {
        let (fresh, urgent) = (self.is_on("fresh")?, self.is_on("urgent")?);
        let sort = match self.get("sort") {
            "" | "relevance" => Sort::Relevance { fresh, urgent },
            "newest" => Sort::Newest,
            _ => {
                let what = "`sort` is `relevance` or `newest`";
                return Err(Problem::new(Code::BadRequest, what));
            }
        };
        Ok(Search {
            query: self.get("q").to_owned(),
            reading: Reading { names: self.is_on("names")? },
            sort,
            count,
            cursor: Some(self.get("cursor").to_owned()).filter(|cursor| !cursor.is_empty()),
            facets: facets(self.get("facets"))
                .map_err(|what| Problem::new(Code::BadRequest, what))?,
            timeline: self.is_on("timeline")?,
            explain: self.is_on("explain")?,
        })
    }

    /// The purpose: `analysis` when not said.
    pub(super) fn purpose(&self) -> Result<Purpose, Problem> {
        match self.get("purpose") {
            "" => Ok(Purpose::Analysis),
            text => purpose(text),
        }
    }

    /// The purpose, and the matter if there is one.
    pub(super) fn intent(&self) -> Result<Intent, Problem> {
        let matter = matter(self.get("matter"))?;
        Ok(Intent { purpose: self.purpose()?, matter })
    }

    /// A number up to a limit.
    pub(super) fn number(&self, name: &str, default: usize, max: usize) -> Result<usize, Problem> {
        let text = self.get(name);
        let number = if text.is_empty() { Some(default) } else { text.parse().ok() };
        number.filter(|number| (1..=max).contains(number)).ok_or_else(|| {
            Problem::new(Code::BadRequest, format!("`{name}` must be a number from 1 to {max}"))
        })
    }
}

impl Params {
    /// The same with another value of a parameter.
    /// A time; nothing where it is not said.
    pub(super) fn time(&self, name: &str) -> Result<Option<Timestamp>, Problem> {
        let text = self.get(name);
        if text.is_empty() {
            return Ok(None);
        }
        Timestamp::parse(text).map(Some).map_err(|error| {
            Problem::new(Code::BadRequest, format!("`{name}` is a day or a time: {error}"))
        })
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl FromIterator<(String, String)> for Params {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// What a form of a page sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Posted(pub(super) Params);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let tongue = tongue(request.uri());
        match Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(Form(pairs)) => Ok(Self(Params(pairs))),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                let text = "The form is larger than this server takes.";
                Err(Problem::new(Code::TooLarge, text).respond(tongue))
            }
            Err(rejection) => {
                Err(Problem::new(Code::BadRequest, rejection.body_text()).respond(tongue))
            }
        }
    }
}

/// Reads a matter; empty is none.
pub(super) fn matter(text: &str) -> Result<Option<String>, Problem> {
    if text.chars().count() > MATTER_CHARS_MAX || text.chars().any(char::is_control) {
        let what = format!("`matter` is a case number of at most {MATTER_CHARS_MAX} characters");
        return Err(Problem::new(Code::BadRequest, what));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// Reads a purpose.
pub(super) fn purpose(text: &str) -> Result<Purpose, Problem> {
    Purpose::parse(text)
        .ok_or_else(|| Error::Purpose { text: text.chars().take(80).collect() }.into())
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let Query(pairs) = Query::try_from_uri(&parts.uri).map_err(|_| {
            Problem::new(Code::BadRequest, "the address's parameters cannot be read")
                .respond(tongue(&parts.uri))
        })?;
        Ok(Self(pairs))
    }
}
