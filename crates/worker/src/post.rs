use crate::bell::Bell;
use crate::patience::Patience;
use channels::Mail;
use std::time::Duration;

const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Sends what lies in the outbox. A mail server that hangs must not hold up anything else, so it has a thread of its own.
pub(crate) fn run(mail: &Mail, bell: &Bell) {
    let mut patience = Patience::default();
    while !bell.has_rung() {
        match mail.send_due(&|| !bell.has_rung()) {
            Ok(_) => {
                patience.after_success();
                bell.wait(LOOK_EVERY);
            }
            Err(error) => {
                let wait = patience.after_failure();
                tracing::warn!(%error, "the outbox cannot be read, next look in {wait:?}");
                bell.wait(wait);
            }
        }
    }
}
