//! Details of an interaction by what they tell: the channel it runs in, who is let through, how
//! the ends prove who they are, what is carried. Rules read the same things in properties.

/// The property in which a flow keeps its details as they were written.
pub const DETAILS: &str = "trustline.details";

/// What a detail tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tells {
    /// How data is protected on its way.
    Channel,
    /// The protocol that the ends speak.
    Protocol,
    /// Who is let through.
    AccessControl,
    /// How the ends prove who they are.
    Authentication,
    /// What is carried.
    Payload,
}

/// A part of a detail understood: what it tells, and the property with the value that says so to
/// rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What it tells.
    pub tells: Tells,
    /// It says that this is not there, or not yet.
    pub is_absent: bool,
    /// Name and value of properties; none where only its kind is known.
    pub settings: Vec<(&'static str, &'static str)>,
}

const YES: &str = "Yes";
const NO: &str = "No";
const NONE: &str = "None";

/// Words of payloads, with the property of flows that carry them.
const PAYLOADS: &[(&str, &str)] = &[
    ("credential", "carriesCredentials"),
    ("password", "carriesCredentials"),
    ("secret", "carriesCredentials"),
    ("token", "carriesTokens"),
    ("cookie", "carriesTokens"),
    ("request", "carriesRequests"),
    ("response", "carriesRequests"),
    ("backup", "carriesBackups"),
];

const CHANNELS: &[(&str, &str)] = &[
    ("https", "HTTPS"),
    ("ipsec", "IPsec Tunnel"),
    ("ikev2", "IPsec Tunnel"),
    ("ikev1", "IPsec Tunnel"),
    ("ike", "IPsec Tunnel"),
    ("l2tp", "IPsec Tunnel"),
    ("vpn", "VPN Tunnel"),
    ("openvpn", "VPN Tunnel"),
    ("wireguard", "VPN Tunnel"),
    ("ssh", "SSH"),
    ("sftp", "SSH"),
    ("scp", "SSH"),
    ("tls", "Other TLS"),
    ("mtls", "Other TLS"),
    ("dtls", "Other TLS"),
    ("starttls", "Other TLS"),
    ("ssl", "Other TLS"),
    ("ftps", "Other TLS"),
    ("ldaps", "Other TLS"),
    ("smtps", "Other TLS"),
    ("imaps", "Other TLS"),
    ("quic", "Other TLS"),
    ("smb encryption", "Encrypted By The Protocol"),
    ("smb 3 encryption", "Encrypted By The Protocol"),
    ("carried by hand", "Carried By Hand"),
];

/// Words that say that nothing protects the data.
const OPEN: &[&str] = &[
    "unencrypted",
    "plaintext",
    "plain text",
    "cleartext",
    "clear text",
    "unverschlüsselt",
    "klartext",
];

/// Protocols that protect nothing by themselves.
const PLAIN: &[&str] = &["http", "ftp", "telnet", "tftp", "rsh", "rlogin"];

const PROTOCOLS: &[(&str, &str)] = &[
    ("https", "HTTPS"),
    ("http", "HTTP"),
    ("smb", "SMB"),
    ("cifs", "SMB"),
    ("ldap", "LDAP And Kerberos"),
    ("ldaps", "LDAP And Kerberos"),
    ("kerberos", "LDAP And Kerberos"),
    ("rdp", "RDP"),
    ("remote desktop", "RDP"),
    ("ssh", "SSH"),
    ("sftp", "SSH"),
    ("scp", "SSH"),
    ("winrm", "Remote Management"),
    ("wmi", "Remote Management"),
    ("snmp", "Remote Management"),
    ("ipmi", "Remote Management"),
    ("remote management", "Remote Management"),
    ("sql", "SQL"),
    ("mysql", "SQL"),
    ("tds", "SQL"),
    ("postgresql", "SQL"),
    ("postgres", "SQL"),
    ("odbc", "SQL"),
    ("jdbc", "SQL"),
    ("syslog", "Syslog"),
    ("dns", "DNS"),
    ("dhcp", "DHCP"),
    ("ntp", "NTP"),
    ("smtp", "Mail"),
    ("smtps", "Mail"),
    ("imap", "Mail"),
    ("imaps", "Mail"),
    ("pop3", "Mail"),
    ("ftp", "Other"),
    ("ftps", "Other"),
    ("tftp", "Other"),
    ("telnet", "Other"),
    ("nfs", "Other"),
    ("iscsi", "Other"),
    ("modbus", "Other"),
    ("mqtt", "Other"),
    ("sip", "Other"),
];

