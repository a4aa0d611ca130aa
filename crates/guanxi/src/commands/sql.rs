use crate::command_line::{self, AnswerFormat};
use crate::commands::{open, say};
use crate::facts;
use anyhow::{Context, Result, bail};
use api::FactRows;
use exchange::writing::{Field, Format, TableWriter};
use records::{Door, Records};
use serde_json::{Value as Json, json};
use std::io::Read;

/// More than a terminal can show of one cell.
const WIDEST: usize = 60;

pub fn sql(asked: &command_line::Sql) -> Result<()> {
    facts::must_be_built_in()?;
    let sql = match asked.sql.as_str() {
        "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("standard input")?;
            text
        }
        sql => sql.to_owned(),
    };
    let opened = open(&asked.place)?;
    let records = &opened.company.records;
    let door = match &asked.user {
        None => records.as_system("sql by the command line"),
        Some(email) => door_of(records, &opened.company.identity, email)?,
    };
    let told = facts::ask(&door, opened.folder.path(), &sql, asked.limit)?;
    records.finish_read_log();
    match asked.format {
        AnswerFormat::Json => say(&format!("{}\n", json!(told)))?,
        AnswerFormat::Csv => say(&csv(&told)?)?,
        AnswerFormat::Table => say(&table(&told))?,
    }
    if told.truncated {
        eprintln!("there are more rows; --limit {} was the most", asked.limit);
    }
    Ok(())
}

fn door_of(records: &Records, identity: &identity::Identity, email: &str) -> Result<Door> {
    let Some(user) = identity.active_user(email)? else {
        bail!("there is no active user with the address {email}");
    };
    Ok(records.as_user(records.actor(user)?))
}

fn csv(told: &FactRows) -> Result<String> {
    let headers: Vec<String> = told.columns.iter().map(|column| column.name.clone()).collect();
    let mut writer = TableWriter::new(Vec::new(), Format::Csv, "sql", &headers)?;
    for row in &told.rows {
        let cells: Vec<Field> = row.iter().map(cell).collect();
        writer.write(&cells)?;
    }
    Ok(String::from_utf8(writer.finish()?)?)
}

fn cell(value: &Json) -> Field {
    match value {
        Json::Null => Field::Nothing,
        Json::Bool(truth) => Field::Answer(*truth),
        other => Field::Text(words(other)),
    }
}

fn words(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn table(told: &FactRows) -> String {
    let shown = |text: String| -> String {
        let line: String =
            text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        match line.chars().count() > WIDEST {
            true => line.chars().take(WIDEST - 1).chain(['…']).collect(),
            false => line,
        }
    };
    let mut lines: Vec<Vec<String>> =
        vec![told.columns.iter().map(|column| shown(column.name.clone())).collect()];
    lines.extend(told.rows.iter().map(|row| row.iter().map(|value| shown(words(value))).collect()));
    let widths: Vec<usize> = (0..told.columns.len())
        .map(|column| lines.iter().map(|line| width(&line[column])).max().unwrap_or_default())
        .collect();
    let is_number = |column: usize| matches!(told.columns[column].kind, "integer" | "decimal" | "number");
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let cells: Vec<String> = line
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let blank = " ".repeat(widths[column] - width(cell));
                if is_number(column) { blank + cell } else { cell.clone() + &blank }
            })
            .collect();
        text += cells.join("  ").trim_end();
        text.push('\n');
        if number == 0 {
            text += &widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("  ");
            text.push('\n');
        }
    }
    text
}

/// Hanzi take two columns of a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if u32::from(letter) >= 0x1100 { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::FactColumn;

    fn told() -> FactRows {
        let column = |name: &str, kind| FactColumn { name: name.to_owned(), kind };
        FactRows {
            columns: vec![column("name", "text"), column("n", "integer")],
            rows: vec![vec![json!("蓝天, =1+1"), json!(7)], vec![json!(null), json!(1200)]],
            truncated: false,
            as_of: "2026-03-01T08:00:00.000Z".to_owned(),
        }
    }

    #[test]
    fn a_table_stands_in_columns() {
        assert_eq!(
            table(&told()),
            "name           n\n----------  ----\n蓝天, =1+1     7\n            1200\n"
        );
    }

    #[test]
    fn a_list_keeps_commas_apart() {
        let text = csv(&told()).unwrap();
        assert!(text.contains("\"蓝天, =1+1\",7") && text.contains(",1200"), "{text}");
    }
}
