use value::text::edits;

/// The candidate that `word` is most likely a slip of the keyboard for; none when nothing is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((edits(&word, &candidate.to_lowercase(), limit)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised() {
        let names = ["amount", "customer", "stage", "id"];
        for (word, found) in [
            ("amuont", Some("amount")),
            ("custmer", Some("customer")),
            ("Stage", Some("stage")),
            ("stge", Some("stage")),
            ("weather", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, names), found, "{word}");
        }
    }
}