/// Well-known ports, as IANA lists them.
const PORTS: &[(&str, &str)] = &[
    ("22", "SSH"),
    ("25", "Mail"),
    ("53", "DNS"),
    ("67", "DHCP"),
    ("80", "HTTP"),
    ("88", "LDAP And Kerberos"),
    ("123", "NTP"),
    ("143", "Mail"),
    ("161", "Remote Management"),
    ("389", "LDAP And Kerberos"),
    ("443", "HTTPS"),
    ("445", "SMB"),
    ("465", "Mail"),
    ("514", "Syslog"),
    ("587", "Mail"),
    ("636", "LDAP And Kerberos"),
    ("993", "Mail"),
    ("1433", "SQL"),
    ("3306", "SQL"),
    ("3389", "RDP"),
    ("5432", "SQL"),
    ("5985", "Remote Management"),
    ("5986", "Remote Management"),
];

const CONTROLS: &[(&str, &str)] = &[
    ("allow list", "IP Allow List"),
    ("allowlist", "IP Allow List"),
    ("whitelist", "IP Allow List"),
    ("ip filter", "IP Allow List"),
    ("firewall rule", "Firewall Rule"),
    ("device certificate", "Device Certificate"),
    ("conditional access", "Conditional Access"),
    ("access control", ""),
];

