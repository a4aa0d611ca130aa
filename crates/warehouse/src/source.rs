use crate::error::{Error, Wrong};
use crate::manifest::{Manifest, Part};
use crate::reached::ReachedExec;
use crate::table::{DECIDING, NUMBER, Table};
use async_trait::async_trait;
use catalog::Object;
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use records::{Door, Error as DoorError, Query};
use std::collections::HashSet;
use std::sync::Arc;

/// Where the engine finds the folder of the warehouse.
pub(crate) const ADDRESS: &str = "warehouse://files";

/// A table as one person sees it: the columns that are open to him, the rows that he reaches now.
#[derive(Debug)]
pub(crate) struct Source {
    /// What the files hold.
    files: SchemaRef,
    /// What is seen of it, by position in the files.
    seen: Vec<usize>,
    schema: SchemaRef,
    deciding: usize,
    /// None where everything is reached.
    reached: Option<Arc<HashSet<i64>>>,
    parts: Vec<Part>,
}

impl Source {
    /// None when the table is closed to him as a whole.
    pub fn for_caller(door: &Door, table: &Table, manifest: &Manifest) -> Result<Option<Source>, Error> {
        let Some(reached) = reached(door, table)? else { return Ok(None) };
        let files = table.schema();
        let columns = table.columns_for(door);
        let mut seen = Vec::with_capacity(columns.len());
        for column in columns {
            let place = files.index_of(&column.name);
            seen.push(place.map_err(|error| Error::Files(error.to_string()))?);
        }
        let schema = files.project(&seen).map_err(|error| Error::Files(error.to_string()))?;
        let deciding = if table.deciding.is_some() { DECIDING } else { NUMBER };
        let deciding = files.index_of(deciding).map_err(|error| Error::Files(error.to_string()))?;
        let being_written =
            || Error::question(Wrong::Failed, "objects or fields are changing; ask again", None);
        let parts = manifest.parts(table).ok_or_else(being_written)?.to_vec();
        let reached = match reached {
            Reached::Everything => None,
            Reached::These(ids) => Some(Arc::new(ids)),
        };
        Ok(Some(Source { files, seen, schema: Arc::new(schema), deciding, reached, parts }))
    }

    /// Whether he may ask it at all.
    pub fn is_open(door: &Door, table: &Table) -> bool {
        deciding_object(door, table).is_some_and(|object| {
            access::reach(door.actor(), access::Verb::Read, &object, door.catalog(), door.records().today())
                .is_some()
        })
    }

    fn scan_files(&self, columns: Vec<usize>) -> Result<Arc<dyn ExecutionPlan>> {
        if self.parts.is_empty() {
            let schema: Schema = self.files.project(&columns)?;
            return Ok(Arc::new(EmptyExec::new(Arc::new(schema))));
        }
        let source = Arc::new(ParquetSource::new(self.files.clone()));
        let mut config = FileScanConfigBuilder::new(ObjectStoreUrl::parse(ADDRESS)?, source)
            .with_projection_indices(Some(columns))?;
        config = config.with_file_group(
            self.parts.iter().map(|part| PartitionedFile::new(part.file.clone(), part.bytes)).collect(),
        );
        Ok(DataSourceExec::from_data_source(config.build()))
    }
}

#[async_trait]
impl TableProvider for Source {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        _: &[Expr],
        _: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let mut columns: Vec<usize> = match projection {
            Some(wanted) => wanted.iter().map(|place| self.seen[*place]).collect(),
            None => self.seen.clone(),
        };
        let Some(reached) = &self.reached else { return self.scan_files(columns) };
        let taken: Vec<usize> = (0..columns.len()).collect();
        columns.push(self.deciding);
        let deciding = taken.len();
        let scan = self.scan_files(columns)?;
        Ok(Arc::new(ReachedExec::new(scan, deciding, taken, reached.clone())?))
    }
}

enum Reached {
    Everything,
    These(HashSet<i64>),
}

/// Asked of the door at every question: what counts is who owns the records now, not who did when the files were written.
fn reached(door: &Door, table: &Table) -> Result<Option<Reached>, Error> {
    let Some(object) = deciding_object(door, table) else { return Ok(None) };
    let today = door.records().today();
    let catalog = door.catalog();
    let Some(reach) = access::reach(door.actor(), access::Verb::Read, &object, catalog, today) else {
        return Ok(None);
    };
    if reach.is_everything() {
        return Ok(Some(Reached::Everything));
    }
    let mut ids = HashSet::new();
    let outcome = door.columns(&Query::of(&object.name).fields(&["id"]), &mut |row| {
        ids.extend(row[0].as_id().map(|id| id.0));
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(Some(Reached::These(ids))),
        Err(DoorError::Forbidden) => Ok(None),
        Err(other) => Err(Error::Records(other)),
    }
}

/// The object whose rows decide who sees rows of the table.
pub(crate) fn deciding_object(door: &Door, table: &Table) -> Option<Arc<Object>> {
    match table.deciding {
        None => Some(table.object.clone()),
        Some(field) => door.catalog().object(table.object.fields[field].target()?).cloned(),
    }
}
