//! What is written for people: links lead somewhere, both languages have the same chapters, settings are explained.

use crate::assert_none;
use crate::sources::{self, Source};

#[test]
fn links_lead_to_files() {
    let documents = sources::all().into_iter().filter(|source| source.ends(&["md"]));
    let exists = |path: &str| sources::root().join(path).exists();
    assert_none(documents.flat_map(|document| dead_links(&document, exists)).collect());
}

#[test]
fn a_dead_link_is_found() {
    let text = "[a](../here.md#part) [b](gone.md) ![c](https://example.com/x.png) [d](#part)";
    let document = Source::new("docs/guide/a.md", text);
    assert_eq!(
        dead_links(&document, |path| path == "docs/here.md"),
        ["docs/guide/a.md: gone.md leads nowhere"]
    );
}

#[test]
fn the_guide_has_the_same_chapters_in_both_languages() {
    let chapters = |language: &str| {
        let folder = format!("docs/guide/{language}/");
        let all = sources::all();
        let names = all.iter().filter_map(|source| source.path.strip_prefix(&folder)).map(str::to_owned);
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    assert!(chapters("en").len() > 3);
    assert_eq!(chapters("en"), chapters("zh-CN"));
}

#[test]
fn every_decision_stands_in_the_list() {
    let list = sources::read("docs/decisions/README.md");
    let pages = sources::all().into_iter().filter_map(|source| {
        let name = source.path.strip_prefix("docs/decisions/")?.to_owned();
        (name != "README.md" && !list.contains(&format!("]({name})"))).then_some(name)
    });
    assert_none(pages.collect());
}

#[test]
fn every_setting_has_a_sentence() {
    let text = sources::read("guanxi.default.toml");
    assert!(text.parse::<toml::Table>().is_ok(), "guanxi.default.toml is not TOML");
    assert_none(settings_without_sentence(&text));
}

#[test]
fn a_setting_without_a_sentence_is_found() {
    assert_eq!(settings_without_sentence("[a]\n# Why it is so.\nb = 1\nc = 2\n"), ["c = 2"]);
}

fn dead_links(document: &Source, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = document.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    let dead = files.filter(|target| !exists(&resolved(folder, target.split('#').next().unwrap_or(target))));
    dead.map(|target| format!("{}: {target} leads nowhere", document.path)).collect()
}

fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn settings_without_sentence(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let settings = lines.windows(2).filter(|pair| pair[1].contains(" = ") && !pair[1].starts_with('#'));
    settings
        .filter(|pair| !(pair[0].starts_with("# ") && pair[0].ends_with('.')))
        .map(|pair| pair[1].to_owned())
        .collect()
}
