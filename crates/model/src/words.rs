//! What people search for: words in any order, whatever their case and accents.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Words that are searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        Self(
            searchable(text)
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text holds all of them.
    pub fn are_in(&self, text: &str) -> bool {
        self.is_empty() || self.are_in_searchable(&searchable(text))
    }

    /// The same of a text that [`searchable`] gave.
    pub fn are_in_searchable(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

/// A text as it is searched in: in small letters, without accents.
pub fn searchable(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for small in text.chars().flat_map(char::to_lowercase) {
        decompose_canonical(small, |letter| match letter {
            // Letters that are no letter with an accent.
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'đ' => plain.push('d'),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            letter if is_combining_mark(letter) => {}
            letter => plain.push(letter),
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_case_and_accents() {
        let cases = [
            ("zahlung", "Zahlung über Straße", true),
            ("STRASSE uber", "Zahlung über Straße", true),
            ("über", "Uber", true),
            ("conexion", "Conexión", true),
            ("cafe\u{301}", "CAFÉ", true),
            ("izmir", "İzmir", true),
            ("lodz", "Łódź", true),
            ("smorrebrod", "Smørrebrød", true),
            ("дом", "Дом", true),
            ("", "anything", true),
            ("x", "", false),
            ("shop cart", "Shop", false),
        ];
        for (words, text, found) in cases {
            assert_eq!(Words::new(words).are_in(text), found, "{words} in {text}");
        }
    }
}