/// Ways of authentication, the more special ones first.
const PROOFS: &[(&str, &str)] = &[
    ("entra", "Cloud Directory"),
    ("azure ad", "Cloud Directory"),
    ("aad", "Cloud Directory"),
    ("cloud directory", "Cloud Directory"),
    ("active directory", "Directory"),
    ("kerberos", "Directory"),
    ("ntlm", "Directory"),
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

/// Words that say that somebody has to prove who he is.
const PROVING: &[&str] = &[
    "authentication",
    "authenticated",
    "authenticates",
    "2fa",
    "mfa",
    "kerberos",
    "ntlm",
    "sign-in",
    "single sign",
    "sso",
    "multi-factor",
    "multifactor",
    "two-factor",
    "mtls",
    "mutual tls",
    "client certificate",
];

/// Words that say that nobody has to.
const UNPROVEN: &[&str] = &[
    "unauthenticated",
    "anonymous",
    "anonymously",
    "guest access",
    "anonym",
];

/// Words that deny what follows them closely.
const DENYING: &[&str] = &[
    "no", "not", "without", "non", "never", "lacks", "lacking", "lack", "missing", "cannot",
    "kein", "keine", "keinen", "ohne", "nicht", "sans", "sin", "senza", "instead", "isn't",
    "doesn't", "aren't",
];

/// Words that take back what stands before them, now or still.
const TAKING_BACK: &[&str] = &[
    "disabled",
    "off",
    "missing",
    "absent",
    "deactivated",
    "unavailable",
    "unsupported",
    "optional",
    "planned",
    "plan",
    "planning",
    "future",
    "todo",
    "tbd",
    "roadmap",
    "proposed",
    "upcoming",
    "intended",
    "later",
    "geplant",
    "deaktiviert",
    "fehlt",
    "prévu",
    "missing",
    "requested",
    "wanted",
    "soon",
    "removed",
];

/// What follows `not` where it takes back what stands before it.
const NOT_WHAT: &[&str] = &[
    "enforced",
    "required",
    "used",
    "enabled",
    "configured",
    "available",
    "supported",
    "possible",
    "implemented",
    "active",
    "activated",
    "yet",
    "in",
    "there",
    "mandatory",
    "needed",
    "set",
    "present",
    "checked",
    "validated",
    "verified",
    "deployed",
    "rolled",
    "turned",
    "on",
    "applied",
    "applicable",
];

/// A part of a detail, word by word.
struct Clause {
    /// In small letters.
    text: String,
    /// Each word with where it begins.
    words: Vec<(usize, String)>,
}

impl Clause {
    fn new(text: &str) -> Self {
        let text = text.to_lowercase().replace('’', "'");
        let mut words = Vec::new();
        let mut start = None;
        let inside = |c: char| c.is_alphanumeric() || c == '\'';
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (start, inside(c)) {
                (None, true) => start = Some(at),
                (Some(begin), false) => {
                    let word = text.get(begin..at).unwrap_or("");
                    words.push((begin, word.to_owned()));
                    start = None;
                }
                _ => {}
            }
        }
        Self { text, words }
    }

    /// Where a word stands, or one that begins with it; short ones as they are. `None` where the text
    /// has none. What ends in `less` says the contrary.
    fn find(&self, word: &str) -> Option<usize> {
        let mut found = self.text.match_indices(word).filter(|(at, _)| {
            let before = self.text.get(..*at).and_then(|t| t.chars().next_back());
            let after = self.text.get(at + word.len()..).unwrap_or("");
            let rest: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
            let ends = word.len() > 4 || rest.is_empty() || rest == "s";
            let ends = ends || rest.chars().all(|c| c.is_ascii_digit());
            ends && !rest.ends_with("less") && !before.is_some_and(char::is_alphanumeric)
        });
        found.next().map(|(at, _)| at)
    }

    /// Whether what stands at a place is said not to be there.
    fn denies(&self, at: usize) -> bool {
        let place = self
            .words
            .iter()
            .position(|(begin, w)| begin + w.len() > at);
        let place = place.unwrap_or(self.words.len());
        let (before, after) = self.words.split_at(place);
        let near = before.iter().rev().take(3);
        let denied = near.into_iter().any(|(_, w)| DENYING.contains(&w.as_str()));
        let after: Vec<&str> = after.iter().skip(1).map(|(_, w)| w.as_str()).collect();
        let taken_back = after.iter().enumerate().any(|(i, w)| {
            let next = after.get(i + 1).copied().unwrap_or("");
            match *w {
                "not" | "isn't" | "never" => NOT_WHAT.contains(&next) || next.is_empty(),
                "to" | "will" => next == "be",
                word => TAKING_BACK.contains(&word),
            }
        });
        denied || taken_back || self.text.contains('?')
    }

    /// The first of a list that the text has: its value, and whether it is denied. One that is there
    /// comes before one that is not.
    fn first<T: Copy>(&self, list: &[(&str, T)]) -> Option<(T, bool)> {
        let found = |denied: bool| {
            let has = |(word, value): &(&str, T)| {
                let at = self.find(word)?;
                (self.denies(at) == denied).then_some(*value)
            };
            list.iter().find_map(has)
        };
        let there = found(false).map(|value| (value, false));
        there.or_else(|| found(true).map(|value| (value, true)))
    }

    fn any(&self, words: &[&str]) -> Option<bool> {
        let list: Vec<(&str, ())> = words.iter().map(|w| (*w, ())).collect();
        self.first(&list).map(|((), denied)| denied)
    }

    fn meanings(&self, found: &mut Vec<Meaning>) {
        let mut add = |tells, is_absent, settings: Vec<(&'static str, &'static str)>| {
            found.push(Meaning {
                tells,
                is_absent,
                settings: settings
                    .into_iter()
                    .filter(|(_, v)| !v.is_empty())
                    .collect(),
            });
        };
        let none = |denied: bool, value| if denied { NONE } else { value };
        if let Some((value, denied)) = self.first(CONTROLS) {
            let settings = vec![("accessControl", none(denied, value))];
            return add(Tells::AccessControl, denied, settings);
        }
        let channel = self.first(CHANNELS);
        if let Some((value, denied)) = channel {
            add(
                Tells::Channel,
                denied,
                vec![("channel", none(denied, value))],
            );
        } else if let Some(denied) = self.any(OPEN) {
            // Not unencrypted: protected, nobody says how.
            let settings = if denied {
                Vec::new()
            } else {
                vec![("channel", NONE)]
            };
            add(Tells::Channel, !denied, settings);
        } else if self.words.iter().any(|(_, w)| w == "tunnel") {
            add(Tells::Channel, false, Vec::new());
        }
        let proves = self.any(PROVING);
        let port = self.port();
        let protocol = self.first(PROTOCOLS).or(port.map(|value| (value, false)));
        if let Some((value, denied)) = protocol
            && !(proves.is_some() && self.any(&["authentication"]).is_some())
            && !denied
        {
            let is_plain = channel.is_none() && self.any(PLAIN) == Some(false);
            add(Tells::Protocol, false, vec![("protocol", value)]);
            if is_plain {
                add(Tells::Channel, true, vec![("channel", NONE)]);
            }
        }
        let mut carried: Vec<Meaning> = Vec::new();
        for (word, name) in PAYLOADS {
            let Some(at) = self.find(word) else { continue };
            let denied = self.denies(at);
            let setting = (*name, if denied { NO } else { YES });
            match carried.iter_mut().find(|m| m.is_absent == denied) {
                Some(meaning) if meaning.settings.contains(&setting) => {}
                Some(meaning) => meaning.settings.push(setting),
                None => carried.push(Meaning {
                    tells: Tells::Payload,
                    is_absent: denied,
                    settings: vec![setting],
                }),
            }
        }
        let carries = !carried.is_empty();
        found.append(&mut carried);
        let mut add = |is_absent, value: &'static str| {
            let settings = [("authentication", value)];
            found.push(Meaning {
                tells: Tells::Authentication,
                is_absent,
                settings: settings
                    .into_iter()
                    .filter(|(_, v)| !v.is_empty())
                    .collect(),
            });
        };
        if let Some(denied) = self.any(UNPROVEN) {
            add(!denied, if denied { "" } else { NONE });
        } else if let Some(denied) = proves.filter(|_| !carries) {
            let value = match self.any(&["mtls", "mutual tls", "client certificate"]) {
                Some(_) => Some(("Key Or Certificate", false)),
                None => self.first(PROOFS),
            };
            // A second factor that is missing leaves the first one as it is.
            let whole = self.any(&["authentication", "sign-in"]).is_some() && value.is_none();
            match denied {
                true => add(true, if whole { NONE } else { "" }),
                false => add(false, value.map_or("", |(value, _)| value)),
            }
        }
    }

    /// The protocol of a port that the text names: `port 445`, `TCP/443`, `443/tcp`.
    fn port(&self) -> Option<&'static str> {
        let is_sign = |w: &str| matches!(w, "port" | "ports" | "tcp" | "udp");
        let signed = self.words.iter().any(|(_, w)| is_sign(w));
        let mut ports = self.words.iter().filter(|_| signed);
        ports.find_map(|(_, w)| PORTS.iter().find(|(p, _)| p == w).map(|(_, v)| *v))
    }
}

