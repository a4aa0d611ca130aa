use crate::clock::Clock;
use crate::error::Error;
use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;
use store::Store;
use value::{Id, IdClock};

const SIGN_OF_LIFE: Duration = Duration::from_secs(20 * 60);

/// The number that this process has among those that write into the same database: a part of every id that it makes, so that no two
/// processes make the same one. Given back in the end.
pub(crate) struct Node {
    stop: Option<Sender<()>>,
    keeper: Option<JoinHandle<()>>,
}

struct Claim {
    store: Store,
    clock: Clock,
    ids: Arc<IdClock>,
    owner: String,
    number: i64,
}

impl Node {
    /// Claims a number, and the clock of ids that begins after the newest record.
    pub fn claim(store: &Store, clock: &Clock, floor: Id) -> Result<(Node, Arc<IdClock>), Error> {
        let mut random = [0_u8; 16];
        OsRng.fill_bytes(&mut random);
        let owner = format!("{:032x}", u128::from_le_bytes(random));
        let number = claimed(store, clock, &owner)?;
        let ids = Arc::new(IdClock::starting_after(floor, number));
        let claim = Claim { store: store.clone(), clock: clock.clone(), ids: ids.clone(), owner, number };
        let (stop, stopped) = channel();
        let keeper = std::thread::Builder::new()
            .name("node".to_owned())
            .spawn(move || claim.keep(&stopped))
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok((Node { stop: Some(stop), keeper: Some(keeper) }, ids))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(keeper) = self.keeper.take()
            && keeper.join().is_err()
        {
            tracing::error!("the keeper of the node number panicked");
        }
    }
}

impl Claim {
    fn keep(mut self, stopped: &Receiver<()>) {
        while stopped.recv_timeout(SIGN_OF_LIFE) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = self.show_life() {
                tracing::warn!(%error, node = self.number, "the node number could not be renewed");
            }
        }
        let (number, owner) = (self.number, self.owner);
        let released = self.store.write(move |session| store::release_node(session, number, &owner));
        if let Err(error) = released {
            tracing::debug!(%error, number, "the node number lapses in a day");
        }
    }

    /// A machine that slept for days finds its number taken, and gets another.
    fn show_life(&mut self) -> Result<(), Error> {
        let (number, owner, now) = (self.number, self.owner.clone(), self.clock.now().as_microsecond());
        if !self.store.write(move |session| store::see_node(session, number, &owner, now))? {
            self.number = claimed(&self.store, &self.clock, &self.owner)?;
            self.ids.become_node(self.number);
        }
        Ok(())
    }
}

fn claimed(store: &Store, clock: &Clock, owner: &str) -> Result<i64, Error> {
    let (owner, now) = (owner.to_owned(), clock.now().as_microsecond());
    Ok(store.write(move |session| store::claim_node(session, &owner, now))?)
}
