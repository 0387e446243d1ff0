//! Usual headers of CRM exports for the same fact, in several languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::proposal::letters::{self, split};
use crate::proposal::name::Name;
use crate::proposal::sure::Header;

/// Each row one fact, the id of a lead last. English, German, French, Spanish, Portuguese, Italian, Dutch, Japanese, and
/// what the interfaces of CRMs call it.
const FACTS: [&[&str]; 31] = [
    &[
        "industry",
        "industrycode",
        "secteur d'activité",
        "branche/industrie",
        "sector industrial",
        "sector",
        "branche",
        "industrie",
        "secteur",
        "industria",
        "setor",
        "settore",
        "segmento",
        "業種",
        "業界",
    ],
    &[
        "employees",
        "numberofemployees",
        "no of employees",
        "employee count",
        "tamaño de la empresa",
        "taille de l'entreprise",
        "unternehmensgröße",
        "bedrijfsgrootte",
        "número de empleados",
        "nombre d'employés",
        "aantal medewerkers",
        "headcount",
        "company size",
        "number of employees",
        "mitarbeiter",
        "mitarbeiterzahl",
        "anzahl mitarbeiter",
        "effectif",
        "salariés",
        "empleados",
        "funcionários",
        "numero de funcionarios",
        "dipendenti",
        "medewerkers",
        "従業員数",
        "社員数",
    ],
    &[
        "seniority",
        "level",
        "hierarchieebene",
        "ebene",
        "position level",
        "niveau",
        "nivel",
        "nível",
        "livello",
        "senioridade",
        "役職レベル",
    ],
    &[
        "job title",
        "jobtitle",
        "occupation",
        "current occupation",
        "intitulé du poste",
        "cargo/puesto",
        "title",
        "role",
        "position",
        "funktion",
        "stelle",
        "berufsbezeichnung",
        "poste",
        "fonction",
        "cargo",
        "puesto",
        "função",
        "qualifica",
        "functie",
        "役職",
        "職種",
    ],
    &[
        "company",
        "company name",
        "companyname",
        "account name",
        "organisation",
        "unternehmensname",
        "nom de l'entreprise",
        "nombre de la empresa",
        "nome da empresa",
        "nome azienda",
        "bedrijfsnaam",
        "account",
        "organization",
        "firma",
        "unternehmen",
        "société",
        "entreprise",
        "empresa",
        "azienda",
        "bedrijf",
        "会社名",
        "企業名",
    ],
    &[
        "country",
        "country/region",
        "address1_country",
        "mailing country",
        "billing country",
        "land",
        "land/region",
        "pays",
        "país",
        "pais",
        "paese",
        "国",
        "国名",
    ],
    &[
        "region",
        "state",
        "province",
        "bundesland",
        "région",
        "estado",
        "provincia",
        "regione",
        "都道府県",
        "地域",
    ],
    &[
        "city",
        "town",
        "stadt",
        "ort",
        "ville",
        "ciudad",
        "cidade",
        "città",
        "plaats",
        "市区町村",
        "都市",
    ],
    &[
        "email",
        "emailaddress1",
        "email address",
        "work email",
        "adresse e-mail",
        "correo electrónico del trabajo",
        "e-mail",
        "mail",
        "e-mail-adresse",
        "courriel",
        "correo",
        "correo electrónico",
        "メール",
        "メールアドレス",
    ],
    &[
        "phone",
        "phone number",
        "mobile phone",
        "telephone1",
        "mobilephone",
        "telefonnummer",
        "numéro de téléphone",
        "telephone",
        "mobile",
        "telefon",
        "téléphone",
        "teléfono",
        "telefone",
        "celular",
        "telefono",
        "電話番号",
    ],
    &[
        "source",
        "leadsource",
        "leadsourcecode",
        "hs_analytics_source",
        "lead-quelle",
        "source du lead",
        "lead source",
        "origin",
        "original source",
        "quelle",
        "herkunft",
        "leadquelle",
        "origine",
        "origen",
        "origem",
        "fonte",
        "bron",
        "リードソース",
        "流入元",
    ],
    &[
        "created",
        "createdate",
        "createddate",
        "createdon",
        "created time",
        "add_time",
        "add time",
        "angelegt am",
        "fecha de creacion",
        "aangemaakt op",
        "create date",
        "created date",
        "created at",
        "created on",
        "creation date",
        "angelegt",
        "angelegt am",
        "erstellt",
        "erstellt am",
        "erstellungsdatum",
        "date de création",
        "créé le",
        "fecha de creación",
        "data de criação",
        "criado em",
        "data di creazione",
        "aangemaakt",
        "作成日",
        "登録日",
    ],
    &[
        "last activity",
        "last activity time",
        "lastactivitydate",
        "lastactivitytime",
        "notes_last_updated",
        "last activity date",
        "last contacted",
        "letzte aktivität",
        "dernière activité",
        "última actividad",
        "última atividade",
        "ultima attività",
        "laatste activiteit",
        "最終活動日",
        "最終接触日",
    ],
    &[
        "budget",
        "deal value",
        "amount",
        "deal amount",
        "auftragswert",
        "betrag",
        "wert",
        "montant",
        "importe",
        "valor",
        "orçamento",
        "importo",
        "bedrag",
        "金額",
        "予算",
    ],
    &[
        "revenue",
        "annualrevenue",
        "yearly revenue",
        "annual revenue",
        "umsatz",
        "jahresumsatz",
        "chiffre d'affaires",
        "ingresos",
        "facturación",
        "receita",
        "faturamento",
        "fatturato",
        "omzet",
        "年商",
        "売上高",
    ],
    &[
        "price", "preis", "prix", "precio", "preço", "prezzo", "prijs", "価格",
    ],
    &[
        "consent",
        "opt-in",
        "opt in",
        "marketing consent",
        "einwilligung",
        "zustimmung",
        "consentement",
        "consentimiento",
        "consentimento",
        "consenso",
        "toestemming",
        "同意",
    ],
    &[
        "status",
        "leadstatus",
        "hs_lead_status",
        "lead-status",
        "lead status",
        "statut",
        "estado",
        "situação",
        "stato",
        "ステータス",
    ],
    &[
        "visits",
        "website visits",
        "number of visits",
        "besuche",
        "visites",
        "visitas",
        "visite",
        "bezoeken",
        "訪問数",
    ],
    &[
        "interests",
        "interest",
        "interessen",
        "intérêts",
        "intereses",
        "interesses",
        "interessi",
        "関心",
    ],
    &[
        "product", "products", "produkt", "produkte", "produit", "producto", "produto", "prodotto",
        "製品", "商品",
    ],
    &[
        "tags",
        "labels",
        "schlagwörter",
        "merkmale",
        "étiquettes",
        "etiquetas",
        "etichette",
        "タグ",
    ],
    &[
        "owner",
        "hubspot_owner_id",
        "ownerid",
        "owner_id",
        "owner name",
        "lead owner",
        "contact owner",
        "besitzer",
        "zuständig",
        "propriétaire",
        "propietario",
        "proprietário",
        "eigenaar",
        "担当者",
        "所有者",
    ],
    &[
        "opt out",
        "opted out",
        "email opt out",
        "hasoptedoutofemail",
        "has opted out of email",
        "hs_email_optout",
        "unsubscribed",
        "unsubscribed from email",
        "unsubscribed from all email",
        "do not email",
        "donotemail",
        "donotbulkemail",
        "do not bulk email",
        "no email",
        "abgemeldet",
        "abbestellt",
        "e-mail abbestellt",
        "werbewiderspruch",
        "désabonné",
        "désinscrit",
        "dado de baja",
        "descadastrado",
        "disiscritto",
        "afgemeld",
        "uitgeschreven",
    ],
    &["page views", "pageviews", "number of page views"],
    &[
        "do not call",
        "donotcall",
        "donotphone",
        "no phone",
        "no calls",
    ],
    &[
        "lifecycle stage",
        "lifecyclestage",
        "lifecycle",
        "phase",
        "lebenszyklusphase",
        "lebenszyklus-phase",
    ],
    &[
        "website",
        "web site",
        "websiteurl",
        "url",
        "company domain name",
        "domain",
        "webseite",
        "site web",
        "sitio web",
        "sito web",
    ],
    &[
        "open rate",
        "email open rate",
        "öffnungsrate",
        "taux d'ouverture",
        "tasa de apertura",
        "taxa de abertura",
        "tasso di apertura",
        "openingspercentage",
    ],
    &[
        "score",
        "lead score",
        "leadscore",
        "hubspotscore",
        "hubspot score",
    ],
    &[
        "lead id",
        "record id",
        "contact id",
        "id",
        "nummer",
        "kundennummer",
        "kunden-nr.",
        "nr",
        "leadnummer",
        "identifiant",
        "código",
        "codigo",
        "numéro",
        "número",
        "番号",
        "リードid",
        "顧客番号",
    ],
];