/// What the parts of a detail mean: what stands between brackets or commas is told by itself. None
/// where its words say nothing that is known.
pub fn meanings(detail: &str) -> Vec<Meaning> {
    let mut found = Vec::new();
    let parts = detail.split([',', ';', '(', ')']);
    for part in parts.flat_map(|p| p.split(" but ")) {
        Clause::new(part).meanings(&mut found);
    }
    found
}

/// The properties that details set, each once: what is there comes before what is said to be
/// missing, and of several the first.
pub fn settings<'a>(
    details: impl IntoIterator<Item = &'a String>,
) -> Vec<(&'static str, &'static str)> {
    let all: Vec<Meaning> = details.into_iter().flat_map(|d| meanings(d)).collect();
    let mut found: Vec<(&'static str, &'static str)> = Vec::new();
    for is_absent in [false, true] {
        let these = all.iter().filter(|m| m.is_absent == is_absent);
        for (name, value) in these.flat_map(|m| &m.settings) {
            if !found.iter().any(|(n, _)| n == name) {
                found.push((name, value));
            }
        }
    }
    found
}

/// Whether details name something of a kind that is there.
pub fn tell(details: &[String], tells: Tells) -> bool {
    let is = |m: &Meaning| m.tells == tells && !m.is_absent;
    details.iter().flat_map(|d| meanings(d)).any(|m| is(&m))
}

/// Properties of requests alone, where a row tells of both ways: who asks proves who it is, and is
/// let through.
pub const OF_REQUESTS: [&str; 2] = ["carriesCredentials", "accessControl"];

