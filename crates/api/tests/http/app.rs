use api::{App, Limits, Reads};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use channels::Mail;
use identity::{Identity, SecretKey};
use records::{Behaviours, Draft};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::Arc;
use testkit::{TestCompany, companies};
use tower::ServiceExt;
use value::{Id, Value};

pub const PASSWORD: &str = "seven red lanterns";

/// A company behind its HTTP edge, with an administrator.
pub struct TestApp {
    pub company: TestCompany,
    pub identity: Identity,
    pub mail: Mail,
    pub router: Router,
    pub admin: Browser,
    pub folder: tempfile::TempDir,
    reads: Reads,
}

/// Somebody at a browser.
#[derive(Clone, Default)]
pub struct Browser {
    pub cookie: String,
    pub csrf: String,
}

pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answered {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Answered {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        self
    }
}

/// Runs a test on every database.
pub fn for_each(test: impl AsyncFn(&TestApp)) {
    for company in companies(&Behaviours::default()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let app = runtime.block_on(TestApp::start(company));
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(test(&app))));
        let database = app.company.database();
        drop(app);
        if let Err(failure) = outcome {
            eprintln!("on {database}");
            std::panic::resume_unwind(failure);
        }
        runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    }
}

/// Work past the edge: the database blocks, and the runtime must know.
pub fn directly<T>(work: impl FnOnce() -> T) -> T {
    tokio::task::block_in_place(work)
}

fn program(company: &TestCompany, identity: &Identity, mail: &Mail, folder: &Path, reads: Reads) -> App {
    App {
        records: company.records.clone(),
        identity: identity.clone(),
        data_dir: folder.to_owned(),
        limits: Limits { largest_upload: 100_000, reads },
        mail: mail.clone(),
        facts: None,
        copies: Arc::new(|records, path| {
            std::fs::write(path, records.company().name.as_bytes()).map_err(|error| error.to_string())
        }),
    }
}

impl TestApp {
    async fn start(company: TestCompany) -> TestApp {
        let folder = tempfile::tempdir().unwrap();
        let identity = directly(|| Identity::open(company.records.clone(), SecretKey::new([7; 32])).unwrap());
        let reads = if company.database() == "SQLite" { Reads::Inline } else { Reads::Blocking };
        let mail = Mail::open(company.records.clone(), SecretKey::new([7; 32]), "https://crm.qingshan.cn/");
        let router = api::router(program(&company, &identity, &mail, folder.path(), reads));
        let mut app = TestApp { company, identity, mail, router, admin: Browser::default(), folder, reads };
        let setup = json!({ "company": "青山贸易", "name": "Li Wei", "email": "li@qingshan.cn", "password": PASSWORD,
            "language": "en", "currency": "CNY" });
        let answered = app.nobody("POST", "/api/v1/setup", Some(&setup)).await.expect(201);
        app.admin = Browser::of(&answered);
        app
    }

    /// What a program does that starts anew: it takes up what it finds, and then nobody asks it anything.
    pub async fn start_again(&self) {
        let app = program(&self.company, &self.identity, &self.mail, self.folder.path(), self.reads);
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        api::serve(app, listener, async {}).await.unwrap();
    }

    /// A colleague with one of the seeded roles.
    pub async fn colleague(&self, email: &str, role: &str) -> (Id, Browser) {
        let user = directly(|| {
            let door = self.company.records.as_system("make a colleague");
            let query = records::Query::of("role").filter(formula::Condition::eq("name", Value::text(role)));
            let role = door.find(&query).unwrap().records[0].id();
            let draft = Draft::new("user")
                .set("name", Value::text(email))
                .set("email", Value::text(email))
                .set("language", Value::text("en"))
                .set("roles", Value::List(vec![Value::Id(role)]));
            let user = door.create(draft).unwrap().id();
            self.identity.set_password(user, PASSWORD).unwrap();
            user
        });
        (user, self.sign_in(email).await)
    }

    pub async fn sign_in(&self, email: &str) -> Browser {
        let body = json!({ "email": email, "password": PASSWORD });
        Browser::of(&self.nobody("POST", "/api/v1/session", Some(&body)).await.expect(200))
    }

    pub async fn nobody(&self, method: &str, path: &str, body: Option<&Json>) -> Answered {
        self.send(request(method, path, &[], body)).await
    }

    pub async fn admin(&self, method: &str, path: &str, body: Option<&Json>) -> Answered {
        self.by(&self.admin, method, path, body).await
    }

    pub async fn by(&self, browser: &Browser, method: &str, path: &str, body: Option<&Json>) -> Answered {
        self.send(request(method, path, &browser.headers(), body)).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answered { status: parts.status, headers: parts.headers, body }
    }
}

impl Browser {
    pub fn of(answered: &Answered) -> Browser {
        let cookie = answered.headers["set-cookie"].to_str().unwrap();
        Browser {
            cookie: cookie.split(';').next().unwrap().to_owned(),
            csrf: answered.json()["csrf"].as_str().unwrap().to_owned(),
        }
    }

    pub fn headers(&self) -> Vec<(&str, &str)> {
        vec![("cookie", &self.cookie), ("x-csrf-token", &self.csrf)]
    }
}

pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Json>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    match body {
        None => request.body(Body::empty()).unwrap(),
        Some(body) => {
            request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap()
        }
    }
}
