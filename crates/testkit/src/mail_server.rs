use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);
/// Everybody at this domain has a box; nobody else has.
const DOMAIN: &str = "qingshan.cn";

/// A real mail server (OpenSMTPD) on loopback, with a configuration, a queue and boxes of its own. Ends when it is dropped.
pub struct MailServer {
    /// Takes mail in the open, from anybody.
    pub port: u16,
    child: Child,
    folder: tempfile::TempDir,
}

impl MailServer {
    /// Starts one; where that is not possible it says how many checks are left out.
    ///
    /// # Panics
    /// When the server is there and does not start: a test without its server must fail.
    pub fn start(checks: usize) -> Option<MailServer> {
        if let Some(missing) = what_is_missing() {
            println!("left out {checks} checks with a real mail server: {missing}");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder for the mail server");
        let port = free_port();
        write_files(folder.path(), port);
        let child = spawn(folder.path());
        let mut server = MailServer { port, child, folder };
        server.wait_until_it_answers();
        Some(server)
    }

    /// The mail that has arrived, decoded as far as a test needs it, once there are so many.
    ///
    /// # Panics
    /// When they do not come.
    pub fn mails(&self, count: usize) -> Vec<String> {
        let end = Instant::now() + PATIENCE;
        loop {
            let mails = self.read_box();
            if mails.len() >= count {
                return mails;
            }
            assert!(Instant::now() < end, "{} of {count} mails arrived\n{}", mails.len(), self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Stops it, as a machine that is switched off.
    pub fn stop(&mut self) {
        // It may be gone already, and gone is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Starts it again on the same ports and with the same boxes.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_again(&mut self) {
        self.child = spawn(self.folder.path());
        self.wait_until_it_answers();
    }

    fn read_box(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join("box/new")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        // Names of the same second say nothing about which came first.
        paths.sort_by_key(|path| (path.metadata().and_then(|about| about.modified()).ok(), path.clone()));
        paths
            .iter()
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .map(|text| unfolded(&text))
            .collect()
    }

    fn wait_until_it_answers(&mut self) {
        let end = Instant::now() + PATIENCE;
        while !greets(self.port) {
            let ended = self.child.try_wait().expect("the server can be asked about");
            assert!(
                ended.is_none() && Instant::now() < end,
                "the mail server does not answer\n{}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What it says of itself.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn what_is_missing() -> Option<String> {
    if !Path::new("/usr/sbin/smtpd").is_file() {
        return Some("OpenSMTPD is not installed (Debian: opensmtpd)".to_owned());
    }
    // Its queue and its socket have fixed places; a mount namespace gives it others, and only root may make one.
    let apart = Command::new("unshare").args(["--mount", "true"]).stderr(Stdio::null()).status();
    match apart {
        Ok(status) if status.success() => None,
        Ok(_) | Err(_) => Some("only root may give OpenSMTPD a queue of its own".to_owned()),
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a port").port()
}

fn write_files(folder: &Path, port: u16) {
    use std::os::unix::fs::PermissionsExt;
    for name in ["spool", "run", "box"] {
        std::fs::create_dir(folder.join(name)).expect("a folder of the mail server");
    }
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder, open).expect("the boxes can be reached");
    run(Command::new("chown").arg("nobody").arg(folder.join("box")));
    let place = folder.display();
    let configuration = format!(
        "listen on 127.0.0.1 port {port} hostname localhost\n\
         action \"keep\" maildir \"{place}/box\" virtual {{ \"@{DOMAIN}\" = nobody }}\n\
         match from any for domain \"{DOMAIN}\" action \"keep\"\n"
    );
    std::fs::write(folder.join("smtpd.conf"), configuration).expect("a configuration");
}

fn spawn(folder: &Path) -> Child {
    let log = std::fs::File::create(folder.join("log")).expect("a log");
    let place = folder.display();
    let script = format!(
        "mount --make-rprivate / && mount --bind {place}/spool /var/spool && mount --bind {place}/run /run && \
         exec smtpd -d -v -f {place}/smtpd.conf"
    );
    Command::new("unshare")
        .args(["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", &script])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("the mail server starts")
}

fn greets(port: u16) -> bool {
    let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let mut line = String::new();
    let timed = stream.set_read_timeout(Some(Duration::from_secs(2)));
    timed.is_ok() && BufReader::new(stream).read_line(&mut line).is_ok() && line.starts_with("220")
}

/// Soft line breaks of quoted-printable are taken out, so that a link stands in one piece.
fn unfolded(text: &str) -> String {
    text.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=")
}

fn run(command: &mut Command) {
    let output = command.output().expect("a program starts");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}
