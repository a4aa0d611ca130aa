//! A running `guanxi`, stopped when the value is dropped.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

pub struct Server {
    child: Child,
    port: u16,
}

impl Server {
    pub fn start(binary: &Path, words: &[&str], port: u16) -> Result<Server> {
        let mut command = Command::new(binary);
        command.args(words).arg("--listen").arg(format!("127.0.0.1:{port}")).stdin(Stdio::null());
        let child = command.spawn().with_context(|| format!("{} could not be started", binary.display()))?;
        Ok(Server { child, port })
    }

    /// With its log in a file: what it says of every request would bury what the asker says.
    pub fn start_quietly(binary: &Path, words: &[&str], port: u16, log: &Path) -> Result<Server> {
        let file = std::fs::File::create(log).with_context(|| format!("{} cannot be made", log.display()))?;
        let mut command = Command::new(binary);
        command.args(words).arg("--listen").arg(format!("127.0.0.1:{port}")).stdin(Stdio::null());
        command.stdout(file.try_clone()?).stderr(file);
        let child = command.spawn().with_context(|| format!("{} could not be started", binary.display()))?;
        Ok(Server { child, port })
    }

    pub fn wait_until_ready(&mut self, patience: Duration) -> Result<Duration> {
        let start = Instant::now();
        while start.elapsed() < patience {
            if let Some(status) = self.child.try_wait()? {
                bail!("guanxi stopped with {status} before it was ready");
            }
            if is_ready(self.port) {
                return Ok(start.elapsed());
            }
            sleep(Duration::from_millis(2));
        }
        bail!("guanxi was not ready on port {} within {patience:?}", self.port)
    }

    pub fn has_stopped(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = crate::program::answer(Command::new("kill").arg("-TERM").arg(self.child.id().to_string()));
        let start = Instant::now();
        while !self.has_stopped() && start.elapsed() < Duration::from_secs(10) {
            sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream =
            TcpStream::connect_timeout(&([127, 0, 0, 1], port).into(), Duration::from_millis(200))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
        let mut first = [0; 12];
        stream.read_exact(&mut first)?;
        Ok(first.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn asked_of_one_that_says(answer: &'static str) -> bool {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 16];
            stream.read_exact(&mut asked).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let ready = is_ready(port);
        server.join().unwrap();
        ready
    }

    #[test]
    fn ready_is_who_says_so() {
        assert!(asked_of_one_that_says("HTTP/1.1 200 OK\r\n\r\n"));
        assert!(!asked_of_one_that_says("HTTP/1.1 503 Service Unavailable\r\n\r\n"));
        assert!(!asked_of_one_that_says("HTTP"));
    }
}
