//! Details of an interaction by what they tell: the channel it runs in, who is let through, how
//! the ends prove who they are, what is carried. Rules read the same things in properties.

/// The property in which a flow keeps its details as they were written.
pub const DETAILS: &str = "trustline.details";

/// What a detail tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tells {
    /// How data is protected on its way.
    Channel,
    /// Who is let through.
    AccessControl,
    /// How the ends prove who they are.
    Authentication,
    /// What is carried.
    Payload,
}

/// A detail understood: what it tells, and the property with the value that says so to rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What it tells.
    pub tells: Tells,
    /// Name and value of properties; none where only its kind is known.
    pub settings: Vec<(&'static str, &'static str)>,
}

const YES: &str = "Yes";

/// Words of payloads, with the property of flows that carry them.
const PAYLOADS: [(&str, &str); 8] = [
    ("credential", "carriesCredentials"),
    ("password", "carriesCredentials"),
    ("secret", "carriesCredentials"),
    ("token", "carriesTokens"),
    ("cookie", "carriesTokens"),
    ("request", "carriesRequests"),
    ("response", "carriesRequests"),
    ("backup", "carriesBackups"),
];

const CHANNELS: [(&str, &str); 8] = [
    ("https", "HTTPS"),
    ("ipsec", "IPsec Tunnel"),
    ("vpn", "VPN Tunnel"),
    ("ssh", "SSH"),
    ("sftp", "SSH"),
    ("tls", "Other TLS"),
    ("ftps", "Other TLS"),
    ("carried by hand", "Carried By Hand"),
];

const CONTROLS: [(&str, &str); 7] = [
    ("allow list", "IP Allow List"),
    ("allowlist", "IP Allow List"),
    ("ip filter", "IP Allow List"),
    ("firewall rule", "Firewall Rule"),
    ("device certificate", "Device Certificate"),
    ("conditional access", "Conditional Access"),
    ("access control", ""),
];

/// Ways of authentication, the more special ones first.
const PROOFS: [(&str, &str); 17] = [
    ("entra", "Cloud Directory"),
    ("azure ad", "Cloud Directory"),
    ("aad", "Cloud Directory"),
    ("cloud directory", "Cloud Directory"),
    ("active directory", "Directory"),
    ("kerberos", "Directory"),
    ("ldap", "Directory"),
    ("directory", "Directory"),
    ("saas", "SaaS"),
    ("github", "Source Hosting"),
    ("gitlab", "Source Hosting"),
    ("source hosting", "Source Hosting"),
    ("local", "Local Accounts"),
    ("certificate", "Key Or Certificate"),
    ("key", "Key Or Certificate"),
    ("service", "Service"),
    ("ad", "Directory"),
];

/// Whether a text holds a word, or one that begins with it; short ones as they are.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        let ends = word.len() > 3 || !after.is_some_and(char::is_alphanumeric);
        ends && !before.is_some_and(char::is_alphanumeric)
    })
}

/// What a detail means. `None` where its words say nothing that is known.
pub fn meaning(detail: &str) -> Option<Meaning> {
    let text = detail.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let find = |list: &[(&str, &'static str)]| {
        list.iter()
            .find(|(w, _)| has_word(&text, w))
            .map(|(_, value)| *value)
    };
    let one = |tells, name, value: Option<&'static str>| {
        let value = value.filter(|v| !v.is_empty());
        Some(Meaning {
            tells,
            settings: value.map(|v| (name, v)).into_iter().collect(),
        })
    };
    let authenticates = ["authentication", "2fa", "mfa", "kerberos"]
        .iter()
        .any(|w| words.contains(w));
    let carried: Vec<_> = PAYLOADS
        .iter()
        .filter(|(w, _)| has_word(&text, w))
        .collect();
    if let Some(value) = find(&CONTROLS) {
        return one(Tells::AccessControl, "accessControl", Some(value));
    }
    if !carried.is_empty() {
        let mut settings: Vec<_> = carried.iter().map(|(_, name)| (*name, YES)).collect();
        settings.dedup();
        // `HTTPS requests` tell both.
        let channel = find(&CHANNELS);
        settings.extend(channel.map(|c| ("channel", c)));
        let tells = match channel {
            Some(_) => Tells::Channel,
            None => Tells::Payload,
        };
        return Some(Meaning { tells, settings });
    }
    if authenticates || text.contains("sign-in") || text.contains("single sign") {
        return one(Tells::Authentication, "authentication", find(&PROOFS));
    }
    if let Some(value) = find(&CHANNELS) {
        return one(Tells::Channel, "channel", Some(value));
    }
    words.contains(&"tunnel").then(|| Meaning {
        tells: Tells::Channel,
        settings: Vec::new(),
    })
}

/// Whether details name something of a kind.
pub fn tell(details: &[String], tells: Tells) -> bool {
    details
        .iter()
        .any(|d| meaning(d).is_some_and(|m| m.tells == tells))
}

/// Whether details name credentials or the tokens that stand for them.
pub fn carry_credentials(details: &[String]) -> bool {
    let names = ["carriesCredentials", "carriesTokens"];
    let carries = |d: &String| {
        meaning(d).is_some_and(|m| m.settings.iter().any(|(name, _)| names.contains(name)))
    };
    details.iter().any(carries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_and_what_they_mean() {
        let cases = [
            ("HTTPS", Tells::Channel, "channel=HTTPS"),
            (
                "Partner IPSec tunnel",
                Tells::Channel,
                "channel=IPsec Tunnel",
            ),
            ("Encrypted tunnel", Tells::Channel, ""),
            (
                "IP allowlist",
                Tells::AccessControl,
                "accessControl=IP Allow List",
            ),
            (
                "IP allow list",
                Tells::AccessControl,
                "accessControl=IP Allow List",
            ),
            (
                "AD authentication",
                Tells::Authentication,
                "authentication=Directory",
            ),
            (
                "AAD authentication",
                Tells::Authentication,
                "authentication=Cloud Directory",
            ),
            ("2FA", Tells::Authentication, ""),
            ("Central authentication", Tells::Authentication, ""),
            ("Upload authentication", Tells::Authentication, ""),
            (
                "HTTPS requests",
                Tells::Channel,
                "carriesRequests=Yes channel=HTTPS",
            ),
            (
                "Authentication tokens and credentials",
                Tells::Payload,
                "carriesCredentials=Yes carriesTokens=Yes",
            ),
            (
                "Requests and responses",
                Tells::Payload,
                "carriesRequests=Yes",
            ),
        ];
        for (detail, tells, settings) in cases {
            let found = meaning(detail).unwrap();
            let said: Vec<String> = found
                .settings
                .iter()
                .map(|(n, v)| format!("{n}={v}"))
                .collect();
            assert_eq!(
                (found.tells, said.join(" ").as_str()),
                (tells, settings),
                "{detail}"
            );
        }
        assert_eq!(meaning("on Sundays"), None);
    }
}
