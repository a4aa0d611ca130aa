use crate::edge::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use catalog::Code;

const LONGEST_QUERY: usize = 16 * 1024;
const MOST: usize = 200;

/// The parameters behind the question mark. Handlers take what they know; what is left is refused by name.
pub struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Params, Problem> {
        Params::read(parts.uri.query().unwrap_or_default())
    }
}

impl Params {
    pub fn read(query: &str) -> Result<Params, Problem> {
        if query.len() > LONGEST_QUERY {
            return Err(Problem::parameter("query", Code::TooLong));
        }
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        if pairs.len() > MOST {
            return Err(Problem::parameter("query", Code::TooLong));
        }
        for (name, value) in &pairs {
            if name.chars().chain(value.chars()).any(|letter| letter.is_control() || letter == '\u{fffd}') {
                let clean: String = name.chars().filter(|letter| !letter.is_control()).take(80).collect();
                return Err(Problem::parameter(&clean, Code::ControlCharacters));
            }
        }
        Ok(Params(pairs))
    }

    /// A parameter that may be given once.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(at) = self.0.iter().position(|(found, _)| found == name) else { return Ok(None) };
        let (_, value) = self.0.remove(at);
        if self.0.iter().any(|(found, _)| found == name) {
            return Err(Problem::parameter_wants(name, Code::Format, "once"));
        }
        Ok(Some(value))
    }

    /// A whole number between two bounds.
    pub fn number(&mut self, name: &str, least: u64, most: u64) -> Result<Option<u64>, Problem> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number: u64 =
            text.parse().map_err(|_| Problem::parameter_wants(name, Code::Type, "whole number"))?;
        if number < least {
            return Err(Problem::parameter_wants(name, Code::TooSmall, &format!("at least {least}")));
        }
        if number > most {
            return Err(Problem::parameter_wants(name, Code::TooLarge, &format!("at most {most}")));
        }
        Ok(Some(number))
    }

    /// A number with a point between two bounds.
    pub fn decimal(&mut self, name: &str, least: f64, most: f64) -> Result<Option<f64>, Problem> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        let number = number.ok_or_else(|| Problem::parameter_wants(name, Code::Type, "number"))?;
        if number < least {
            return Err(Problem::parameter_wants(name, Code::TooSmall, &format!("at least {least}")));
        }
        if number > most {
            return Err(Problem::parameter_wants(name, Code::TooLarge, &format!("at most {most}")));
        }
        Ok(Some(number))
    }

    /// Whether a switch is on.
    pub fn is_on(&mut self, name: &str) -> Result<bool, Problem> {
        match self.text(name)?.as_deref() {
            None | Some("false" | "0") => Ok(false),
            Some("true" | "1" | "") => Ok(true),
            Some(_) => Err(Problem::parameter_wants(name, Code::Type, "true or false")),
        }
    }

    /// Names with commas between.
    pub fn names(&mut self, name: &str) -> Result<Option<Vec<String>>, Problem> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        Ok(Some(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()))
    }

    /// Every parameter of the form `name[a][b]`, as (a, b, value).
    pub fn bracketed(&mut self, name: &str) -> Result<Vec<(String, String, String)>, Problem> {
        let mut found = Vec::new();
        let mut left = Vec::new();
        for (key, value) in std::mem::take(&mut self.0) {
            let Some(inner) = key.strip_prefix(name).filter(|rest| rest.starts_with('[')) else {
                left.push((key, value));
                continue;
            };
            let parts = inner
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
                .and_then(|rest| rest.split_once("]["));
            match parts {
                Some((one, two)) if !one.contains(['[', ']']) && !two.contains(['[', ']']) => {
                    found.push((one.to_owned(), two.to_owned(), value));
                }
                Some(_) | None => {
                    let clipped: String = key.chars().take(80).collect();
                    return Err(Problem::parameter_wants(&clipped, Code::Format, "filter[field][op]=value"));
                }
            }
        }
        self.0 = left;
        Ok(found)
    }

    /// Refuses what nobody took.
    pub fn finish(self) -> Result<(), Problem> {
        match self.0.first() {
            Some((name, _)) => {
                Err(Problem::parameter(&name.chars().take(80).collect::<String>(), Code::UnknownField))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_taken_is_refused_by_name() {
        let mut params = Params::read("limit=5&colour=red").unwrap();
        assert_eq!(params.number("limit", 1, 500).unwrap(), Some(5));
        let problem = params.finish().unwrap_err();
        assert_eq!((problem.status.as_u16(), problem.errors[0].field.as_str()), (400, "colour"));
    }

    #[test]
    fn bounds_doubles_and_control_characters_are_refused() {
        let number = |query: &str| Params::read(query).and_then(|mut params| params.number("limit", 1, 500));
        for bad in [
            "limit=0",
            "limit=501",
            "limit=-1",
            "limit=1e3",
            "limit=",
            "limit=1&limit=2",
            "limit=%00",
            "limit=%ff",
        ] {
            assert!(number(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn brackets_are_taken_apart() {
        let mut params =
            Params::read("filter[customer.name][contains]=%E5%B1%B1&filter%5Bage%5D%5Bgte%5D=3").unwrap();
        let found = params.bracketed("filter").unwrap();
        assert_eq!(found[0], ("customer.name".to_owned(), "contains".to_owned(), "山".to_owned()));
        assert_eq!(found[1].0, "age");
        for bad in ["filter[a]=1", "filter[a][b][c]=1", "filter[[a]][b]=1", "filter[=1"] {
            assert!(Params::read(bad).unwrap().bracketed("filter").is_err(), "{bad}");
        }
    }
}
