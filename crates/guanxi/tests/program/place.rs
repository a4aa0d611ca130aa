use crate::http;
use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};
use store::Location;

pub const EMAIL: &str = "wang@example.com";
pub const PASSWORD: &str = "correct horse battery";

/// A folder for a company, and perhaps a PostgreSQL database of its own.
pub struct Place {
    folder: tempfile::TempDir,
    database_url: Option<String>,
}

/// On SQLite always, on PostgreSQL when the tests have a cluster.
pub fn places() -> Vec<Place> {
    let cluster = std::env::var("GUANXI_TEST_POSTGRES").ok();
    let mut places = vec![Place::sqlite()];
    places.extend(
        cluster.map(|url| Place { folder: new_folder(), database_url: Some(testkit::fresh_database(&url)) }),
    );
    places
}

fn new_folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

impl Place {
    pub fn sqlite() -> Place {
        Place { folder: new_folder(), database_url: None }
    }

    /// A new folder and database of the same kind.
    pub fn another(&self) -> Place {
        match &self.database_url {
            None => Place::sqlite(),
            Some(url) => Place { folder: new_folder(), database_url: Some(testkit::fresh_database(url)) },
        }
    }

    /// Another folder for the same PostgreSQL database; None where the folder is the database.
    pub fn beside_the_database(&self) -> Option<Place> {
        let database_url = self.database_url.clone()?;
        Some(Place { folder: new_folder(), database_url: Some(database_url) })
    }

    /// Somebody else with the PostgreSQL database; None where the folder is the database.
    pub fn outsider(&self) -> Option<testkit::Outsider> {
        self.database_url.as_deref().map(testkit::Outsider::at)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("company").join(name)
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guanxi"));
        command.args(words).arg("--data").arg(self.path(""));
        if let Some(url) = &self.database_url {
            command.args(["--database-url", url]);
        }
        command.env("GUANXI_SECURITY_REQUESTS_PER_SECOND", "1000000").stdin(Stdio::null());
        command
    }

    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Standard output of a command that must work.
    pub fn answer(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn init(&self, password: &str) -> Output {
        let mut command = self.command(&["init", "--email", EMAIL, "--password-stdin"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that refuses before it reads has closed its end.
        let _ = writeln!(child.stdin.take().unwrap(), "{password}");
        child.wait_with_output().unwrap()
    }

    pub fn token(&self) -> String {
        assert!(self.init(PASSWORD).status.success());
        self.answer(&["token", "--email", EMAIL, "--name", "test"]).trim_end().to_owned()
    }

    pub fn serve(&self) -> Server {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        Server::start(&mut command)
    }

    /// A server that is killed unless it serves by then.
    pub fn serve_within(&self, patience: Duration) -> Option<Server> {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, said) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let lines = stdout.lines().map_while(Result::ok);
            lines.for_each(|line| drop(sender.send(line)));
        });
        match said.recv_timeout(patience) {
            Ok(first) => Some(Server { child, address: address_in(&first) }),
            Err(RecvTimeoutError::Timeout) => {
                child.kill().unwrap();
                child.wait().unwrap();
                None
            }
            Err(RecvTimeoutError::Disconnected) => panic!("the server ended: {:?}", child.wait()),
        }
    }

    /// Runs statements past the program, while it does not run.
    pub fn run_sql(&self, sql: &str) {
        let location = match &self.database_url {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::Sqlite(self.path("guanxi.db")),
        };
        testkit::run_sql(&location, sql);
    }
}

fn address_in(greeting: &str) -> String {
    greeting.split("http://").nth(1).unwrap().trim_end_matches('/').to_owned()
}

/// A running server, killed when the test ends.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    pub fn start(command: &mut Command) -> Server {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().and_then(Result::ok).unwrap_or_else(|| {
            let mut complaint = String::new();
            child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
            panic!("the server did not start: {complaint}")
        });
        let mut stderr = child.stderr.take().unwrap();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                println!("{line}");
            }
        });
        std::thread::spawn(move || {
            let mut said = String::new();
            let _ = stderr.read_to_string(&mut said);
            eprint!("{said}");
        });
        Server { child, address: address_in(&first) }
    }

    pub fn ask(&self, method: &str, path: &str, token: &str, body: &Json) -> (u16, Json) {
        http::send(&self.address, method, path, token, body).unwrap()
    }

    pub fn get(&self, path: &str, token: &str) -> (u16, Json) {
        self.ask("GET", path, token, &Json::Null)
    }

    pub fn new_customer(&self, name: &str, token: &str) -> String {
        let (status, made) = self.ask("POST", "/api/v1/customers", token, &json!({ "name": name }));
        assert_eq!(status, 201, "{made}");
        made["id"].as_str().unwrap().to_owned()
    }

    /// As if the power had gone.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The exit status of a server that ends by itself.
    pub fn ended(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// As the machine stops it; answers the exit status and the time that it took.
    pub fn terminate(&mut self) -> (Option<i32>, Duration) {
        let start = Instant::now();
        assert!(
            Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap().success()
        );
        (self.child.wait().unwrap().code(), start.elapsed())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}
