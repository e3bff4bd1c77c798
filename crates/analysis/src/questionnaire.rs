//! The built-in questionnaire: thirteen categories of open questions about how an organisation
//! protects what it runs. Texts only; what people answer is kept in the model.

use trustline_model::review;

/// A category of questions.
pub struct Category {
    /// Short and stable.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Why to ask, one or two sentences.
    pub why: &'static str,
    /// Its questions.
    pub questions: &'static [Question],
}

/// An open question.
pub struct Question {
    /// Short and stable, unique among all.
    pub id: &'static str,
    /// The question.
    pub text: &'static str,
    /// What an answer should cover.
    pub areas: &'static [&'static str],
    /// The id of a question in another category that asks for much the same.
    pub see: Option<&'static str>,
}

/// Every category, in the order in which they are asked.
pub const CATEGORIES: &[Category] = &[
    Category {
        id: "access-control",
        title: "Access control",
        why: "Attackers gladly use a door that was left open. Knowing who may enter, and how \
              that is checked, shows which doors matter.",
        questions: &[
            Question {
                id: "access-control-restrict",
                text: "What keeps people and programs away from what they have no business with?",
                areas: &[
                    "rules for granting and refusing",
                    "roles and groups",
                    "the least that a job needs",
                    "places reached without any check",
                    "whoever writes these rules",
                ],
                see: None,
            },
            Question {
                id: "access-control-identity",
                text: "How do people and programs prove who they are?",
                areas: &[
                    "one directory or several",
                    "second factors",
                    "sign-in from outside",
                    "identities of services and devices",
                    "the team behind the directory",
                ],
                see: None,
            },
            Question {
                id: "access-control-overview",
                text: "How would you find out, today, who can reach a given system?",
                areas: &[
                    "lists of accounts and rights",
                    "regular reviews",
                    "leavers and movers",
                    "guests and contractors",
                    "the person who answers for each list",
                ],
                see: None,
            },
            Question {
                id: "access-control-passwords",
                text: "What do you ask of passwords, for each kind of user?",
                areas: &[
                    "staff, customers and administrators",
                    "length and known leaks",
                    "lock-out and reset",
                    "where secrets of programs are kept",
                    "the author of these requirements",
                ],
                see: None,
            },
            Question {
                id: "access-control-social-media",
                text: "How are the organisation's accounts on social media protected?",
                areas: &[
                    "accounts and their purpose",
                    "who may post",
                    "shared sign-ins",
                    "recovery after a takeover",
                    "a named holder of each account",
                ],
                see: None,
            },
            Question {
                id: "access-control-privileged",
                text: "Which accounts are mightier than others or used by several people?",
                areas: &[
                    "administrators and emergency access",
                    "shared accounts",
                    "second accounts of one person",
                    "accounts of systems and services",
                    "limits in time and records of use",
                    "those who hand them out",
                ],
                see: None,
            },
            Question {
                id: "access-control-requests",
                text: "What happens between asking for access and having it?",
                areas: &[
                    "form or place of the request",
                    "approval and its reasons",
                    "expiry and withdrawal",
                    "trace of past requests",
                    "the desk that deals with them",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "secure-development",
        title: "Secure development",
        why: "Faults are cheapest before anything runs. How software comes about tells how \
              many of them reach the systems that people rely on.",
        questions: &[
            Question {
                id: "secure-development-lifecycle",
                text: "Where does security come up while software is planned, built and shipped?",
                areas: &[
                    "threat models and design reviews",
                    "rules for code and its review",
                    "scans of code and dependencies",
                    "tests before release",
                    "who may stop a release",
                ],
                see: None,
            },
            Question {
                id: "secure-development-bugs",
                text: "How does a security bug travel from its report to its repair?",
                areas: &[
                    "ways to report, from inside and outside",
                    "weighing and ranking",
                    "time allowed by severity",
                    "word to those affected",
                    "the people who sort reports",
                ],
                see: None,
            },
            Question {
                id: "secure-development-source",
                text: "How are source code and the details of open bugs kept from prying eyes?",
                areas: &[
                    "rights to read and change code",
                    "build machines and signing",
                    "secrets in repositories",
                    "visibility of unfixed bugs",
                    "the keeper of the repositories",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "business-continuity",
        title: "Business continuity",
        why: "Something will fail one day, by accident or by intent. Work goes on if it is \
              known beforehand what must be back first, and how.",
        questions: &[
            Question {
                id: "business-continuity-critical-assets",
                text: "What can the organisation not do without, and for how long?",
                areas: &[
                    "systems, data and people",
                    "what each depends on",
                    "longest bearable outage",
                    "single points of failure",
                    "the owner named for each",
                ],
                see: None,
            },
            Question {
                id: "business-continuity-backup",
                text: "How are copies made, kept safe and brought back?",
                areas: &[
                    "what is copied and how often",
                    "copies out of an attacker's reach",
                    "encryption of copies",
                    "trial restores",
                    "somebody who watches that copies succeed",
                ],
                see: None,
            },
            Question {
                id: "business-continuity-disaster-recovery",
                text: "What is the plan for the loss of a whole site, region or provider?",
                areas: &[
                    "a place to move to",
                    "order of recovery",
                    "targets for time and data lost",
                    "rehearsals and their lessons",
                    "the one who declares a disaster",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "cryptography",
        title: "Cryptography",
        why: "Encryption is as good as the care taken of its keys. A lost key costs the data, \
              a stolen one the secret.",
        questions: &[
            Question {
                id: "cryptography-keys",
                text: "How are the keys that protect stored and travelling data made and kept?",
                areas: &[
                    "algorithms and lengths",
                    "vaults and hardware modules",
                    "rotation, withdrawal and loss",
                    "access to keys",
                    "a custodian for each key",
                ],
                see: None,
            },
            Question {
                id: "cryptography-certificates",
                text: "Where do certificates come from, and what happens when they expire?",
                areas: &[
                    "public and private authorities",
                    "a list of certificates in use",
                    "renewal and revocation",
                    "protection of the root",
                    "staff who issue and renew them",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "asset-management",
        title: "Asset management",
        why: "One can only protect what one knows to exist. These questions follow data and \
              devices from their first day to their last.",
        questions: &[
            Question {
                id: "asset-management-retention",
                text: "How long is each kind of data kept, and why?",
                areas: &[
                    "periods by kind of data",
                    "duties to keep or to delete",
                    "mail, logs and copies",
                    "deletion by machine or by hand",
                    "whoever sets the periods",
                ],
                see: None,
            },
            Question {
                id: "asset-management-handling",
                text: "How are devices and media handled on a desk, in store and on the move?",
                areas: &[
                    "inventory and labels",
                    "transport and couriers",
                    "removable media",
                    "printed papers",
                    "the staff who keep the store",
                ],
                see: None,
            },
            Question {
                id: "asset-management-classification",
                text: "How can one tell how sensitive a document or a record is?",
                areas: &[
                    "levels and their meaning",
                    "labels, set by people or by software",
                    "rules that follow from a label",
                    "data without any label",
                    "the panel that settles doubts",
                ],
                see: None,
            },
            Question {
                id: "asset-management-destruction",
                text: "How do data and devices come to their end?",
                areas: &[
                    "wiping and shredding",
                    "rented and returned equipment",
                    "data in clouds",
                    "proof of destruction",
                    "who signs for it",
                ],
                see: None,
            },
            Question {
                id: "asset-management-lost",
                text: "What follows when a device or a medium is missing?",
                areas: &[
                    "where to report, and how fast",
                    "remote locking and wiping",
                    "what was on it",
                    "notice to authorities and people concerned",
                    "the first to be called",
                ],
                see: None,
            },
            Question {
                id: "asset-management-data-security",
                text: "What protects data where it lies, where it travels and where it is used?",
                areas: &[
                    "encryption of disks and databases",
                    "rights down to the record",
                    "test data and copies",
                    "personal and payment data",
                    "the steward of each set of data",
                ],
                see: Some("cryptography-keys"),
            },
            Question {
                id: "asset-management-sharing",
                text: "How would you notice or prevent data going to those who should not have it?",
                areas: &[
                    "mail, web and cloud storage",
                    "links open to everybody",
                    "warnings and blocks",
                    "private devices and programs",
                    "those who look into an alarm",
                ],
                see: None,
            },
            Question {
                id: "asset-management-session-timeout",
                text: "When does an idle session end, and what must one do to go on?",
                areas: &[
                    "screens, web applications and consoles",
                    "length by risk",
                    "tokens and their renewal",
                    "exceptions",
                    "the setter of the limits",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "legal",
        title: "Legal",
        why: "Laws and contracts ask for some protections and forbid others. What they say may \
              decide where a system can run at all.",
        questions: &[
            Question {
                id: "legal-adherence",
                text: "How do you make sure that people know your policies and keep to them?",
                areas: &[
                    "training and consent",
                    "checks and audits",
                    "exceptions and their end",
                    "results of a breach",
                    "the office that follows up",
                ],
                see: None,
            },
            Question {
                id: "legal-encryption-bans",
                text: "In which markets is the encryption that you use restricted or banned?",
                areas: &[
                    "countries of use and of sale",
                    "export and import rules",
                    "products or features held back",
                    "devices taken abroad",
                    "counsel to ask",
                ],
                see: None,
            },
            Question {
                id: "legal-compliance",
                text: "Which laws, standards and contracts bind you, and how do you show it?",
                areas: &[
                    "privacy and sector rules",
                    "certificates and their scope",
                    "where data may lie",
                    "evidence and its age",
                    "the contact for auditors",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "incident-response",
        title: "Incident response",
        why: "An attack is found sooner or later. What is lost in between depends on who \
              notices, who decides and what has been practised.",
        questions: &[
            Question {
                id: "incident-response-enterprise",
                text: "What happens, step by step, when the organisation itself is attacked?",
                areas: &[
                    "signs and alarms",
                    "levels and escalation",
                    "containment and evidence",
                    "messages inside and outside",
                    "exercises and lessons",
                    "the leader of the response",
                ],
                see: None,
            },
            Question {
                id: "incident-response-product",
                text: "What happens when something that you ship or run for customers is attacked?",
                areas: &[
                    "ways for customers and finders to reach you",
                    "analysis and quick repair",
                    "notices and advisories",
                    "help for those affected",
                    "a crew on duty for each product",
                ],
                see: Some("secure-development-bugs"),
            },
        ],
    },
    Category {
        id: "network",
        title: "Network",
        why: "Networks bring friends and attackers alike. Their borders, and what is seen \
              there, decide how far an intruder gets.",
        questions: &[
            Question {
                id: "network-encryption",
                text: "How is traffic treated on its way, inside and outside your own network?",
                areas: &[
                    "protocols and their versions",
                    "traffic left in the clear",
                    "remote and wireless access",
                    "names, mail and other old services",
                    "the owner of these settings",
                ],
                see: Some("cryptography-keys"),
            },
            Question {
                id: "network-controls",
                text: "What would notice an attack on the network, and what would stop it?",
                areas: &[
                    "firewalls and filters",
                    "detection of intruders",
                    "defence against floods",
                    "blind spots",
                    "who reacts to alarms, day and night",
                ],
                see: None,
            },
            Question {
                id: "network-segregation",
                text: "How is the network divided, and what may pass between its parts?",
                areas: &[
                    "zones and their purpose",
                    "production, test and office",
                    "guests and unknown devices",
                    "paths for administrators",
                    "the approver of new openings",
                ],
                see: None,
            },
            Question {
                id: "network-management",
                text: "How are network devices set up, changed and watched over?",
                areas: &[
                    "a current plan of the network",
                    "standard settings",
                    "access to consoles",
                    "firmware and end of support",
                    "the engineers in charge",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "operations",
        title: "Operations",
        why: "Systems that were safe on their first day grow old. Daily care shows whether \
              weaknesses are found and mended before others use them.",
        questions: &[
            Question {
                id: "operations-vulnerabilities",
                text: "How do you learn of weaknesses in what you run, and what do you do then?",
                areas: &[
                    "scans and their reach",
                    "news from makers and authorities",
                    "tests by outsiders",
                    "time to repair by severity",
                    "whoever accepts what remains",
                ],
                see: None,
            },
            Question {
                id: "operations-endpoints",
                text: "How do you know that laptops, servers and phones are in good health?",
                areas: &[
                    "protection against malware",
                    "standard settings and drift",
                    "disk encryption",
                    "sick devices and their access",
                    "the service that looks after devices",
                ],
                see: None,
            },
            Question {
                id: "operations-updates",
                text: "How do updates get from their makers to every machine?",
                areas: &[
                    "systems, programs and firmware",
                    "trial before roll-out",
                    "urgent updates",
                    "machines that cannot be updated",
                    "those who track the stragglers",
                ],
                see: None,
            },
            Question {
                id: "operations-logging",
                text: "What is recorded, and who would see something odd in it?",
                areas: &[
                    "events of sign-in, change and access",
                    "one place for all logs",
                    "time kept and protection from change",
                    "alarms and their tuning",
                    "the readers of the logs",
                ],
                see: None,
            },
            Question {
                id: "operations-change",
                text: "How does a change get into production?",
                areas: &[
                    "request, review and approval",
                    "separate duties",
                    "trial and way back",
                    "emergency changes",
                    "the last person to say yes",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "physical-environment",
        title: "Physical and environmental",
        why: "Whoever can touch a machine can often take it over. Fire, water and heat ask for \
              no password either.",
        questions: &[
            Question {
                id: "physical-environment-controls",
                text: "What stands between the street and your equipment?",
                areas: &[
                    "fences, doors and locks",
                    "badges and keys",
                    "cameras and guards",
                    "racks, sockets and cables",
                    "the caretaker of each building",
                ],
                see: None,
            },
            Question {
                id: "physical-environment-devices",
                text: "What protects devices that are left alone or cannot be found?",
                areas: &[
                    "locked screens and cables",
                    "meeting rooms and public places",
                    "shared and unmanned devices",
                    "search and report",
                    "the place that takes reports",
                ],
                see: Some("asset-management-lost"),
            },
            Question {
                id: "physical-environment-visitors",
                text: "How do visitors come in, move about and leave?",
                areas: &[
                    "notice and sign-in",
                    "badges and company on the way",
                    "deliveries and tradespeople",
                    "visitors' use of the network",
                    "their host",
                ],
                see: None,
            },
            Question {
                id: "physical-environment-disasters",
                text: "Which forces of nature could strike your sites, and what is ready for them?",
                areas: &[
                    "fire, flood, storm and earthquake",
                    "power and cooling",
                    "distance between sites",
                    "alarms and drills",
                    "a warden at each site",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "governance",
        title: "Governance",
        why: "Measures last if somebody wants them and pays for them. Policies and known risks \
              show what the organisation has decided, and what it has left open.",
        questions: &[
            Question {
                id: "governance-policy",
                text: "What do your security policies say, and how do they stay true?",
                areas: &[
                    "topics and reach",
                    "approval from the top",
                    "review and versions",
                    "where staff find them",
                    "an editor for each policy",
                ],
                see: None,
            },
            Question {
                id: "governance-risk",
                text: "How are risks found, weighed and decided on?",
                areas: &[
                    "scale and method",
                    "a register of risks",
                    "treatment and deadlines",
                    "acceptance and its limits",
                    "the level at which one decides",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "security-architecture",
        title: "Security architecture",
        why: "A picture of the whole shows what the parts do not. It is also the first draft \
              of the diagram to come.",
        questions: &[
            Question {
                id: "security-architecture-infrastructure",
                text: "How would you describe your infrastructure to a newcomer?",
                areas: &[
                    "sites, clouds and networks",
                    "main systems and their data",
                    "links to others",
                    "where trust changes",
                    "the architect who keeps the picture",
                ],
                see: None,
            },
            Question {
                id: "security-architecture-containers-iot",
                text: "What part do containers and small connected devices play?",
                areas: &[
                    "images and their sources",
                    "clusters and their rights",
                    "sensors, cameras and machines",
                    "updates and passwords from the factory",
                    "the group that runs them",
                ],
                see: None,
            },
            Question {
                id: "security-architecture-further-controls",
                text: "What else protects you that nobody has asked about yet?",
                areas: &[
                    "measures of your own making",
                    "services bought for security",
                    "decoys and deception",
                    "gaps that you know of",
                    "the colleague who knows most",
                ],
                see: None,
            },
        ],
    },
    Category {
        id: "supplier-risk",
        title: "Supplier risk",
        why: "What suppliers neglect becomes your trouble. The bond with them should be as \
              well considered as any other link.",
        questions: &[
            Question {
                id: "supplier-risk-vetting",
                text: "How do you get to know a supplier before and while you rely on it?",
                areas: &[
                    "questions before the contract",
                    "access and data given",
                    "suppliers of suppliers",
                    "repeated checks",
                    "end of the relation",
                    "the buyer or sponsor in your house",
                ],
                see: None,
            },
            Question {
                id: "supplier-risk-service-levels",
                text: "What have suppliers promised, and how do you notice if they fall short?",
                areas: &[
                    "availability and response",
                    "security duties in contracts",
                    "notice of incidents",
                    "measures and penalties",
                    "who reads their reports",
                ],
                see: None,
            },
        ],
    },
];

/// The questionnaire as a record to be answered and changed.
pub fn built_in() -> Vec<review::Question> {
    let mut found = Vec::new();
    for category in CATEGORIES {
        for question in category.questions {
            found.push(review::Question {
                id: question.id.to_owned(),
                category: category.title.to_owned(),
                text: question.text.to_owned(),
                areas: question.areas.iter().map(|a| (*a).to_owned()).collect(),
                ..review::Question::default()
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_questionnaire_is_whole() {
        let counts: Vec<_> = CATEGORIES
            .iter()
            .map(|category| (category.id, category.questions.len()))
            .collect();
        let expected = [
            ("access-control", 7),
            ("secure-development", 3),
            ("business-continuity", 3),
            ("cryptography", 2),
            ("asset-management", 8),
            ("legal", 3),
            ("incident-response", 2),
            ("network", 4),
            ("operations", 5),
            ("physical-environment", 4),
            ("governance", 2),
            ("security-architecture", 3),
            ("supplier-risk", 2),
        ];
        assert_eq!(expected.len(), 13);
        assert_eq!(counts, expected);

        let mut ids = BTreeSet::new();
        for category in CATEGORIES {
            assert!(ids.insert(category.id), "{} twice", category.id);
            for question in category.questions {
                assert!(ids.insert(question.id), "{} twice", question.id);
                assert!((3..=6).contains(&question.areas.len()), "{}", question.id);
            }
        }
    }

    #[test]
    fn references_lead_to_a_question_of_another_category() {
        for category in CATEGORIES {
            for question in category.questions {
                let Some(see) = question.see else { continue };
                let found = CATEGORIES
                    .iter()
                    .filter(|other| other.id != category.id)
                    .flat_map(|other| other.questions)
                    .any(|other| other.id == see);
                assert!(found, "{} leads to {see}", question.id);
            }
        }
    }
}
