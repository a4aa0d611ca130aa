use crate::place::{EMAIL, PASSWORD, Place, complaint, places, word};
use serde_json::Value as Json;
use std::process::Command;

fn bare(words: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_guanxi")).args(words).output().unwrap()
}

#[test]
fn every_command_explains_itself() {
    for command in
        ["serve", "init", "demo", "token", "import", "export", "sql", "backup", "restore", "doctor"]
    {
        let output = bare(&[command, "--help"]);
        assert_eq!(output.status.code(), Some(0), "{command}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("--data <DIR>") && text.contains("--database-url <URL>"), "{text}");
    }
    let text = String::from_utf8(bare(&["insight", "run", "--help"]).stdout).unwrap();
    assert!(text.contains("--as-of <YYYY-MM-DD>"), "{text}");
    assert!(String::from_utf8(bare(&["--help"]).stdout).unwrap().contains("Exit status"));
}

#[test]
fn wrong_usage_ends_with_two_and_the_reason() {
    let place = Place::sqlite();
    assert!(place.init(PASSWORD).status.success());
    for words in [
        &[][..],
        &["fly"],
        &["serve"],
        &["init", "--data", "x"],
        &["token", "--data", "x", "--email", "e"],
        &["doctor"],
    ] {
        let output = bare(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(!output.stderr.is_empty(), "{words:?}");
    }
    let (csv, text) = (place.beside("a.csv"), place.beside("a.txt"));
    for (words, reason) in [
        (&["export", "unicorn", "--to", word(&csv)][..], "there is no object 'unicorn'"),
        (&["export", "customer", "--to", word(&text)], "ends neither in .csv nor in .xlsx"),
        (&["export", "customer", "--to", word(&csv), "--filter", "name"], "is not FIELD=VALUE"),
        (&["export", "customer", "--to", word(&csv), "--filter", "wings=2"], "wings"),
        (&["export", "customer", "--to", word(&csv), "--fields", "name,wings"], "no field 'wings'"),
        (&["serve", "--listen", "nowhere"], "'nowhere' is no address"),
        (&["token", "--email", EMAIL, "--name", "n", "--expires", "soon"], "soon"),
        (&["insight", "run", "--as-of", "yesterday"], "yesterday"),
    ] {
        let output = place.run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", complaint(&output));
        assert!(complaint(&output).contains(reason), "{words:?}: {}", complaint(&output));
        assert!(output.stdout.is_empty(), "{words:?}");
    }
    assert!(!csv.exists(), "what is refused writes no file");
}

#[test]
fn the_first_administrator_is_made_once() {
    for place in places() {
        let weak = place.init("1234567890");
        assert_eq!(weak.status.code(), Some(1));
        assert!(complaint(&weak).contains("password"), "{}", complaint(&weak));
        assert_eq!(place.init("").status.code(), Some(2));
        let made = place.init(PASSWORD);
        assert!(made.status.success() && made.stdout.is_empty(), "{}", complaint(&made));
        let again = place.init(PASSWORD);
        assert_eq!(again.status.code(), Some(1));
        assert!(complaint(&again).contains("already"), "{}", complaint(&again));
    }
}

#[test]
fn a_token_is_all_that_is_printed_and_needs_a_user_and_a_role() {
    for place in places() {
        assert!(place.init(PASSWORD).status.success());
        let token = place.answer(&["token", "--email", EMAIL, "--name", "till", "--expires", "2999-12-31"]);
        assert_eq!(token.lines().count(), 1);
        assert!(
            token.trim_end().chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter)),
            "{token}"
        );
        for (words, reason) in [
            (["--email", "nobody@example.com", "--name", "n", "--role", "x"], "nobody@example.com"),
            (["--email", EMAIL, "--name", "n", "--role", "Juggler"], "there is no role 'Juggler'"),
            (["--email", EMAIL, "--name", "n", "--expires", "2001-01-01"], "expires"),
        ] {
            let mut all = vec!["token"];
            all.extend(words);
            let output = place.run(&all);
            assert_eq!(output.status.code(), Some(1), "{words:?}");
            assert!(complaint(&output).contains(reason), "{}", complaint(&output));
            assert!(output.stdout.is_empty());
        }
    }
}

#[test]
fn a_folder_without_records_is_not_made_by_looking_at_it() {
    let place = Place::sqlite();
    let output = place.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains("holds no records"), "{}", complaint(&output));
    assert!(!place.path("guanxi.db").exists());
}

#[test]
fn settings_that_do_not_exist_are_named() {
    let place = Place::sqlite();
    std::fs::create_dir_all(place.path("")).unwrap();
    std::fs::write(place.path("guanxi.toml"), "[server]\nlisten_at = \"x\"\n").unwrap();
    let output = place.init(PASSWORD);
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains("there is no setting server.listen_at"), "{}", complaint(&output));
}

#[test]
fn the_doctor_shows_what_the_program_is_made_of() {
    let show = |words: &[&str]| {
        let output = bare(words);
        assert!(output.status.success(), "{words:?}: {}", complaint(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(show(&["doctor", "behaviours"]).contains("keep an administrator"));
    assert!(show(&["doctor", "ddl"]).contains("CREATE TABLE"));
    assert!(show(&["doctor", "ddl", "--dialect", "postgres"]).to_lowercase().contains("bigint"));
    let catalog: Json = serde_json::from_str(&show(&["doctor", "catalog"])).unwrap();
    assert!(catalog["objects"].as_array().unwrap().len() > 20);
    for place in places() {
        assert!(place.init(PASSWORD).status.success());
        assert!(place.answer(&["doctor"]).contains("nothing is wrong"));
        let openapi: Json = serde_json::from_str(&place.answer(&["doctor", "openapi"])).unwrap();
        assert!(openapi["openapi"].as_str().unwrap().starts_with("3.1"));
    }
}
