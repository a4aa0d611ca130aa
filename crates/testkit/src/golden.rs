use std::path::Path;

/// Compares a text with a committed file. `GUANXI_BLESS=1` writes the file instead.
///
/// # Panics
/// When they differ, with the lines that do.
pub fn golden(file: &Path, found: &str) {
    if std::env::var_os("GUANXI_BLESS").is_some() {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).expect("a folder for golden files");
        }
        std::fs::write(file, found).expect("the golden file is written");
        return;
    }
    let wanted = std::fs::read_to_string(file).unwrap_or_default();
    if wanted == found {
        return;
    }
    let difference = difference(&wanted, found);
    panic!("{} differs; GUANXI_BLESS=1 writes it anew when that is meant:\n{difference}", file.display());
}

const SHOWN: usize = 60;

/// Lines that only one side has, in order of appearance.
fn difference(wanted: &str, found: &str) -> String {
    let only = |these: &str, others: &str, sign: char| -> Vec<String> {
        let others: std::collections::HashSet<&str> = others.lines().collect();
        these.lines().filter(|line| !others.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    let mut lines = only(wanted, found, '-');
    lines.extend(only(found, wanted, '+'));
    if lines.is_empty() {
        return "the same lines in another order or number".to_owned();
    }
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("... and {more} more"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_the_lines_of_both_sides() {
        assert_eq!(difference("a\nb\n", "a\nc\n"), "- b\n+ c");
        assert_eq!(difference("a\nb\n", "b\na\n"), "the same lines in another order or number");
    }
}
