use anyhow::{Result, bail};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;
use store::{ServerPlace, Standing};
use tokio::sync::watch;

const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Becomes true when another server has the place of this one.
pub type Lost = watch::Receiver<bool>;

/// Looks again and again whether this is still the only server of its database. PostgreSQL gives the place away when the connection that
/// holds it breaks, and two servers would both react, send and count.
pub struct Watch {
    lost: Lost,
    looking: Option<(Sender<()>, JoinHandle<()>)>,
    _place: Option<ServerPlace>,
}

impl Watch {
    pub fn over(place: ServerPlace) -> Result<Watch> {
        let (loss, lost) = watch::channel(false);
        if !place.can_be_lost() {
            return Ok(Watch { lost, looking: None, _place: Some(place) });
        }
        let (end, ended) = channel();
        let thread = Builder::new().name("place".to_owned()).spawn(move || {
            let mut place = place;
            let mut answers = Answers::Yes;
            while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                if look(&mut place, &mut answers) == Standing::Lost {
                    loss.send_replace(true);
                    return;
                }
            }
        })?;
        Ok(Watch { lost, looking: Some((end, thread)), _place: None })
    }

    pub fn lost(&self) -> Lost {
        self.lost.clone()
    }

    /// The end of the program, with the reason when it was this.
    pub fn end(self, served: Result<()>) -> Result<()> {
        let lost = *self.lost.borrow();
        if let Some((end, thread)) = self.looking {
            drop(end);
            if thread.join().is_err() {
                tracing::error!("the thread that watches over the place of this server broke");
            }
        }
        match lost {
            true => bail!(
                "another server has taken this database while the connection to it was broken; this one has stopped"
            ),
            false => served,
        }
    }
}

/// Waits for the loss; forever when there is none.
pub async fn told(mut lost: Lost) {
    if lost.wait_for(|lost| *lost).await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answers {
    Yes,
    No,
}

fn look(place: &mut ServerPlace, answers: &mut Answers) -> Standing {
    match place.check() {
        Ok(standing) => {
            *answers = Answers::Yes;
            match standing {
                Standing::Held => {}
                Standing::TakenAgain => {
                    tracing::warn!(
                        "the connection that held the place of the only server broke; it is held again"
                    );
                }
                Standing::Lost => tracing::error!(
                    "another server has taken this database while the connection to it was broken; this one stops"
                ),
            }
            standing
        }
        Err(error) => {
            if *answers == Answers::Yes {
                tracing::error!(%error, "the database does not answer; whether this is still its only server is looked at again every second");
            }
            *answers = Answers::No;
            Standing::Held
        }
    }
}
