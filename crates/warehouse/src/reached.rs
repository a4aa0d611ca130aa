use datafusion::arrow::array::{AsArray, BooleanArray, RecordBatch};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::{Int64Type, SchemaRef};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::EquivalenceProperties;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, PhysicalExpr, PlanProperties,
};
use futures::StreamExt;
use std::collections::HashSet;
use std::fmt::{self, Formatter};
use std::sync::Arc;

/// Lets through the rows that somebody reaches. It is a node of its own, and not a filter of the engine, because the engine moves
/// filters through each other: an error or the time of a question's own condition would then tell about rows out of reach. Nothing
/// is pushed through this one, and it knows no statistics.
#[derive(Debug)]
pub(crate) struct ReachedExec {
    input: Arc<dyn ExecutionPlan>,
    /// Column of the input with the number that decides.
    deciding: usize,
    /// Columns of the input that come out.
    taken: Vec<usize>,
    reached: Arc<HashSet<i64>>,
    properties: Arc<PlanProperties>,
}

impl ReachedExec {
    pub fn new(
        input: Arc<dyn ExecutionPlan>,
        deciding: usize,
        taken: Vec<usize>,
        reached: Arc<HashSet<i64>>,
    ) -> Result<ReachedExec> {
        let schema: SchemaRef = Arc::new(input.schema().project(&taken)?);
        let properties = PlanProperties::new(
            EquivalenceProperties::new(schema),
            input.output_partitioning().clone(),
            input.pipeline_behavior(),
            input.boundedness(),
        );
        Ok(ReachedExec { input, deciding, taken, reached, properties: Arc::new(properties) })
    }
}

impl ExecutionPlan for ReachedExec {
    fn name(&self) -> &str {
        "ReachedExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        mut children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match (children.pop(), children.is_empty()) {
            (Some(input), true) => Ok(Arc::new(ReachedExec::new(
                input,
                self.deciding,
                self.taken.clone(),
                self.reached.clone(),
            )?)),
            _ => internal_err!("a reach stands over one scan"),
        }
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let (deciding, taken, reached) = (self.deciding, self.taken.clone(), self.reached.clone());
        let rows = self.input.execute(partition, context)?;
        let within = rows.map(move |batch| within(&batch?, deciding, &taken, &reached));
        Ok(Box::pin(RecordBatchStreamAdapter::new(self.schema(), within)))
    }
}

impl DisplayAs for ReachedExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("ReachedExec")
    }
}

fn within(
    batch: &RecordBatch,
    deciding: usize,
    taken: &[usize],
    reached: &HashSet<i64>,
) -> Result<RecordBatch> {
    let numbers = batch.column(deciding).as_primitive::<Int64Type>();
    let inside: BooleanArray =
        numbers.iter().map(|number| Some(number.is_some_and(|number| reached.contains(&number)))).collect();
    Ok(filter_record_batch(&batch.project(taken)?, &inside)?)
}
