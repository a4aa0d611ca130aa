use crate::answer::{Answer, Collected};
use crate::error::{Error, Wrong};
use crate::manifest::Manifest;
use crate::place;
use crate::size;
use crate::source::{self, ADDRESS, Source};
use crate::table::Table;
use crate::watch::Watch;
use datafusion::common::config::Dialect;
use datafusion::common::{DataFusionError, TableReference};
use datafusion::execution::context::{SQLOptions, SessionContext};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SessionState, SessionStateBuilder, SessionStateDefaults};
use datafusion::logical_expr::LogicalPlan;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::prelude::SessionConfig;
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast;
use futures::StreamExt;
use records::Door;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What one question may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub memory: usize,
    pub time: Duration,
    pub rows: usize,
    /// Bytes of the answer.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            memory: 256 * 1024 * 1024,
            time: Duration::from_secs(30),
            rows: 10_000,
            bytes: 16 * 1024 * 1024,
        }
    }
}

pub(crate) const LONGEST: usize = 20_000;
/// Few, because texts that are put together count only when all of them are there.
const ROWS_AT_ONCE: usize = 2_048;
/// Functions that make a long text of a short one: the engine does not count that memory.
const GROWING: &[&str] = &["repeat", "lpad", "rpad"];

/// What the caller asked for, read.
enum Asked {
    Rows(Statement),
    Plan(Statement),
}

/// A question that has been read, with the tables that it names as the caller sees them.
pub(crate) struct Prepared {
    context: SessionContext,
    asked: Asked,
}

/// Reads a question and asks the door what the caller reaches. Outside of the engine, because the door waits for its database.
pub(crate) fn prepare(
    door: &Door,
    folder: &Path,
    manifest: &Manifest,
    sql: &str,
    limits: Limits,
) -> Result<Prepared, Error> {
    let context = SessionContext::new_with_state(state(folder, limits)?);
    let complain = |error: DataFusionError| place::complaint(sql, &error);
    let statement = context.state().sql_to_statement(sql, &Dialect::PostgreSQL).map_err(complain)?;
    let asked = only_question(sql, statement)?;
    size::check(sql, asked.statement())?;
    for name in &context.state().resolve_table_references(asked.statement()).map_err(complain)? {
        let source = named(door, manifest, sql, name)?;
        context.register_table(name.clone(), Arc::new(source)).map_err(complain)?;
    }
    Ok(Prepared { context, asked })
}

/// Answers it, on the thread of the caller, on which the engine may go deep.
pub(crate) async fn answer(
    prepared: Prepared,
    manifest: &Manifest,
    sql: &str,
    limits: Limits,
) -> Result<Answer, Error> {
    let Prepared { context, asked } = prepared;
    let complain = |error: DataFusionError| place::complaint(sql, &error);
    let plan = context.state().statement_to_plan(asked.statement().clone()).await.map_err(complain)?;
    let nothing_else =
        SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    nothing_else
        .verify_plan(&plan)
        .map_err(|error| Error::question(Wrong::OnlyQuestions, place::plain(&error), None))?;
    match asked {
        Asked::Plan(_) => {
            let plan = context.state().optimize(&plan).map_err(complain)?;
            Ok(Answer::of_plan(&plan.display_indent().to_string(), manifest.as_of))
        }
        Asked::Rows(_) => rows(&context, plan, manifest, sql, limits).await,
    }
}

impl Asked {
    fn statement(&self) -> &Statement {
        match self {
            Asked::Rows(statement) | Asked::Plan(statement) => statement,
        }
    }
}

async fn rows(
    context: &SessionContext,
    plan: LogicalPlan,
    manifest: &Manifest,
    sql: &str,
    limits: Limits,
) -> Result<Answer, Error> {
    let complain = |error: DataFusionError| place::complaint(sql, &error);
    let frame = context.execute_logical_plan(plan).await.map_err(complain)?;
    let mut stream = frame.execute_stream().await.map_err(complain)?;
    let mut collected = Collected::of(&stream.schema(), limits);
    while let Some(batch) = stream.next().await {
        if collected.take(&batch.map_err(complain)?)?.is_full() {
            break;
        }
    }
    Ok(collected.finish(manifest.as_of))
}

