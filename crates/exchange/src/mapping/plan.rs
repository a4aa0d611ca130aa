use super::Target;
use super::header::normal;
use crate::reading::Choices;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// What a user wants done with a file: the form of `--map FILE.toml` and of a remembered mapping.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Header to target; an empty target leaves the column out. `#3` names the third column.
    pub columns: BTreeMap<String, String>,
}

/// Why a plan does not fit the file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    #[error("the map is not valid: {0}")]
    Syntax(String),
    #[error("the file has no column '{0}'")]
    Column(String),
    #[error("'{0}' is nothing that a column can become")]
    Target(String),
    #[error("'{0}' is named for two columns")]
    Twice(String),
    #[error("no column becomes '{0}'")]
    Missing(String),
}

impl Plan {
    pub fn parse(text: &str) -> Result<Plan, PlanError> {
        toml::from_str(text).map_err(|error| PlanError::Syntax(error.to_string().trim_end().to_owned()))
    }

    pub fn reading(&self) -> Choices {
        Choices {
            sheet: self.sheet.clone(),
            header_row: self.header_row,
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
        }
    }

    /// The target of each column; columns that the plan does not name are left out.
    pub fn targets(&self, headers: &[String], targets: &[Target]) -> Result<Vec<Option<String>>, PlanError> {
        let mut found = vec![None; headers.len()];
        for (header, target) in &self.columns {
            let column = column(header, headers).ok_or_else(|| PlanError::Column(header.clone()))?;
            if target.is_empty() {
                continue;
            }
            if !targets.iter().any(|known| known.name == *target) {
                return Err(PlanError::Target(target.clone()));
            }
            if found.iter().any(|taken| taken.as_ref() == Some(target)) {
                return Err(PlanError::Twice(target.clone()));
            }
            found[column] = Some(target.clone());
        }
        Ok(found)
    }
}

fn column(header: &str, headers: &[String]) -> Option<usize> {
    let numbered = header.strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
    if let Some(number) = numbered {
        return number.checked_sub(1).filter(|column| *column < headers.len());
    }
    let exact = headers.iter().position(|known| known == header);
    exact.or_else(|| headers.iter().position(|known| normal(known) == normal(header)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::targets;

    #[test]
    fn a_map_file_names_columns_by_header_or_number() {
        let plan = Plan::parse(
            "as = \"orders\"\nheader_row = 2\n[columns]\n\"Invoice No\" = \"order.external_number\"\n\"#2\" = \"order.ordered_on\"\nskip = \"\"\n",
        )
        .unwrap();
        assert_eq!(plan.reading().header_row, Some(2));
        let headers = ["invoice_no", "when", "skip", "more"].map(str::to_owned);
        let found = plan.targets(&headers, targets()).unwrap();
        assert_eq!(
            found,
            [Some("order.external_number".to_owned()), Some("order.ordered_on".to_owned()), None, None]
        );
        let written = toml::to_string(&plan).unwrap();
        assert_eq!(Plan::parse(&written).unwrap(), plan);
    }

    #[test]
    fn mistakes_are_named() {
        let refusal = |text: &str| {
            Plan::parse(text)
                .and_then(|plan| plan.targets(&["a".to_owned(), "b".to_owned()], targets()))
                .unwrap_err()
        };
        assert_eq!(refusal("[columns]\nz = \"order.note\""), PlanError::Column("z".to_owned()));
        assert_eq!(
            refusal("[columns]\na = \"order.nonsense\""),
            PlanError::Target("order.nonsense".to_owned())
        );
        assert_eq!(
            refusal("[columns]\na = \"order.note\"\nb = \"order.note\""),
            PlanError::Twice("order.note".to_owned())
        );
        assert!(matches!(refusal("colums = 1"), PlanError::Syntax(_)));
    }
}
