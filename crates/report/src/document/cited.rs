//! Numbers of public lists in a text, and where those who keep a list show what has the number.

use std::ops::Range;

/// A list: what stands before its numbers, and the address of a number.
struct List {
    before: &'static str,
    is_number: fn(&str) -> bool,
    address: fn(&str) -> String,
}

const LISTS: [List; 4] = [
    List {
        before: "CWE-",
        is_number: is_digits,
        address: |n| format!("https://cwe.mitre.org/data/definitions/{n}.html"),
    },
    List {
        before: "CAPEC-",
        is_number: is_digits,
        address: |n| format!("https://capec.mitre.org/data/definitions/{n}.html"),
    },
    List {
        before: "ATT&CK ",
        is_number: is_technique,
        address: |n| {
            format!(
                "https://attack.mitre.org/techniques/{}/",
                n.replace('.', "/")
            )
        },
    },
    List {
        before: "NIST SP 800-53 ",
        is_number: is_control,
        address: |n| {
            format!(
                "https://csrc.nist.gov/projects/cprt/catalog#/cprt/framework/version/SP_800_53_5_1_1/home?element={n}"
            )
        },
    },
];

/// The first citation in a text, and its address.
pub(super) fn first(text: &str) -> Option<(Range<usize>, String)> {
    let found = LISTS.iter().filter_map(|list| {
        let mut starts = text.match_indices(list.before);
        starts.find_map(|(at, before)| {
            let own = text.get(..at)?.chars().next_back();
            let rest = text.get(at + before.len()..)?;
            let ends = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
            let number = rest.split(ends).next()?.trim_end_matches(['.', '-']);
            let stands_alone = !own.is_some_and(|c| c.is_alphanumeric() || c == '-');
            (stands_alone && (list.is_number)(number))
                .then(|| (at..at + before.len() + number.len(), (list.address)(number)))
        })
    });
    found.min_by_key(|(range, _)| range.start)
}

fn is_digits(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// `T1557` or `T1557.002`.
fn is_technique(text: &str) -> bool {
    let Some(number) = text.strip_prefix('T') else {
        return false;
    };
    let (technique, sub) = number.split_once('.').unwrap_or((number, "000"));
    is_digits(technique) && technique.len() == 4 && is_digits(sub) && sub.len() == 3
}

/// `SC-8`.
fn is_control(text: &str) -> bool {
    text.split_once('-').is_some_and(|(family, number)| {
        family.len() == 2 && family.bytes().all(|b| b.is_ascii_uppercase()) && is_digits(number)
    })
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn citations_lead_to_those_who_keep_the_list() {
        let cases = [
            (
                "see CWE-319, CAPEC-157",
                "CWE-319",
                "https://cwe.mitre.org/data/definitions/319.html",
            ),
            (
                "CAPEC-94.",
                "CAPEC-94",
                "https://capec.mitre.org/data/definitions/94.html",
            ),
            (
                "ATT&CK T1557.002;",
                "ATT&CK T1557.002",
                "https://attack.mitre.org/techniques/T1557/002/",
            ),
            (
                "ATT&CK T1040",
                "ATT&CK T1040",
                "https://attack.mitre.org/techniques/T1040/",
            ),
        ];
        for (text, cited, address) in cases {
            let (range, found) = first(text).expect(text);
            assert_eq!((&text[range], found.as_str()), (cited, address));
        }
        let (range, address) = first("NIST SP 800-53 SC-8").unwrap();
        assert_eq!(range, 0..19);
        assert!(address.ends_with("element=SC-8"), "{address}");
        for text in [
            "CWE-",
            "CWE-x",
            "MYCWE-1",
            "CWE-123456",
            "ATT&CK T12",
            "T1040",
            "CWE-1a",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
