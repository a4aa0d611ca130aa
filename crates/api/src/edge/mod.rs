//! What every route shares: the server's parts, who asks, bodies in, problems out, counting.

pub mod body;
pub mod caller;
pub mod guarded;
pub mod headers;
pub mod metrics;
pub mod once;
pub mod pace;
pub mod params;
pub mod problem;
pub mod reply;
pub mod server;
pub mod trace;