/// The rows of [`FACTS`] in which a name stands, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts(u64);

impl Facts {
    /// Whether two names are usual words for the same fact, and for nothing else; none: they are not for the same.
    pub(super) fn meet(self, other: Self) -> Option<bool> {
        let alone = self.0.is_power_of_two() && other.0.is_power_of_two();
        (self.0 & other.0 != 0).then_some(alone)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a name is a usual word for, told from its bare letters and from its words without those that say nothing.
pub(super) fn facts(bare: &str, said: &Header) -> Facts {
    static BY_WORD: LazyLock<HashMap<String, Facts>> = LazyLock::new(|| {
        let mut by_word: HashMap<String, Facts> = HashMap::new();
        for (row, fact) in FACTS.iter().enumerate() {
            for word in *fact {
                for key in [split(word).concat(), Header::new(word).joined()] {
                    by_word.entry(key).or_default().0 |= 1 << row;
                }
            }
        }
        by_word
    });
    let known = |key: &str| BY_WORD.get(key).copied().unwrap_or_default();
    known(&split(bare).concat()).and(known(&said.joined()))
}

/// Whether a header is the id of something else than a lead, as of its owner.
pub(super) fn is_id_of_other(header: &Name) -> bool {
    let words = split(header.text());
    words
        .iter()
        .any(|word| matches!(word.as_str(), "id" | "owner" | "user"))
        && !is_id(header)
}

/// Words that stand in the header of a lead's own id.
const OF_LEAD: [&str; 33] = [
    "mql",
    "lead",
    "contact",
    "record",
    "person",
    "prospect",
    "customer",
    "client",
    "crm",
    "hub",
    "spot",
    "hubspot",
    "salesforce",
    "sf",
    "sfdc",
    "pipedrive",
    "zoho",
    "dynamics",
    "unique",
    "row",
    "object",
    "hs",
    "c",
    "kunde",
    "kunden",
    "kontakt",
    "klant",
    "cliente",
    "the",
    "of",
    "number",
    "nr",
    "external",
];

/// Whether a header is a usual word for the id of a lead. The id of anything else, as of its owner, is none.
pub(super) fn is_id(header: &Name) -> bool {
    let words = split(header.text());
    let id = words.iter().any(|word| word == "id");
    let of_lead = |word: &String| word == "id" || OF_LEAD.contains(&word.as_str());
    (id && words.iter().all(of_lead))
        || FACTS
            .last()
            .is_some_and(|fact| fact.iter().any(|word| letters::bare(word) == header.bare()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike_in_meaning(name: &str, header: &str) -> bool {
        Name::new(name).means(&Name::new(header)).is_some()
    }

    fn is_id(header: &str) -> bool {
        super::is_id(&Name::new(header))
    }

    #[test]
    fn every_word_of_a_fact_means_it() {
        for fact in FACTS {
            for word in fact {
                assert!(alike_in_meaning(word, fact[0]), "{word} {}", fact[0]);
            }
        }
    }

    #[test]
    fn the_same_fact_in_two_languages() {
        for (name, header) in [
            ("industry", "Branche"),
            ("employees", "Anzahl Mitarbeiter"),
            ("created_at", "Data de criação"),
            ("job_title", "役職"),
            ("consent", "Opt-In"),
        ] {
            assert!(alike_in_meaning(name, header), "{name} {header}");
        }
        assert!(alike_in_meaning("employees", "Número de Funcionários"));
        assert!(!alike_in_meaning("industry", "City"));
        assert!(is_id("Kunden-Nr.") && is_id("HubSpot ID") && !is_id("Idea"));
        for other in [
            "owner_id",
            "Campaign ID",
            "Parent Record ID",
            "Created By Id",
        ] {
            assert!(!is_id(other), "{other}");
        }
    }
}
