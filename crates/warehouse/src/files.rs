use crate::error::Error;
use crate::manifest::{Part, keep};
use crate::table::NUMBER;
use datafusion::arrow::array::{AsArray, BooleanArray, RecordBatch};
use datafusion::arrow::compute::{
    SortColumn, concat_batches, filter_record_batch, lexsort_to_indices, take_record_batch,
};
use datafusion::arrow::datatypes::{Int64Type, SchemaRef};
use jiff::tz::TimeZone;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use value::{Id, Timestamp};

/// Rows of one file; a table that grew beyond this in a month has several.
pub(crate) const ROWS_A_FILE: usize = 100_000;
/// Rows that are skipped or read together.
const ROWS_A_GROUP: usize = 20_000;

/// Writes the files of one refresh.
pub(crate) struct Writer {
    folder: PathBuf,
    generation: u64,
    written: u64,
    /// Folders that have new names in them.
    touched: BTreeSet<PathBuf>,
}

impl Writer {
    pub fn new(folder: &Path, generation: u64) -> Writer {
        Writer { folder: folder.to_owned(), generation, written: 0, touched: BTreeSet::new() }
    }

    /// Writes rows of one month that are in order, as one file or several.
    pub fn write(&mut self, table: &str, rows: &RecordBatch) -> Result<Vec<Part>, Error> {
        let mut parts = Vec::new();
        let mut from = 0;
        while from < rows.num_rows() {
            let rest = rows.num_rows() - from;
            let length = if rest < ROWS_A_FILE * 3 / 2 { rest } else { ROWS_A_FILE };
            parts.push(self.file(table, &rows.slice(from, length))?);
            from += length;
        }
        Ok(parts)
    }

    /// What was written outlives a power cut from here on.
    pub fn keep(&self) -> Result<(), Error> {
        self.touched.iter().try_for_each(|folder| keep(folder))
    }

    fn file(&mut self, table: &str, rows: &RecordBatch) -> Result<Part, Error> {
        let first = rows.column(0).as_primitive::<Int64Type>().value(0);
        let month = month_of(Id(first));
        let folder = self.folder.join(table).join(&month);
        std::fs::create_dir_all(&folder).map_err(|error| Error::files(&folder, error))?;
        self.written += 1;
        let name = format!("{}-{}.parquet", self.generation, self.written);
        let path = folder.join(&name);
        let bytes = save(&path, rows).map_err(|error| Error::files(&path, error))?;
        self.touched.extend([folder, self.folder.join(table)]);
        let file = format!("{table}/{month}/{name}");
        Ok(Part { month, first, rows: rows.num_rows() as u64, bytes, file })
    }
}

/// `YYYY-MM` of the day on which an id was handed out.
pub(crate) fn month_of(id: Id) -> String {
    let moment = Timestamp::from_millisecond(id.made_at_millis()).unwrap_or(Timestamp::UNIX_EPOCH);
    let day = moment.to_zoned(TimeZone::UTC).date();
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The rows of a file.
pub(crate) fn read(folder: &Path, part: &Part, schema: &SchemaRef) -> Result<RecordBatch, Error> {
    let path = folder.join(&part.file);
    let file = File::open(&path).map_err(|error| Error::files(&path, error))?;
    let wrong = |error: String| Error::files(&path, error);
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| wrong(error.to_string()))?;
    let reader = reader.build().map_err(|error| wrong(error.to_string()))?;
    let batches: Vec<RecordBatch> =
        reader.collect::<Result<_, _>>().map_err(|error| wrong(error.to_string()))?;
    concat_batches(schema, &batches).map_err(|error| wrong(error.to_string()))
}

/// Old rows without those that were touched, and the new ones among them, in order.
pub(crate) fn merged(
    old: Option<&RecordBatch>,
    touched: &BTreeSet<Id>,
    new: &RecordBatch,
) -> Result<RecordBatch, Error> {
    let wrong = |error: datafusion::arrow::error::ArrowError| Error::Files(error.to_string());
    let mut all = Vec::new();
    if let Some(old) = old {
        let numbers = old.column(0).as_primitive::<Int64Type>();
        let stays: BooleanArray =
            numbers.values().iter().map(|number| Some(!touched.contains(&Id(*number)))).collect();
        all.push(filter_record_batch(old, &stays).map_err(wrong)?);
    }
    all.push(new.clone());
    let rows = concat_batches(&new.schema(), &all).map_err(wrong)?;
    debug_assert_eq!(rows.schema().field(0).name(), NUMBER);
    let by_number = [SortColumn { values: rows.column(0).clone(), options: None }];
    let order = lexsort_to_indices(&by_number, None).map_err(wrong)?;
    take_record_batch(&rows, &order).map_err(wrong)
}

fn save(path: &Path, rows: &RecordBatch) -> Result<u64, Box<dyn std::error::Error>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(ROWS_A_GROUP))
        .build();
    let mut writer = ArrowWriter::try_new(File::create(path)?, rows.schema(), Some(properties))?;
    writer.write(rows)?;
    let file = writer.into_inner()?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}
