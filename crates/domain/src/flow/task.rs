use records::{Ctx, Draft, Record};
use value::Value;

/// A task that is completed knows since when; one that is taken up again forgets it.
pub(super) fn note_when_done(draft: &mut Draft, before: Option<&Record>, ctx: &Ctx) {
    let Some(status) = draft.get("status").and_then(Value::as_text) else { return };
    let was_completed = before.is_some_and(|task| task.text("status") == "completed");
    match (was_completed, status == "completed") {
        (false, true) if draft.get("done_at").is_none_or(Value::is_null) => {
            draft.put("done_at", Value::Moment(ctx.now))
        }
        (true, false) => draft.put("done_at", Value::Null),
        (false | true, true) | (false, false) => {}
    }
}
