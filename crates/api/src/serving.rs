use crate::edge::server::{Reads, Server};
use crate::facts::Facts;
use crate::routes;
use axum::Router;
use channels::Mail;
use identity::Identity;
use records::Records;
use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;

/// What the boot hands in.
pub struct App {
    pub records: Records,
    pub identity: Identity,
    pub mail: Mail,
    /// Folder of the records; uploads lie below it.
    pub data_dir: PathBuf,
    pub limits: Limits,
    /// Writes a copy of everything into a file that is not there yet.
    pub copies: MakeCopy,
    /// Answers SQL; none where the program was built without it.
    pub facts: Option<Facts>,
}

/// Makes a copy of everything that the records and their folder hold.
pub type MakeCopy = Arc<dyn Fn(&Records, &Path) -> Result<(), String> + Send + Sync>;

/// How much the edge takes on.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest upload in bytes.
    pub largest_upload: u64,
    /// How short reads run: inline for SQLite, blocking for PostgreSQL.
    pub reads: Reads,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { largest_upload: 512 * 1024 * 1024, reads: Reads::Inline }
    }
}

/// Every address of the program, for tests that need no network.
pub fn router(app: App) -> Router {
    routes::router(Server::new(app))
}

/// Answers requests until the shutdown comes.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let server = Server::new(app);
    let resuming = server.clone();
    // The database may only be asked on threads that may wait.
    if let Err(error) = tokio::task::spawn_blocking(move || resume(&resuming)).await {
        tracing::warn!("what was left behind could not be taken up: {error}");
    }
    let closing = server.clone();
    let stopped = async move {
        shutdown.await;
        closing.hub().close();
        closing.presence().close();
        closing.jobs().close();
    };
    let service = routes::router(server).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped).await
}

fn resume(server: &Server) {
    if let Err(error) = server.jobs().resume(server.records()) {
        tracing::warn!("bulk jobs that were left behind could not be taken up: {error}");
    }
    if let Err(error) = server.desk().resume(server.records()) {
        tracing::warn!("imports that were left behind could not be taken up: {error}");
    }
}
