use crate::command_line;
use crate::commands::open_or_make;
use crate::usage::Usage;
use anyhow::{Context, Result};
use catalog::Language;
use identity::Setup;
use std::io::BufRead;

pub fn init(asked: &command_line::Init) -> Result<()> {
    let password = read_password()?;
    let language = asked.language.as_deref().map(language).transpose()?;
    let opened = open_or_make(&asked.place)?;
    let company = opened.company.records.company();
    let currency = match &asked.currency {
        Some(code) => {
            code.parse().map_err(|_| Usage::complain(format!("'{code}' is not a currency code")))?
        }
        None => company.currency,
    };
    let name =
        asked.name.clone().unwrap_or_else(|| asked.email.split('@').next().unwrap_or_default().to_owned());
    opened.company.identity.set_up(Setup {
        company: asked.company.clone().unwrap_or_else(|| company.name.clone()),
        name,
        email: asked.email.clone(),
        password,
        language: language.unwrap_or(company.language),
        currency,
        time_zone: None,
    })?;
    eprintln!("{} can sign in now", asked.email);
    Ok(())
}

fn language(tag: &str) -> Result<Language> {
    Language::from_tag(tag)
        .ok_or_else(|| Usage::complain(format!("language '{tag}' is none of en, zh-Hans, zh-Hant")))
}

fn read_password() -> Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("standard input")?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        Err(Usage::complain("there is no password on standard input"))
    } else {
        Ok(password)
    }
}
