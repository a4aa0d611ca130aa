use crate::cell::CellError;
use catalog::FieldError;
use records::{Draft, Error, Work};
use value::Id;

/// A record to be made, with what the caller knows it by.
pub(super) struct Wish<K> {
    pub key: K,
    pub draft: Draft,
}

/// A wish that was not granted: the field at fault, if one is, and the reason.
pub(super) struct Denied<K> {
    pub key: K,
    pub field: Option<String>,
    pub error: CellError,
}

/// What became of wishes.
pub(super) struct Granted<K> {
    pub made: Vec<(K, Id)>,
    pub denied: Vec<Denied<K>>,
}

/// Makes what can be made; a wish with a fault does not stop the others.
pub(super) fn create_all<K: Clone>(
    work: &mut Work<'_, '_>,
    object: &str,
    mut wishes: Vec<Wish<K>>,
) -> Result<Granted<K>, Error> {
    let mut denied = Vec::new();
    while !wishes.is_empty() {
        let drafts = wishes.iter().map(|wish| wish.draft.clone()).collect();
        match work.attempt(|work| work.create_many(object, drafts)) {
            Ok(ids) => {
                let made = wishes.into_iter().map(|wish| wish.key).zip(ids).collect();
                return Ok(Granted { made, denied });
            }
            Err(Error::Invalid(faults)) => {
                let before = wishes.len();
                deny(&mut wishes, &mut denied, &faults);
                if wishes.len() == before {
                    return one_by_one(work, object, wishes, denied);
                }
            }
            Err(Error::Refused { .. } | Error::Forbidden) => return one_by_one(work, object, wishes, denied),
            Err(other) => return Err(other),
        }
    }
    Ok(Granted { made: Vec::new(), denied })
}

/// The complaint that a refused cell stands for.
fn complaint(draft: &Draft, fault: &FieldError, field: &str) -> CellError {
    let text = draft.get(field).and_then(value::Value::as_text).unwrap_or_default();
    CellError::of_field(fault, text)
}

/// A rule of the business, or one that the database keeps, does not say which record it refuses, so each goes alone.
fn one_by_one<K>(
    work: &mut Work<'_, '_>,
    object: &str,
    wishes: Vec<Wish<K>>,
    mut denied: Vec<Denied<K>>,
) -> Result<Granted<K>, Error> {
    let mut made = Vec::new();
    for Wish { key, draft } in wishes {
        match work.attempt(|work| work.create_many(object, vec![draft.clone()])) {
            Ok(ids) => made.extend(ids.into_iter().next().map(|id| (key, id))),
            Err(error) => {
                let (field, error) = reason(&draft, error)?;
                denied.push(Denied { key, field, error });
            }
        }
    }
    Ok(Granted { made, denied })
}

/// What a refused write says about its row; anything else stops the import.
pub(super) fn reason(draft: &Draft, error: Error) -> Result<(Option<String>, CellError), Error> {
    match error {
        Error::Refused { code, .. } => Ok((None, CellError::bare(code))),
        Error::Forbidden => Ok((None, CellError::bare("forbidden"))),
        Error::Invalid(faults) => match faults.first() {
            Some(fault) => {
                let field = fault.field.strip_prefix("[0].").unwrap_or(&fault.field);
                Ok((Some(field.to_owned()), complaint(draft, fault, field)))
            }
            None => Ok((None, CellError::bare("format"))),
        },
        other @ (Error::NotFound
        | Error::Unauthenticated
        | Error::Stale(_)
        | Error::Limited { .. }
        | Error::Unavailable(_)
        | Error::Internal(_)) => Err(other),
    }
}

/// Complaints about several drafts name them by their place: `[3].name`.
fn deny<K: Clone>(wishes: &mut Vec<Wish<K>>, denied: &mut Vec<Denied<K>>, faults: &[FieldError]) {
    let mut places = Vec::new();
    for fault in faults {
        let Some((place, field)) = placed(&fault.field).filter(|(place, _)| *place < wishes.len()) else {
            continue;
        };
        if places.contains(&place) {
            continue;
        }
        places.push(place);
        let wish = &wishes[place];
        let error = complaint(&wish.draft, fault, field);
        denied.push(Denied { key: wish.key.clone(), field: Some(field.to_owned()), error });
    }
    let mut place = 0;
    wishes.retain(|_| {
        place += 1;
        !places.contains(&(place - 1))
    });
}

fn placed(path: &str) -> Option<(usize, &str)> {
    let (place, field) = path.strip_prefix('[')?.split_once("].")?;
    Some((place.parse().ok()?, field))
}
