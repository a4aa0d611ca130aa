use crate::error::Error;
use crate::record::title_of;
use access::{Level, Levels, Reach};
use catalog::Object;
use std::collections::{BTreeMap, HashSet};
use store::{Row, SearchText, Session};
use value::{Id, text};

/// A record that the search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its object.
    pub object: String,
    /// The record.
    pub id: Id,
    /// Its name.
    pub title: String,
    /// The text that matched, when it is not the name.
    pub subtitle: String,
    /// Field that matched.
    pub matched: String,
    /// How well, up to 1.
    pub score: f32,
}

/// Candidates that are ranked for each hit that is wanted.
const CANDIDATES_A_HIT: usize = 6;
const CANDIDATES_AT_LEAST: usize = 120;
const CANDIDATES_BEGINNING: usize = 60;
const CANDIDATES_TYPO: usize = 2_000;
/// Nobody types more.
const LONGEST: usize = 200;
/// With fewer good hits than this, misspellings are tried.
pub(crate) const FEW: usize = 3;

/// Where a search looks, and for whom.
pub(crate) struct Place<'a> {
    pub object: &'a Object,
    pub reach: &'a Reach,
    pub levels: &'a Levels,
}

/// Records of one object in reach that a text finds, best first. Only fields that the asker sees in full count.
pub(crate) fn in_object(
    session: &mut Session<'_>,
    place: &Place<'_>,
    words: &str,
    limit: usize,
) -> Result<Vec<Hit>, Error> {
    if words.chars().count() > LONGEST {
        return Ok(Vec::new());
    }
    let query = text::Query::new(words);
    let mut hits = as_typed(session, place, &query, limit)?;
    if hits.len() < FEW {
        misspelt(session, place, &query, &mut hits)?;
    }
    hits.sort_by(|one, other| other.score.total_cmp(&one.score).then(other.id.cmp(&one.id)));
    hits.truncate(limit);
    Ok(hits)
}

/// What matches as it was typed. Where more records match than can be ranked, those that begin with it come as well:
/// the best are among them.
pub(crate) fn as_typed(
    session: &mut Session<'_>,
    place: &Place<'_>,
    query: &text::Query,
    limit: usize,
) -> Result<Vec<Hit>, Error> {
    let mut hits = Vec::new();
    let cap = (limit * CANDIDATES_A_HIT).clamp(CANDIDATES_AT_LEAST, CANDIDATES_AT_LEAST * 2).max(limit);
    let found = ranked(session, place, query, query.exact(), cap, &mut hits)?;
    if found >= cap {
        ranked(session, place, query, query.beginning(), CANDIDATES_BEGINNING.max(limit), &mut hits)?;
    }
    Ok(hits)
}

/// What matches with small typing errors.
pub(crate) fn misspelt(
    session: &mut Session<'_>,
    place: &Place<'_>,
    query: &text::Query,
    hits: &mut Vec<Hit>,
) -> Result<(), Error> {
    ranked(session, place, query, query.typo(), CANDIDATES_TYPO, hits).map(|_| ())
}

/// Adds the candidates of a need that match, and answers how many there were.
fn ranked(
    session: &mut Session<'_>,
    place: &Place<'_>,
    query: &text::Query,
    need: Option<&text::Need>,
    cap: usize,
    hits: &mut Vec<Hit>,
) -> Result<usize, Error> {
    let Some(need) = need.filter(|_| place.object.is_searchable()) else { return Ok(0) };
    let candidates = store::candidates(session, place.object, place.reach, need, cap as u64)?;
    let known: HashSet<Id> =
        hits.iter().filter(|hit| hit.object == place.object.name).map(|hit| hit.id).collect();
    let new = candidates.iter().filter(|candidate| !known.contains(&candidate.id));
    hits.extend(new.filter_map(|candidate| judge(query, place.object, place.levels, candidate)));
    Ok(candidates.len())
}

fn judge(query: &text::Query, object: &Object, levels: &Levels, candidate: &SearchText) -> Option<Hit> {
    let open: Vec<(&String, &String)> = candidate
        .texts
        .iter()
        .filter(|(name, _)| object.position(name).is_some_and(|position| levels.at(position) >= Level::Read))
        .collect();
    let texts: Vec<&str> = open.iter().map(|(_, words)| words.as_str()).collect();
    let (best, score) = query.rank_among(&texts)?;
    let title_open = levels.at(object.title) >= Level::Read;
    let matched = open[best].0.clone();
    let subtitle = if matched == object.title_field().name { String::new() } else { open[best].1.clone() };
    Some(Hit {
        object: object.name.clone(),
        id: candidate.id,
        title: if title_open { candidate.title.clone() } else { String::new() },
        subtitle,
        matched,
        score,
    })
}

/// What the index keeps of a record, with its terms; none when it has nothing to search by.
pub(crate) fn entry(object: &Object, row: &Row) -> Option<(SearchText, Vec<String>)> {
    let mut texts = BTreeMap::new();
    for (position, field) in object.fields.iter().enumerate() {
        if !field.search {
            continue;
        }
        let words: String = title_of(&row[position]).chars().take(2_000).collect();
        if words.is_empty() {
            continue;
        }
        texts.insert(field.name.clone(), words);
    }
    if texts.is_empty() {
        return None;
    }
    let terms = store::search_terms(texts.values().map(String::as_str));
    let title = title_of(&row[object.title]).chars().take(300).collect();
    let id = row[catalog::ID].as_id()?;
    Some((SearchText { id, object: object.name.clone(), title, texts }, terms))
}
