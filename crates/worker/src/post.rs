use crate::bell::Bell;
use crate::patience::Patience;
use channels::Mail;
use std::time::Duration;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Looks into the outbox between two looks at what is new for people.
const NEWS_EVERY: u32 = 15;

/// Sends what lies in the outbox, and puts letters there for people with news. A mail server that hangs must not hold up anything else,
/// so it has a thread of its own.
pub(crate) fn run(mail: &Mail, bell: &Bell) {
    let mut patience = Patience::default();
    let mut looks: u32 = 0;
    while !bell.has_rung() {
        let told = match looks % NEWS_EVERY {
            0 => mail.tell_news(&|| !bell.has_rung()).map(drop),
            _ => Ok(()),
        };
        looks = looks.wrapping_add(1);
        match told.and_then(|()| mail.send_due(&|| !bell.has_rung())) {
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
