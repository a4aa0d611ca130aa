use crate::change::ChangeKind;
use crate::door::Door;
use crate::error::Error;
use crate::log::{self, Entry};
use crate::read::Reading;
use access::Level;
use catalog::{Catalog, Object};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use store::Store;
use value::{Id, Timestamp};

/// Reads that may wait to be written down; whoever reads faster than that waits.
const WAITING: usize = 10_000;
const TOGETHER: usize = 256;

/// Writes down who read personal fields, behind the reads.
#[derive(Default)]
pub(crate) struct ReadLog {
    writer: Mutex<Option<SyncSender<Message>>>,
}

/// Who read what.
pub(crate) struct Note {
    pub catalog: Arc<Catalog>,
    pub object: Arc<Object>,
    pub ids: Vec<Id>,
    pub at: Timestamp,
    pub actor: Id,
    pub cause: String,
}

enum Message {
    Note(Note),
    Flush(Sender<()>),
}

impl ReadLog {
    /// Takes a note; the thread that writes is started with the first.
    pub fn take(&self, store: &Store, note: Note) -> Result<(), Error> {
        let mut writer = self.writer.lock();
        let sender = match &*writer {
            Some(sender) => sender.clone(),
            None => {
                let (sender, notes) = sync_channel(WAITING);
                let store = store.clone();
                std::thread::Builder::new()
                    .name("read-log".to_owned())
                    .spawn(move || write_all(&store, &notes))
                    .map_err(|error| Error::Unavailable(error.to_string()))?;
                writer.insert(sender).clone()
            }
        };
        drop(writer);
        sender
            .send(Message::Note(note))
            .map_err(|_| Error::Unavailable("the read log has stopped".to_owned()))
    }

    /// Waits until everything noted so far is in the log.
    pub fn flush(&self) {
        let Some(sender) = self.writer.lock().clone() else { return };
        let (done, written) = channel();
        if sender.send(Message::Flush(done)).is_ok() {
            // The writer is gone when the answer is: there is nothing to wait for then.
            let _ = written.recv();
        }
    }
}

impl Door {
    /// Notes that records were read, when that is asked for.
    pub(crate) fn note_read(
        &self,
        reading: &Reading<'_>,
        fields: Option<&[String]>,
        ids: impl FnOnce() -> Vec<Id>,
    ) -> Result<(), Error> {
        if !self.notes_reads(reading, fields)? {
            return Ok(());
        }
        let (ids, Some(actor)) = (ids(), self.actor().user) else { return Ok(()) };
        if ids.is_empty() {
            return Ok(());
        }
        let note = Note {
            catalog: self.catalog().clone(),
            object: reading.object.clone(),
            ids,
            at: self.records().inner.now(),
            actor,
            cause: self.cause().to_owned(),
        };
        self.records().inner.reads.take(&self.records().inner.store, note)
    }

    /// Notes a question that was asked of all records of an object at once, with its words; when reads are recorded.
    pub fn note_question(&self, object: &str, words: &str) -> Result<(), Error> {
        let reading = self.reading(object, access::Verb::Read)?;
        let Some(actor) = self.actor().user else { return Ok(()) };
        if !self.notes_reads(&reading, None)? {
            return Ok(());
        }
        let note = Note {
            catalog: self.catalog().clone(),
            object: reading.object.clone(),
            ids: Vec::new(),
            at: self.records().inner.now(),
            actor,
            cause: format!("sql: {words}"),
        };
        self.records().inner.reads.take(&self.records().inner.store, note)
    }

    pub(crate) fn notes_reads(
        &self,
        reading: &Reading<'_>,
        fields: Option<&[String]>,
    ) -> Result<bool, Error> {
        let asked = !self.actor().is_system() && self.records().inner.company.load().audits_reads;
        if asked { is_noted(reading, fields) } else { Ok(false) }
    }
}

/// Whether somebody who reads these fields reads what has to be noted.
fn is_noted(reading: &Reading<'_>, wanted: Option<&[String]>) -> Result<bool, Error> {
    let fields = reading.fields(wanted)?;
    Ok(fields.iter().any(|position| {
        let field = &reading.object.fields[*position];
        (field.personal || field.audit) && reading.levels.at(*position) >= Level::Read
    }))
}

fn write_all(store: &Store, notes: &Receiver<Message>) {
    while let Ok(first) = notes.recv() {
        let mut together = Vec::new();
        let mut waiting = Vec::new();
        let mut next = Some(first);
        while let Some(message) = next.take() {
            match message {
                Message::Note(note) => together.push(note),
                Message::Flush(done) => waiting.push(done),
            }
            if together.len() < TOGETHER {
                next = notes.try_recv().ok();
            }
        }
        let count = together.len();
        if let Err(error) =
            store.write(move |session| together.into_iter().try_for_each(|note| write(session, note)))
        {
            tracing::error!(%error, count, "reads of personal fields could not be noted");
        }
        for done in waiting {
            // Whoever waited may have given up.
            let _ = done.send(());
        }
    }
}

fn write(session: &mut store::Session<'_>, note: Note) -> Result<(), Error> {
    let entry = Entry {
        kind: ChangeKind::Read,
        object: &note.object,
        record: None,
        version: 0,
        before: None,
        after: None,
        changed: &[],
        subject: None,
        ids: note.ids,
    };
    log::append(session, entry, note.at, Some(note.actor), &note.cause, &note.catalog).map(drop)
}
