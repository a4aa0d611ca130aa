use value::{Id, Value};

/// What somebody wants a record to hold: some fields, not checked yet.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub(crate) object: String,
    pub(crate) id: Option<Id>,
    pub(crate) fields: Vec<(String, Value)>,
}

impl Draft {
    /// An empty draft for an object.
    pub fn new(object: &str) -> Draft {
        Draft { object: object.to_owned(), id: None, fields: Vec::new() }
    }

    /// Gives the new record an id made by `Work::new_id`.
    pub fn with_id(mut self, id: Id) -> Draft {
        self.id = Some(id);
        self
    }

    /// Sets a field; the last value counts.
    pub fn set(mut self, field: &str, value: Value) -> Draft {
        self.put(field, value);
        self
    }

    /// Sets a field in place.
    pub fn put(&mut self, field: &str, value: Value) {
        match self.fields.iter_mut().find(|(name, _)| name == field) {
            Some((_, old)) => *old = value,
            None => self.fields.push((field.to_owned(), value)),
        }
    }

    /// What it says of a field; nothing at all when it is silent.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value)
    }

    /// Everything that it says.
    pub fn fields(&self) -> &[(String, Value)] {
        &self.fields
    }

    /// The object that it is for.
    pub fn object(&self) -> &str {
        &self.object
    }
}
