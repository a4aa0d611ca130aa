use crate::{bare, company};
use api::{App, Limits};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server in a process of its own, so that its CPU can be told from that of who asks.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    pub fn start(kind: &str, folder: &Path) -> Server {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["server", kind]).arg(folder).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Server { child, address: line.trim().to_owned() }
    }

    /// Seconds of CPU so far; the kernel counts in hundredths.
    pub fn cpu(&self) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        ticks as f64 / 100.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the process of a server does.
pub fn run(kind: &str, folder: &str) {
    let folder = Path::new(folder);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let runtime = || tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!("{}", listener.local_addr().unwrap());
    match kind {
        "bare" => runtime().block_on(bare::serve(listener, &folder.join("guanxi.db"))),
        _ => {
            let opened = company::open(folder);
            let mail = opened.mail("");
            let app = App {
                records: opened.records,
                identity: opened.identity,
                data_dir: folder.to_owned(),
                limits: Limits::default(),
                mail,
                facts: None,
                copies: std::sync::Arc::new(|_, _| Err("the benchmark makes no copies".to_owned())),
            };
            runtime().block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                api::serve(app, listener, std::future::pending()).await.unwrap();
            });
        }
    }
}
