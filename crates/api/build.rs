//! The client is embedded from `web/dist`; watching a folder that exists rebuilds this crate only when the client changed.

fn main() -> std::io::Result<()> {
    let built = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist");
    std::fs::create_dir_all(built)?;
    println!("cargo:rerun-if-changed={built}");
    Ok(())
}
