use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What many connections saw.
pub struct Seen {
    pub requests: usize,
    pub seconds: f64,
    times: Vec<Duration>,
}

impl Seen {
    pub fn per_second(&self) -> f64 {
        self.requests as f64 / self.seconds
    }

    /// The time within which this part of the requests was answered, in milliseconds.
    pub fn within(&self, part: f64) -> f64 {
        let place = ((self.times.len() as f64 * part) as usize).min(self.times.len() - 1);
        self.times[place].as_secs_f64() * 1e3
    }
}

/// Sends requests over so many connections for a while; `request` writes the one of a number.
pub fn load(
    address: &str,
    connections: usize,
    long: Duration,
    request: impl Fn(u64) -> String + Send + Sync + 'static,
) -> Seen {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let request = Arc::new(request);
    let number = Arc::new(AtomicU64::new(0));
    runtime.block_on(async move {
        let begun = Instant::now();
        let mut tasks = Vec::new();
        for _ in 0..connections {
            let (address, request, number) = (address.to_owned(), request.clone(), number.clone());
            tasks.push(tokio::spawn(async move {
                let mut stream = BufReader::new(TcpStream::connect(address).await.unwrap());
                stream.get_ref().set_nodelay(true).unwrap();
                let (mut times, mut body) = (Vec::new(), Vec::new());
                while begun.elapsed() < long {
                    let text = request(number.fetch_add(1, Ordering::Relaxed));
                    let start = Instant::now();
                    stream.get_mut().write_all(text.as_bytes()).await.unwrap();
                    let status = answer(&mut stream, &mut body).await;
                    assert!(
                        (200..300).contains(&status),
                        "{status} {} for {text}",
                        String::from_utf8_lossy(&body)
                    );
                    times.push(start.elapsed());
                }
                times
            }));
        }
        let mut times = Vec::new();
        for task in tasks {
            times.extend(task.await.unwrap());
        }
        let seconds = begun.elapsed().as_secs_f64();
        times.sort_unstable();
        Seen { requests: times.len(), seconds, times }
    })
}

async fn answer(stream: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> u16 {
    let (mut status, mut length) = (0, 0);
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await.unwrap();
        let text = line.trim_end();
        if text.is_empty() {
            break;
        }
        if status == 0 {
            status = text.split(' ').nth(1).unwrap().parse().unwrap();
        } else if let Some((name, value)) = text.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
    }
    body.resize(length, 0);
    stream.read_exact(body).await.unwrap();
    status
}

pub fn get(path: &str, token: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n")
}

pub fn post(path: &str, token: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
