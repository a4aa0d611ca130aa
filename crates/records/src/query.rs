use crate::Record;
use formula::Condition;
use store::Trash;
use value::Id;

/// A question for records of one object.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) object: String,
    pub(crate) condition: Option<Condition>,
    pub(crate) fields: Option<Vec<String>>,
    pub(crate) sort: Vec<String>,
    pub(crate) text: Option<String>,
    pub(crate) ids: Option<Vec<Id>>,
    pub(crate) trash: Trash,
    pub(crate) limit: u64,
    pub(crate) offset: u64,
    pub(crate) cursor: Option<String>,
    pub(crate) total: Total,
}

/// Whether the number of all matching records is wanted too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Total {
    Wanted,
    Unwanted,
}

/// A page of records.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records in order.
    pub records: Vec<Record>,
    /// Where the next page begins; none at the end.
    pub next_cursor: Option<String>,
    /// All matching records, when asked for.
    pub total: Option<u64>,
}

impl Query {
    /// All living records of an object that can be reached, 50 at a time, newest first.
    pub fn of(object: &str) -> Query {
        Query {
            object: object.to_owned(),
            condition: None,
            fields: None,
            sort: Vec::new(),
            text: None,
            ids: None,
            trash: Trash::Hidden,
            limit: 50,
            offset: 0,
            cursor: None,
            total: Total::Unwanted,
        }
    }

    /// Only records that meet a condition; several calls all count.
    pub fn filter(mut self, condition: Condition) -> Query {
        self.condition = Some(match self.condition.take() {
            Some(before) => Condition::all([before, condition]),
            None => condition,
        });
        self
    }

    /// Only these fields; all otherwise.
    pub fn fields(mut self, names: &[&str]) -> Query {
        self.fields = Some(names.iter().map(|name| (*name).to_owned()).collect());
        self
    }

    /// Sorts by a field, downwards with a minus in front; several calls sort by several.
    pub fn sort(mut self, key: &str) -> Query {
        self.sort.push(key.to_owned());
        self
    }

    /// Only records that the search finds by this text.
    pub fn search(mut self, text: &str) -> Query {
        self.text = Some(text.to_owned());
        self
    }

    /// Only these records.
    pub fn ids(mut self, ids: Vec<Id>) -> Query {
        self.ids = Some(ids);
        self
    }

    /// Living, deleted or both.
    pub fn trash(mut self, trash: Trash) -> Query {
        self.trash = trash;
        self
    }

    /// Records a page.
    pub fn limit(mut self, limit: u64) -> Query {
        self.limit = limit;
        self
    }

    /// Records to leave out at the beginning.
    pub fn offset(mut self, offset: u64) -> Query {
        self.offset = offset;
        self
    }

    /// Goes on where another page ended.
    pub fn cursor(mut self, cursor: &str) -> Query {
        self.cursor = Some(cursor.to_owned());
        self
    }

    /// Asks for the number of all matching records too.
    pub fn with_total(mut self) -> Query {
        self.total = Total::Wanted;
        self
    }

    /// The object that it asks for.
    pub fn object(&self) -> &str {
        &self.object
    }
}
