use crate::error::Error;
use crate::files::{self, ROWS_A_FILE, Writer, month_of};
use crate::manifest::{self, Manifest, Part, Parts, Retired};
use crate::rows::Rows;
use crate::table::Table;
use crate::touched::{IDS, Touched, What};
use catalog::JsonContext;
use jiff::SignedDuration;
use records::{Door, Query, Records};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use value::Id;

const LOCK: &str = "lock";
const PAGE: u64 = 2_000;
/// No question runs so long that it still reads a file which was replaced before.
const RETIRED_FOR: SignedDuration = SignedDuration::from_mins(15);
/// Entries at the end of the log among which the last safe one is looked for.
const LATEST: i64 = 1_000;

/// What a refresh did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refreshed {
    /// Files that were written.
    pub files: usize,
    /// Rows in them.
    pub rows: u64,
    /// Rows of all tables together.
    pub all_rows: u64,
    /// Last entry of the change log that is in the warehouse.
    pub seq: i64,
}

/// Where a refresh may be cut off, for the test of a crash.
pub(crate) type Interrupt<'i> = &'i dyn Fn(usize) -> Result<(), Error>;

/// Brings the files to the state of the change log; only one process at a time does that.
pub(crate) fn refresh(
    records: &Records,
    folder: &Path,
    interrupt: Interrupt<'_>,
) -> Result<Refreshed, Error> {
    let _lock = lock(folder)?;
    match Manifest::read(folder)? {
        Some(old) if written_at(records, old.seq)? == old.seq_at => {
            Refresh::begin(records, folder, old, interrupt)?.catch_up()
        }
        Some(old) => Refresh::begin(records, folder, old, interrupt)?.begin_anew(),
        None => Refresh::begin(records, folder, Manifest::empty(), interrupt)?.begin_anew(),
    }
}

/// Writes every file anew.
pub(crate) fn rebuild(
    records: &Records,
    folder: &Path,
    interrupt: Interrupt<'_>,
) -> Result<Refreshed, Error> {
    let _lock = lock(folder)?;
    let old = Manifest::read(folder)?.unwrap_or_else(Manifest::empty);
    Refresh::begin(records, folder, old, interrupt)?.begin_anew()
}

struct Refresh<'r> {
    records: &'r Records,
    folder: &'r Path,
    door: Door,
    old: Manifest,
    new: Manifest,
    writer: Writer,
    files: usize,
    rows: u64,
    interrupt: Interrupt<'r>,
}