/// Whether a detail tells nothing but that.
pub fn is_of_requests(detail: &str) -> bool {
    let all = meanings(detail).into_iter().flat_map(|m| m.settings);
    let mut settings = all.peekable();
    settings.peek().is_some() && settings.all(|(name, _)| OF_REQUESTS.contains(&name))
}

/// Whether details name credentials or the tokens that stand for them.
pub fn carry_credentials(details: &[String]) -> bool {
    let names = ["carriesCredentials", "carriesTokens"];
    let found = settings(details);
    found
        .iter()
        .any(|(name, value)| names.contains(name) && *value == YES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_and_what_they_mean() {
        let cases = [
            ("HTTPS", "channel=HTTPS protocol=HTTPS"),
            ("Partner IPSec tunnel", "channel=IPsec Tunnel"),
            ("Encrypted tunnel", ""),
            ("IP allowlist", "accessControl=IP Allow List"),
            ("IP allow list", "accessControl=IP Allow List"),
            ("AD authentication", "authentication=Directory"),
            ("AAD authentication", "authentication=Cloud Directory"),
            ("2FA", ""),
            ("Central authentication", ""),
            ("Upload authentication", ""),
            (
                "HTTPS requests",
                "channel=HTTPS protocol=HTTPS carriesRequests=Yes",
            ),
            (
                "Authentication tokens and credentials",
                "carriesCredentials=Yes carriesTokens=Yes",
            ),
            ("Requests and responses", "carriesRequests=Yes"),
            ("SMB", "protocol=SMB"),
            ("SMB3", "protocol=SMB"),
            ("SNMPv3", ""),
            ("Protocol: SMTP", "protocol=Mail"),
            ("Port: 445", "protocol=SMB"),
            ("TCP/3389", "protocol=RDP"),
            ("LDAPS", "channel=Other TLS protocol=LDAP And Kerberos"),
            (
                "Kerberos",
                "protocol=LDAP And Kerberos authentication=Directory",
            ),
            ("HTTP", "protocol=HTTP channel=None"),
            ("FTP", "protocol=Other channel=None"),
            (
                "mutual TLS",
                "channel=Other TLS authentication=Key Or Certificate",
            ),
            ("passwordless sign-in", ""),
            ("on Sundays", ""),
        ];
        for (detail, expected) in cases {
            let found = settings(&[detail.to_owned()]);
            let said: Vec<String> = found.iter().map(|(n, v)| format!("{n}={v}")).collect();
            assert_eq!(said.join(" "), expected, "{detail}");
        }
    }

    /// What is there, and what is said not to be.
    #[test]
    fn nothing_that_is_denied_is_there() {
        let there = [
            ("TLS", Tells::Channel),
            ("TLS without client certificates", Tells::Channel),
            ("not unencrypted", Tells::Channel),
            ("no plain text", Tells::Channel),
            ("MFA", Tells::Authentication),
            ("MFA required", Tells::Authentication),
            ("VPN (not HTTPS)", Tells::Channel),
        ];
        for (detail, tells) in there {
            assert!(tell(&[detail.to_owned()], tells), "{detail}");
        }
        let missing = [
            ("no TLS", Tells::Channel),
            ("HTTP (not HTTPS)", Tells::Channel),
            ("without VPN", Tells::Channel),
            ("non-TLS", Tells::Channel),
            ("VPN planned for 2027", Tells::Channel),
            ("TLS is not used", Tells::Channel),
            ("TLS disabled", Tells::Channel),
            ("TLS?", Tells::Channel),
            ("TLS to be rolled out", Tells::Channel),
            ("ohne VPN", Tells::Channel),
            ("unencrypted", Tells::Channel),
            ("HTTP", Tells::Channel),
            ("no authentication", Tells::Authentication),
            ("MFA not enforced", Tells::Authentication),
            ("anonymous", Tells::Authentication),
            ("no allow list", Tells::AccessControl),
        ];
        for (detail, tells) in missing {
            assert!(!tell(&[detail.to_owned()], tells), "{detail}");
        }
        // What is there counts, whatever else is not.
        let both = ["no SSL 3".to_owned(), "TLS".to_owned()];
        assert!(settings(&both).contains(&("channel", "Other TLS")));
        assert!(!carry_credentials(&["no passwords".to_owned()]));
        assert!(carry_credentials(&["HTTP; passwords".to_owned()]));
    }
}
