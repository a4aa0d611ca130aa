use parking_lot::Mutex;
use records::{LogEntry, Records};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, Sender, channel};

/// Batches that a slow listener may lag behind.
const WAITING: usize = 256;
const BATCH: usize = 500;
/// Another process may have written; the log is looked at this often even without a wake-up.
const PATIENCE: Duration = Duration::from_millis(700);

/// Passes the change log on to everybody who listens.
pub struct Hub {
    sender: Mutex<Option<Sender<Arc<Vec<LogEntry>>>>>,
    closed: Arc<AtomicBool>,
}

impl Hub {
    pub fn start(records: &Records) -> Hub {
        let (sender, _) = channel(WAITING);
        let closed = Arc::new(AtomicBool::new(false));
        let (relay, records, stop) = (sender.clone(), records.clone(), closed.clone());
        let spawned =
            std::thread::Builder::new().name("live".to_owned()).spawn(move || run(&records, &relay, &stop));
        if let Err(error) = spawned {
            tracing::error!("live changes are off: {error}");
        }
        Hub { sender: Mutex::new(Some(sender)), closed }
    }

    /// Changes from now on; none after `close`.
    pub fn listen(&self) -> Option<Receiver<Arc<Vec<LogEntry>>>> {
        self.sender.lock().as_ref().map(Sender::subscribe)
    }

    /// Ends every stream, so that the program can stop.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.sender.lock().take();
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.close();
    }
}

fn run(records: &Records, relay: &Sender<Arc<Vec<LogEntry>>>, stop: &AtomicBool) {
    let commits = records.on_commit();
    let mut last = match records.last_seq() {
        Ok(seq) => seq,
        Err(error) => {
            tracing::error!("live changes are off: {error}");
            return;
        }
    };
    while !stop.load(Ordering::Acquire) {
        let _ = commits.recv_timeout(PATIENCE);
        while commits.try_recv().is_ok() {}
        match pass_on(records, relay, last) {
            Ok(seq) => last = seq,
            Err(error) => tracing::warn!("live changes wait: {error}"),
        }
    }
}

fn pass_on(
    records: &Records,
    relay: &Sender<Arc<Vec<LogEntry>>>,
    mut last: i64,
) -> Result<i64, records::Error> {
    if relay.receiver_count() == 0 {
        // Whoever comes later wants what happens from then on, and the number is older than he is.
        let newest = records.last_seq()?;
        if records.numbers_in_order() && relay.receiver_count() == 0 {
            return Ok(newest);
        }
    }
    loop {
        let entries = records.changes_after(last, BATCH)?;
        let Some(newest) = entries.last().map(|entry| entry.seq) else { return Ok(last) };
        let full = entries.len() == BATCH;
        last = newest;
        let _ = relay.send(Arc::new(entries));
        if !full {
            return Ok(last);
        }
    }
}