impl<'r> Refresh<'r> {
    fn begin(
        records: &'r Records,
        folder: &'r Path,
        old: Manifest,
        interrupt: Interrupt<'r>,
    ) -> Result<Refresh<'r>, Error> {
        manifest::sweep(folder, &old)?;
        let now = records.clock().now();
        let mut new = Manifest { generation: old.generation + 1, ..Manifest::empty() };
        new.as_of = now.as_microsecond();
        let oldest = (now - RETIRED_FOR).as_microsecond();
        new.retired = old.retired.iter().filter(|retired| retired.since > oldest).cloned().collect();
        Ok(Refresh {
            records,
            folder,
            door: records.as_system("fill the warehouse"),
            writer: Writer::new(folder, new.generation),
            old,
            new,
            files: 0,
            rows: 0,
            interrupt,
        })
    }

    fn begin_anew(mut self) -> Result<Refreshed, Error> {
        // Read before the rows: what is written meanwhile is read once more by the next refresh.
        self.new.seq = newest(self.records)?;
        for table in Table::all(self.door.catalog()) {
            let parts = self.whole(&table)?;
            self.new.tables.insert(table.sql_name().to_owned(), parts);
        }
        self.finish()
    }

    fn catch_up(mut self) -> Result<Refreshed, Error> {
        let touched = Touched::since(self.records, self.old.seq, &self.door)?;
        self.new.seq = touched.seq;
        for table in Table::all(self.door.catalog()) {
            let known =
                self.old.tables.get(table.sql_name()).filter(|known| known.shape == table.shape()).cloned();
            let parts = match (known, touched.of(&table.object.name)) {
                (Some(known), None) if !touched.everything => known,
                (Some(known), Some(What::Some(ids))) if !touched.everything => {
                    self.in_part(&table, known, ids)?
                }
                (Some(_) | None, Some(What::All | What::Some(_)) | None) => self.whole(&table)?,
            };
            self.new.tables.insert(table.sql_name().to_owned(), parts);
        }
        if self.files == 0 && self.new.tables == self.old.tables {
            // Nothing of it is in the files: the place in the log alone moves on.
            self.new.generation = self.old.generation;
        }
        self.finish()
    }

    /// All rows of a table.
    fn whole(&mut self, table: &Table) -> Result<Parts, Error> {
        let (door, mut rows, mut parts) = (self.door.clone(), Rows::of(table), Vec::new());
        let ctx = context(&door);
        let (mut month, mut cursor): (String, Option<String>) = (String::new(), None);
        loop {
            let mut query = Query::of(&table.object.name).sort("id").limit(PAGE);
            if let Some(cursor) = &cursor {
                query = query.cursor(cursor);
            }
            let page = door.find(&query)?;
            for record in &page.records {
                let its_month = month_of(record.id());
                if rows.len() >= ROWS_A_FILE || (its_month != month && rows.len() > 0) {
                    parts.extend(self.write(table, &mut rows)?);
                }
                month = its_month;
                rows.push(record, &ctx);
            }
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        if rows.len() > 0 {
            parts.extend(self.write(table, &mut rows)?);
        }
        Ok(Parts { shape: table.shape(), parts })
    }

    /// Only the files that hold what was touched.
    fn in_part(&mut self, table: &Table, known: Parts, ids: &BTreeSet<Id>) -> Result<Parts, Error> {
        let mut by_part: BTreeMap<(String, Option<usize>), BTreeSet<Id>> = BTreeMap::new();
        for id in ids {
            let month = month_of(*id);
            by_part.entry((month.clone(), place(&known.parts, &month, *id))).or_default().insert(*id);
        }
        let mut replaced: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
        let mut added = Vec::new();
        for ((_, place), ids) in by_part {
            let fresh = self.read_rows(table, &ids)?;
            let old = place.map(|place| files::read(self.folder, &known.parts[place], &table.schema()));
            let merged = files::merged(old.transpose()?.as_ref(), &ids, &fresh)?;
            let parts = self.write_batch(table, &merged)?;
            match place {
                Some(place) => {
                    replaced.insert(place, parts);
                }
                None => added.extend(parts),
            }
        }
        let kept = known.parts.into_iter().enumerate();
        let mut parts: Vec<Part> =
            kept.flat_map(|(place, part)| replaced.remove(&place).unwrap_or_else(|| vec![part])).collect();
        parts.extend(added);
        parts.sort_by_key(|part| part.first);
        Ok(Parts { shape: known.shape, parts })
    }

    fn read_rows(
        &self,
        table: &Table,
        ids: &BTreeSet<Id>,
    ) -> Result<datafusion::arrow::array::RecordBatch, Error> {
        let (ctx, mut rows) = (context(&self.door), Rows::of(table));
        let ids: Vec<Id> = ids.iter().copied().collect();
        for chunk in ids.chunks(IDS) {
            let query = Query::of(&table.object.name).ids(chunk.to_vec()).limit(IDS as u64);
            for record in &self.door.find(&query)?.records {
                rows.push(record, &ctx);
            }
        }
        rows.take()
    }

    fn write(&mut self, table: &Table, rows: &mut Rows<'_>) -> Result<Vec<Part>, Error> {
        let batch = rows.take()?;
        self.write_batch(table, &batch)
    }

    fn write_batch(
        &mut self,
        table: &Table,
        batch: &datafusion::arrow::array::RecordBatch,
    ) -> Result<Vec<Part>, Error> {
        let parts = self.writer.write(table.sql_name(), batch)?;
        self.files += parts.len();
        self.rows += batch.num_rows() as u64;
        (self.interrupt)(self.files)?;
        Ok(parts)
    }

    fn finish(mut self) -> Result<Refreshed, Error> {
        let now_used: BTreeSet<&str> = self.new.files().collect();
        let since = self.records.clock().now().as_microsecond();
        let gone: Vec<Retired> = self
            .old
            .tables
            .values()
            .flat_map(|table| &table.parts)
            .filter(|part| !now_used.contains(part.file.as_str()))
            .map(|part| Retired { file: part.file.clone(), since })
            .collect();
        self.new.retired.extend(gone);
        self.new.seq_at = written_at(self.records, self.new.seq)?;
        self.writer.keep()?;
        self.new.write(self.folder)?;
        manifest::sweep(self.folder, &self.new)?;
        let rows = self.new.tables.values().flat_map(|table| &table.parts).map(|part| part.rows).sum();
        Ok(Refreshed { files: self.files, rows: self.rows, all_rows: rows, seq: self.new.seq })
    }
}

/// The file of a month that holds an id or would hold it.
fn place(parts: &[Part], month: &str, id: Id) -> Option<usize> {
    let of_month = parts.iter().enumerate().filter(|(_, part)| part.month == month);
    let (mut first, mut found) = (None, None);
    for (place, part) in of_month {
        first = first.or(Some(place));
        if part.first <= id.0 {
            found = Some(place);
        }
    }
    found.or(first)
}

fn context(door: &Door) -> JsonContext<'_> {
    JsonContext { language: door.records().company().language, ..door.json_context() }
}

/// When an entry was written, in microseconds since 1970; 0 where there is none of that number.
fn written_at(records: &Records, seq: i64) -> Result<i64, Error> {
    let entries = records.changes_after(seq - 1, 1)?;
    let entry = entries.first().filter(|entry| entry.seq == seq);
    Ok(entry.map(|entry| entry.at.as_microsecond()).unwrap_or_default())
}

/// The last entry before which no other can appear any more.
fn newest(records: &Records) -> Result<i64, Error> {
    let last = records.last_seq()?;
    let mut back = LATEST;
    loop {
        let from = (last - back).max(0);
        let entries = records.changes_after(from, back as usize)?;
        match entries.last() {
            Some(entry) => return Ok(entry.seq),
            None if from == 0 => return Ok(0),
            None => back *= 2,
        }
    }
}

fn lock(folder: &Path) -> Result<File, Error> {
    std::fs::create_dir_all(folder).map_err(|error| Error::files(folder, error))?;
    let path = folder.join(LOCK);
    let file = File::options().write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(|error| Error::files(&path, error))?;
    file.lock().map_err(|error| Error::files(&path, error))?;
    Ok(file)
}
