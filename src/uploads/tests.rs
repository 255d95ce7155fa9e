use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;

use super::{Label, Limits, MediaRange, UploadError, Uploads};
use crate::clock::SettableClock;

struct Desk {
    uploads: Uploads,
    clock: Arc<SettableClock>,
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(limits: Limits) -> Self {
        let clock = SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let uploads = Uploads::open(folder.path().to_owned(), limits, clock.clone()).unwrap();
        Self {
            uploads,
            clock,
            folder,
        }
    }

    fn new() -> Self {
        Self::with(Limits::default())
    }

    fn files(&self) -> usize {
        std::fs::read_dir(self.folder.path()).unwrap().count()
    }

    async fn stage(&self, name: &str, mime: &str, pieces: &[&str]) -> Result<String, UploadError> {
        let pieces: Vec<Result<Bytes, Infallible>> = pieces
            .iter()
            .map(|piece| Ok(Bytes::from((*piece).to_owned())))
            .collect();
        let staged = self
            .uploads
            .stage(label(name, mime), stream::iter(pieces))
            .await?;
        Ok(staged.id)
    }
}

fn label(filename: &str, mime_type: &str) -> Label {
    Label {
        caller: "ana".to_owned(),
        filename: filename.to_owned(),
        mime_type: mime_type.to_owned(),
    }
}

#[tokio::test]
async fn a_file_is_read_as_often_as_wanted_by_its_caller_alone() {
    let desk = Desk::new();
    let id = desk
        .stage("a b.txt", "text/plain", &["hel", "lo"])
        .await
        .unwrap();
    for _ in 0..2 {
        let upload = desk.uploads.load("ana", &id).await.unwrap().unwrap();
        assert_eq!(
            (&*upload.filename, &upload.content[..]),
            ("a b.txt", &b"hello"[..])
        );
    }
    assert!(desk.uploads.load("bob", &id).await.unwrap().is_none());
    for strange in ["", "..", "../../etc/passwd", &id[1..], &"0".repeat(32)] {
        assert!(
            desk.uploads.load("ana", strange).await.unwrap().is_none(),
            "{strange}"
        );
    }
}

#[tokio::test]
async fn a_file_survives_a_restart_and_ends_after_an_hour() {
    let desk = Desk::new();
    let id = desk.stage("a.txt", "text/plain", &["x"]).await.unwrap();
    let folder = desk.folder.path().to_owned();
    let again = Uploads::open(folder, Limits::default(), desk.clock.clone()).unwrap();
    assert!(again.load("ana", &id).await.unwrap().is_some());
    desk.clock.advance(Duration::from_secs(3600));
    assert!(again.load("ana", &id).await.unwrap().is_none());
    desk.stage("b.txt", "text/plain", &["y"]).await.unwrap();
    assert_eq!(
        desk.files(),
        2,
        "the old one is swept, the new one has two entries"
    );
}

#[tokio::test]
async fn what_does_not_arrive_whole_leaves_nothing() {
    let desk = Desk::with(Limits {
        max_size: 4,
        ..Limits::default()
    });
    let too_large = desk.stage("a.txt", "text/plain", &["hel", "lo"]).await;
    assert!(matches!(too_large, Err(UploadError::TooLarge { limit: 4 })));
    let empty = desk.stage("a.txt", "text/plain", &[]).await;
    assert!(matches!(empty, Err(UploadError::Empty)));
    let broken = stream::iter([Ok(Bytes::from("he")), Err(())]);
    let broken = desk
        .uploads
        .stage(label("a.txt", "text/plain"), broken)
        .await;
    assert!(matches!(broken, Err(UploadError::BrokeOff)));
    assert_eq!(desk.files(), 0);
}

#[tokio::test]
async fn what_a_crash_left_is_dropped_at_the_start() {
    let desk = Desk::new();
    let id = desk.stage("a.txt", "text/plain", &["x"]).await.unwrap();
    for fragment in ["0.bin", "1.part"] {
        std::fs::write(desk.folder.path().join(fragment), "x").unwrap();
    }
    let folder = desk.folder.path().to_owned();
    let again = Uploads::open(folder, Limits::default(), desk.clock.clone()).unwrap();
    assert_eq!(desk.files(), 2);
    assert!(again.load("ana", &id).await.unwrap().is_some());
}

#[tokio::test]
async fn there_is_an_end_to_the_room() {
    let desk = Desk::with(Limits {
        max_total: 2,
        ..Limits::default()
    });
    desk.stage("a.txt", "text/plain", &["xy"]).await.unwrap();
    let full = desk.stage("b.txt", "text/plain", &["x"]).await;
    assert!(matches!(full, Err(UploadError::Full)));
    desk.clock.advance(Duration::from_secs(3600));
    desk.stage("b.txt", "text/plain", &["x"]).await.unwrap();
}

#[tokio::test]
async fn names_and_types_are_looked_at_first() {
    let desk = Desk::with(Limits {
        types: vec![
            MediaRange::parse("image/*").unwrap(),
            MediaRange::parse("application/pdf").unwrap(),
        ],
        ..Limits::default()
    });
    for name in ["", " ", ".", "..", "a/b", "a\\b", "a\nb", &"x".repeat(256)] {
        let refused = desk.stage(name, "image/png", &["x"]).await;
        assert!(matches!(refused, Err(UploadError::BadFilename)), "{name:?}");
    }
    for mime in ["", "image", "text/plain", "image/", "/png", "image/png\n"] {
        let refused = desk.stage("a", mime, &["x"]).await;
        assert!(
            matches!(refused, Err(UploadError::BadMediaType { .. })),
            "{mime:?}"
        );
    }
    for mime in ["image/png", "IMAGE/WEBP", "application/pdf; version=1"] {
        desk.stage("a", mime, &["x"]).await.unwrap();
    }
    assert_eq!(MediaRange::parse("*/*"), None);
}
