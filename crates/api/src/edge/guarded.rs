use crate::edge::problem::Problem;
use axum::http::{HeaderMap, StatusCode, header};
use catalog::Code;

/// The version in `If-Match`; none when the caller does not care which one he changes.
pub fn if_match(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(written) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let wrong = || Problem::parameter_wants("If-Match", Code::Format, "\"version\"");
    let text = written.to_str().map_err(|_| wrong())?.trim();
    if text == "*" {
        return Ok(None);
    }
    let digits = text.trim_start_matches("W/").trim_matches('"');
    digits.parse::<i64>().ok().filter(|version| *version >= 0).map(Some).ok_or_else(wrong)
}

/// Method and route do not fit together.
pub async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this address does not know that method",
    )
}

/// No such address.
pub async fn no_route() -> Problem {
    Problem::not_found()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn versions_are_read_from_tags() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(text));
            if_match(&headers)
        };
        assert_eq!(read("\"3\"").unwrap(), Some(3));
        assert_eq!(read("W/\"12\"").unwrap(), Some(12));
        assert_eq!(read("*").unwrap(), None);
        for bad in ["\"x\"", "\"\"", "\"-1\"", "\"1\", \"2\"", "99999999999999999999"] {
            assert_eq!(read(bad).unwrap_err().status.as_u16(), 400, "{bad}");
        }
    }
}
