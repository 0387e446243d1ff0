//! Usual headers of CRM exports for the same fact, in several languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::proposal::letters;
use crate::proposal::name::Name;

/// Each row one fact. English, German, French, Spanish, Portuguese, Italian, Dutch, Japanese.
const FACTS: [&[&str]; 24] = [
    &[
        "industry",
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
        "country", "land", "pays", "país", "pais", "paese", "国", "国名",
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
        "page views",
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
pub(super) struct Facts(u32);

impl Facts {
    /// Whether two names are usual words for the same fact.
    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a name is a usual word for, told from its bare letters.
pub(super) fn facts(bare: &str) -> Facts {
    static BY_WORD: LazyLock<HashMap<String, Facts>> = LazyLock::new(|| {
        let mut by_word: HashMap<String, Facts> = HashMap::new();
        for (row, fact) in FACTS.iter().enumerate() {
            for word in *fact {
                let known = by_word.entry(without_accents(&letters::bare(word)));
                known.or_default().0 |= 1 << row;
            }
        }
        by_word
    });
    let known = BY_WORD.get(&without_accents(bare));
    known.copied().unwrap_or_default()
}

/// Whether a header is a usual word for the id of a row.
pub(super) fn is_id(header: &Name) -> bool {
    FACTS.last().is_some_and(|fact| {
        header.words().iter().any(|word| word == "id")
            || fact.iter().any(|word| letters::bare(word) == header.bare())
    })
}

/// Exports often lose the accents of letters.
fn without_accents(bare: &str) -> String {
    let without = |letter: char| match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    };
    bare.chars().map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike_in_meaning(name: &str, header: &str) -> bool {
        Name::new(name).means(&Name::new(header))
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
    }
}