/// Without functions that give tables, files or settings, and with one thread: a question never takes more than one core.
fn state(folder: &Path, limits: Limits) -> Result<SessionState, Error> {
    let files = LocalFileSystem::new_with_prefix(folder).map_err(|error| Error::files(folder, error))?;
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(limits.memory)))
        .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled))
        .build_arc()
        .map_err(|error| Error::Files(error.to_string()))?;
    let address = datafusion::execution::object_store::ObjectStoreUrl::parse(ADDRESS)
        .map_err(|error| Error::Files(error.to_string()))?;
    runtime.register_object_store(address.as_ref(), Arc::new(files));
    let mut config = SessionConfig::new()
        .with_target_partitions(1)
        .with_batch_size(ROWS_AT_ONCE)
        .with_information_schema(false);
    let options = config.options_mut();
    options.execution.enable_recursive_ctes = false;
    options.sql_parser.collect_spans = true;
    options.sql_parser.dialect = Dialect::PostgreSQL;
    let functions = SessionStateDefaults::default_scalar_functions();
    let functions = functions.into_iter().filter(|function| !GROWING.contains(&function.name())).collect();
    Ok(SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_expr_planners(SessionStateDefaults::default_expr_planners())
        .with_scalar_functions(functions)
        .with_aggregate_functions(SessionStateDefaults::default_aggregate_functions())
        .with_window_functions(SessionStateDefaults::default_window_functions())
        .with_physical_optimizer_rule(Arc::new(Watch {
            until: Instant::now() + limits.time,
            batch: limits.memory / 4,
        }))
        .build())
}

/// Whether it asks, and nothing else. `EXPLAIN ANALYZE` is refused because it counts rows before the reach is applied.
fn only_question(sql: &str, statement: Statement) -> Result<Asked, Error> {
    let only = |what: &str| Err(Error::question(Wrong::OnlyQuestions, what, place::first_word(sql)));
    match statement {
        Statement::Statement(inner) => match *inner {
            ast::Statement::Query(query) => {
                Ok(Asked::Rows(Statement::Statement(Box::new(ast::Statement::Query(query)))))
            }
            other => only(other.to_string().split_whitespace().next().unwrap_or_default()),
        },
        Statement::Explain(explain) => {
            let options = &explain.options;
            if options.analyze || options.verbose {
                return only("EXPLAIN ANALYZE, EXPLAIN VERBOSE");
            }
            match only_question(sql, *explain.statement)? {
                Asked::Rows(statement) => Ok(Asked::Plan(statement)),
                Asked::Plan(_) => only("EXPLAIN EXPLAIN"),
            }
        }
        Statement::CreateExternalTable(_) => only("CREATE EXTERNAL TABLE"),
        Statement::CopyTo(_) => only("COPY"),
        Statement::Reset(_) => only("RESET"),
    }
}

fn named(door: &Door, manifest: &Manifest, sql: &str, name: &TableReference) -> Result<Source, Error> {
    let unknown =
        || Error::question(Wrong::UnknownTable, name.to_string(), place::of_word(sql, name.table()));
    let TableReference::Bare { table } = name else { return Err(unknown()) };
    let object = door.catalog().by_plural(table).ok_or_else(unknown)?;
    let table = Table::of(object).ok_or_else(unknown)?;
    let source = Source::for_caller(door, &table, manifest)?.ok_or_else(unknown)?;
    let decides = source::deciding_object(door, &table).ok_or_else(unknown)?;
    door.note_question(&decides.name, &sql.split_whitespace().collect::<Vec<_>>().join(" "))?;
    Ok(source)
}
