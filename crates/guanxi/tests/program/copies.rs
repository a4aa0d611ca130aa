use crate::place::{Place, complaint, places, word};
use std::fs;

fn pack(place: &Place) -> std::path::PathBuf {
    let file = place.beside("copy.guanxi");
    let output = place.run(&["backup", "--to", word(&file)]);
    assert!(output.status.success(), "{}", complaint(&output));
    assert!(output.stdout.is_empty());
    file
}

#[test]
fn a_copy_brings_everything_back() {
    for place in places() {
        let token = place.token();
        fs::create_dir_all(place.path("files/ab")).unwrap();
        fs::write(place.path("files/ab/picture"), b"not really").unwrap();
        fs::write(place.path("guanxi.toml"), "[server]\nlog_level = \"warn\"\n").unwrap();
        let server = place.serve();
        let id = server.new_customer("before the copy", &token);
        let file = pack(&place);
        server.new_customer("after the copy", &token);

        let served = place.run(&["restore", word(&file)]);
        assert_eq!(served.status.code(), Some(1));
        assert!(complaint(&served).contains("already has"), "{}", complaint(&served));
        drop(server);
        let full = place.run(&["restore", word(&file)]);
        assert_eq!(full.status.code(), Some(1), "records are never written over");

        let other = place.another();
        let restored = other.run(&["restore", word(&file)]);
        assert!(restored.status.success(), "{}", complaint(&restored));
        for name in ["files/ab/picture", "guanxi.toml", "secret.key"] {
            assert_eq!(fs::read(other.path(name)).unwrap(), fs::read(place.path(name)).unwrap(), "{name}");
        }
        let left: Vec<_> =
            fs::read_dir(other.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("restore-")), "{left:?}");
        let server = other.serve();
        let (status, found) = server.get(&format!("/api/v1/customers/{id}"), &token);
        assert_eq!((status, found["name"].as_str()), (200, Some("before the copy")));
        assert_eq!(server.get("/api/v1/customers?count=true", &token).1["total"], 1);
    }
}

#[test]
fn a_copy_is_never_written_over() {
    let place = Place::sqlite();
    place.token();
    let file = pack(&place);
    let before = fs::read(&file).unwrap();
    let again = place.run(&["backup", "--to", word(&file)]);
    assert_eq!(again.status.code(), Some(1));
    assert!(complaint(&again).contains("exists already"), "{}", complaint(&again));
    assert_eq!(fs::read(&file).unwrap(), before);
    let beside: Vec<_> =
        fs::read_dir(place.beside("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 2, "no leftovers: {beside:?}");
}

#[test]
fn a_damaged_copy_is_refused_and_leaves_the_folder_empty() {
    let place = Place::sqlite();
    place.token();
    let file = pack(&place);
    let whole = fs::read(&file).unwrap();
    for (what, damaged) in [
        ("cut short", whole[..whole.len() / 2].to_vec()),
        ("one byte changed", {
            let mut bytes = whole.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x55;
            bytes
        }),
        ("no archive", b"once upon a time".to_vec()),
    ] {
        let wrong = place.beside("wrong");
        fs::write(&wrong, damaged).unwrap();
        let other = Place::sqlite();
        let output = other.run(&["restore", word(&wrong)]);
        assert_eq!(output.status.code(), Some(1), "{what}");
        assert!(complaint(&output).contains("copy"), "{what}: {}", complaint(&output));
        assert!(!other.path("guanxi.db").exists(), "{what}");
    }
}
