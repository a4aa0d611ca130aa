use formula::Scope;
use records::Record;
use value::{Date, Timestamp, Value};

/// A record as a condition in memory reads it.
pub struct InMemory<'a>(pub &'a Record);

impl Scope for InMemory<'_> {
    fn field(&self, name: &str) -> Value {
        self.0.get(name).clone()
    }

    fn kind(&self, field: &str) -> Option<String> {
        self.0.object().field(field)?.option(self.0.text(field))?.kind.clone()
    }

    fn today(&self) -> Date {
        "2026-03-01".parse().unwrap()
    }

    fn now(&self) -> Timestamp {
        "2026-03-01T08:00:00Z".parse().unwrap()
    }
}
