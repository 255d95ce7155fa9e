//! The small binary form in which cursors keep their contents.

use std::cmp::Reverse;

use crate::model::RowKey;

/// Writes the contents of a cursor.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Writes a number; small ones take one byte.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    pub(super) fn key(&mut self, key: i64) {
        self.0.extend(key.to_be_bytes());
    }

    pub(super) fn row_key(&mut self, key: &RowKey) {
        match key {
            RowKey::Number(number) => {
                self.number(0);
                self.key(*number);
            }
            RowKey::Ascending(Reverse(text)) => {
                self.number(1);
                self.text(text);
            }
            RowKey::Descending(text) => {
                self.number(2);
                self.text(text);
            }
        }
    }

    pub(super) fn digest(&mut self, digest: u64) {
        self.0.extend(digest.to_be_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }
}

/// Reads the contents of a cursor. Everything is `None` that does not read.
#[derive(Debug)]
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether everything has been read.
    pub(super) fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    pub(super) fn key(&mut self) -> Option<i64> {
        self.array().map(i64::from_be_bytes)
    }

    pub(super) fn row_key(&mut self) -> Option<RowKey> {
        Some(match self.number()? {
            0 => RowKey::Number(self.key()?),
            1 => RowKey::Ascending(Reverse(self.text()?.into())),
            2 => RowKey::Descending(self.text()?.into()),
            _ => return None,
        })
    }

    pub(super) fn digest(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let len = self.count()?;
        let (text, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    pub(super) fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.flag()? {
            read(self).map(Some)
        } else {
            Some(None)
        }
    }

    pub(super) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.count()?;
        (0..count).map(|_| read(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Reader, Writer};

    proptest! {
        #[test]
        fn what_is_written_is_read(
            number in any::<u64>(), key in any::<i64>(), text in any::<String>(), flag in any::<Option<bool>>(),
        ) {
            let mut writer = Writer::default();
            writer.number(number);
            writer.key(key);
            writer.digest(number);
            writer.text(&text);
            writer.option(flag, Writer::flag);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.number(), Some(number));
            assert_eq!(reader.key(), Some(key));
            assert_eq!(reader.digest(), Some(number));
            assert_eq!(reader.text(), Some(text.as_str()));
            assert_eq!(reader.option(Reader::flag), Some(flag));
            assert_eq!(reader.end(), Some(()));
        }

        #[test]
        fn any_bytes_read_or_do_not(bytes in any::<Vec<u8>>()) {
            let mut reader = Reader::new(&bytes);
            let _ = reader.list(|reader| Some((reader.text()?.len(), reader.number()?)));
            let _ = Reader::new(&bytes).number();
        }
    }
}
