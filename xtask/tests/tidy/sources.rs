use std::fs;
use std::path::{Path, PathBuf};

const ENDINGS: &[&str] = &["rs", "ts", "tsx", "css", "toml", "md", "mjs", "html", "sh", "json"];
const NOT_OURS: &[&str] = &[".git", "target", "node_modules", "dist", "out"];

pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn ends(&self, endings: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
    }

    pub fn is_rust_of_crates(&self) -> bool {
        self.path.starts_with("crates/") && self.ends(&["rs"])
    }

    /// The name of the crate for files of `crates/`.
    pub fn owner(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    pub fn is_lock(&self) -> bool {
        self.path.ends_with("package-lock.json")
    }

    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the checkout").to_owned()
}

pub fn all() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root(), &mut found);
    assert!(found.len() > 30, "only {} files were found", found.len());
    found
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn folders(path: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder of the checkout can be listed").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                collect(&path, found);
            }
            continue;
        }
        let shown = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        if ENDINGS.iter().any(|ending| name.ends_with(&format!(".{ending}"))) || shown == ".ci/run" {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{shown}: {error}"));
            found.push(Source { path: shown, text });
        }
    }
}
