use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::common::{DataFusionError, Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, PhysicalExpr, PlanProperties};
use futures::StreamExt;
use std::fmt::{self, Formatter};
use std::sync::Arc;
use std::time::Instant;

/// The words by which the end of the time is known from the end of the memory.
pub(crate) const OVER: &str = "the time of the question is over";

/// Puts a look at the clock and at the memory on top of every node that makes more than it reads. Between two batches of a join the
/// engine gives nobody else a turn, so that a limit from outside would never be noticed; and it does not count the memory of the
/// texts that a projection puts together.
#[derive(Debug)]
pub(crate) struct Watch {
    pub until: Instant,
    /// Bytes that one batch may hold.
    pub batch: usize,
}

impl PhysicalOptimizerRule for Watch {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        let watched = plan.transform_up(|node| {
            let name = node.name();
            let grows = name.ends_with("JoinExec") || matches!(name, "UnnestExec" | "ProjectionExec");
            Ok(match grows {
                true => Transformed::yes(Arc::new(WatchedExec {
                    input: node,
                    until: self.until,
                    batch: self.batch,
                })),
                false => Transformed::no(node),
            })
        });
        watched.data()
    }

    fn name(&self) -> &str {
        "watch"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// Lets batches through until the time is over or one is too large.
#[derive(Debug)]
struct WatchedExec {
    input: Arc<dyn ExecutionPlan>,
    until: Instant,
    batch: usize,
}

impl ExecutionPlan for WatchedExec {
    fn name(&self) -> &str {
        "WatchedExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        self.input.properties()
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
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
            (Some(input), true) => Ok(Arc::new(WatchedExec { input, until: self.until, batch: self.batch })),
            _ => internal_err!("the clock stands over one node"),
        }
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let (until, largest) = (self.until, self.batch);
        let batches = self.input.execute(partition, context)?.map(move |batch| {
            let batch = batch?;
            if Instant::now() >= until {
                return Err(DataFusionError::ResourcesExhausted(OVER.to_owned()));
            }
            let size = batch.get_array_memory_size();
            if size > largest {
                return Err(DataFusionError::ResourcesExhausted(format!("a batch of {size} bytes")));
            }
            Ok(batch)
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(self.schema(), batches)))
    }
}

impl DisplayAs for WatchedExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("WatchedExec")
    }
}
