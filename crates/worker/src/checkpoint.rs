use formula::Condition;
use records::{Draft, Error, Query, Records};
use std::time::{Duration, Instant};
use value::{Id, Value};

/// Reactions may run twice, so the place need not be written after each of them.
const WRITE_EVERY: Duration = Duration::from_secs(5);

/// How far a reader of the change log has come, kept in the database.
pub(crate) struct Checkpoint {
    id: Id,
    written: i64,
    written_at: Instant,
}

impl Checkpoint {
    /// Where the reader stopped; a new reader begins with what comes now.
    pub fn of(records: &Records, reader: &str) -> Result<Checkpoint, Error> {
        let door = records.as_system("remember how far the log is read");
        let query = Query::of("checkpoint").filter(Condition::eq("reader", Value::text(reader))).limit(1);
        if let Some(found) = door.find(&query)?.records.first() {
            let written = found.get("seq").as_integer().unwrap_or_default();
            return Ok(Checkpoint { id: found.id(), written, written_at: Instant::now() });
        }
        let newest = records.last_seq()?;
        let draft =
            Draft::new("checkpoint").set("reader", Value::text(reader)).set("seq", Value::Integer(newest));
        let made = door.create(draft)?;
        Ok(Checkpoint { id: made.id(), written: newest, written_at: Instant::now() })
    }

    /// Lets a reader go on after another entry than the one where it stopped.
    pub fn move_to(&mut self, records: &Records, seq: i64) -> Result<(), Error> {
        let draft = Draft::new("checkpoint").set("seq", Value::Integer(seq));
        records.as_system("remember how far the log is read").update(self.id, None, draft)?;
        self.written = seq;
        self.written_at = Instant::now();
        Ok(())
    }

    pub fn seq(&self) -> i64 {
        self.written
    }

    pub fn write_now_and_then(&mut self, records: &Records, seq: i64) -> Result<(), Error> {
        if self.written_at.elapsed() < WRITE_EVERY { Ok(()) } else { self.write(records, seq) }
    }

    pub fn write(&mut self, records: &Records, seq: i64) -> Result<(), Error> {
        if seq <= self.written { Ok(()) } else { self.move_to(records, seq) }
    }
}
