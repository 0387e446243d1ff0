//! An insurance broker with quotes: three parties sign, marketing, sales and the managing director.
//!
//! A quote is worth most within three days; after ten days only a renewal date keeps it warm.

use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::sla::{Target, Targets, TimeUnit};
use leadpact_workshop::{
    Capacity, Change, PreQualification, PreQualificationForm, Resolution, Response, Role, Step,
    Voice, Workshop,
};

use super::csv_file::{Dice, Sheet};
use super::kit::{
    Build, Say, any, at_least, between, cards, from, nobody_knows, order, part, route, signals,
    text, values,
};

/// The signed workshop.
pub fn complete() -> Workshop {
    let mut build = Build::new(
        "insurance",
        "Which quotes does an adviser call?",
        "2026-02-19T10:00:00+00:00[Europe/London]",
    );
    build.join("executive", "Management", 'E', Role::Executive);
    build.set_up(
        "Harbour & Lane",
        "Car, home and liability insurance, by phone and in two branches",
        "GBP",
        &[
            ("facilitator", &["Joan Mbeki"]),
            ("marketing", &["Carlo Vento"]),
            ("sales", &["Petra Sund"]),
            ("executive", &["Helen Marsh"]),
        ],
    );
    ladder(&mut build);
    build.later(5);
    build.sheet("marketing", "Carlo Vento", "4d", marketing());
    build.sheet("sales", "Petra Sund", "53", sales());
    build.sheet("executive", "Helen Marsh", "45", executive());
    build.reveal();
    build.step(Step::Agree);
    who_they_are(&mut build);
    what_happened(&mut build);
    what_the_adviser_asks(&mut build);
    promises(&mut build);
    build.sign();
    build.w
}

fn ladder(build: &mut Build) {
    let mut stages = build.w.stages.clone();
    for stage in &mut stages {
        match stage.id.as_str() {
            "cold" => stage.enter.at_least = Some(30),
            "mql" => {
                stage.enter.at_least = Some(40);
                stage.routing = vec![
                    route(Condition::event("portal_inquired"), "the phone team"),
                    route(
                        Condition::field("adviser", Test::Present),
                        "their own adviser",
                    ),
                ];
            }
            _ => {}
        }
    }
    build.apply(Change::Stages(stages));
}

fn marketing() -> Vec<(&'static str, Response)> {
    vec![
        (
            "own-words",
            text(
                "Somebody who asks for a price. Whether by our form, the calculator or a portal, that is for the advisers to sort out.",
            ),
        ),
        (
            "policy-type",
            values(&["car", "home", "liability", "life", "travel"]).strong(),
        ),
        ("region", any().nice()),
        ("occupation", any().ignore()),
        ("age", from(18.0).must()),
        (
            "renewal",
            between(0.0, 90.0)
                .nice()
                .because("With ninety days we can still remind them twice."),
        ),
        ("present-cover", any().ignore()),
        ("decision-stage", at_least("interested").nice()),
        ("budget", nobody_knows()),
        (
            "path",
            order(&[
                "search",
                "portal",
                "calculator",
                "quote",
                "offer",
                "signature",
            ]),
        ),
        ("pain", text("The premium went up again.").nice()),
        ("authority", at_least("asks-for-others").nice()),
        ("need", at_least("assumed").nice()),
        ("timeline", at_least("no-date").nice()),
        ("channel", values(&["phone", "email", "message"]).nice()),
        ("email-ground", at_least("opt-in")),
        ("phone-ground", at_least("opt-in")),
        ("already-ours", values(&["open-offer", "own-adviser"])),
        (
            "existing-customers",
            values(&["new", "customer", "former"]).nice(),
        ),
        (
            "signals",
            signals([
                &["email-click"],
                &["newsletter", "contest", "guide"],
                &[
                    "price-page",
                    "calculator",
                    "quote-started",
                    "contact-form",
                    "branch",
                ],
                &["portal", "quote", "call-back", "called", "appointment"],
            ]),
        ),
        (
            "not-a-lead",
            values(&[
                "bought-list",
                "scraped",
                "anonymous",
                "opted-out",
                "under-age",
            ]),
        ),
        (
            "cards",
            cards(&[
                ("guide-and-calculator", "mql"),
                ("renewal-quote", "sql"),
                ("daily-calculator", "mql"),
                ("student", "none"),
                ("competitor", "none"),
                ("bought-address", "none"),
                ("existing-customer", "mql"),
                ("silent-fit", "cold"),
                ("portal-hunter", "mql"),
                ("call-back-for-mother", "mql"),
            ]),
        ),
    ]
}

fn sales() -> Vec<(&'static str, Response)> {
    vec![
        (
            "own-words",
            text(
                "A person whose policy ends soon, who wants to be called and picks up. People from portals want the lowest price, and we are never the lowest.",
            ),
        ),
        ("policy-type", values(&["car", "home", "liability"]).must()),
        (
            "region",
            values(&["capital", "south"])
                .nice()
                .because("I can drive there."),
        ),
        ("occupation", any().ignore()),
        (
            "age",
            between(25.0, 75.0)
                .must()
                .because("Below 25 every car is a claim."),
        ),
        (
            "renewal",
            between(0.0, 42.0)
                .must()
                .because("Six weeks. Before that nobody signs, whatever they say."),
        ),
        ("present-cover", values(&["direct", "agent", "bank"]).nice()),
        ("decision-stage", at_least("halfway").strong()),
        ("budget", from(500.0).must()),
        (
            "path",
            order(&["recommendation", "quote", "call", "offer", "signature"]),
        ),
        (
            "pain",
            text("A claim that was not paid. They never forgive that.").nice(),
        ),
        (
            "authority",
            at_least("alone")
                .must()
                .because("I have lost too many afternoons to \"I must ask my wife\"."),
        ),
        ("need", at_least("stated").must()),
        ("timeline", at_least("this-month").must()),
        ("channel", values(&["phone"]).strong()),
        ("email-ground", at_least("opt-in")),
        ("phone-ground", at_least("opt-in")),
        ("already-ours", values(&["open-offer", "own-adviser"])),
        ("existing-customers", values(&["new", "former"]).nice()),
        (
            "signals",
            signals([
                &[
                    "newsletter",
                    "email-click",
                    "contest",
                    "guide",
                    "price-page",
                ],
                &["calculator", "portal", "quote-started"],
                &["contact-form", "quote"],
                &["call-back", "called", "branch", "appointment"],
            ]),
        ),
        (
            "not-a-lead",
            values(&[
                "bought-list",
                "scraped",
                "anonymous",
                "no-channel",
                "opted-out",
                "under-age",
                "competitor",
                "abroad",
                "contest-only",
                "claim",
            ]),
        ),
        (
            "cards",
            cards(&[
                ("guide-and-calculator", "lead"),
                ("renewal-quote", "sql"),
                ("daily-calculator", "lead"),
                ("student", "none"),
                ("competitor", "none"),
                ("bought-address", "none"),
                ("existing-customer", "customer"),
                ("silent-fit", "cold"),
                ("portal-hunter", "lead"),
                ("call-back-for-mother", "lead"),
            ]),
        ),
    ]
}

fn executive() -> Vec<(&'static str, Response)> {
    vec![
        (
            "own-words",
            text(
                "A household that could be with us for ten years. I would rather win one of those than five cars that leave at the next renewal.",
            ),
        ),
        ("policy-type", values(&["home", "liability", "car"]).must()),
        (
            "region",
            values(&["capital", "south"])
                .strong()
                .because("We pay for two branches there."),
        ),
        ("occupation", any().ignore()),
        ("age", between(25.0, 65.0).strong()),
        ("renewal", between(0.0, 60.0).strong()),
        (
            "present-cover",
            values(&["bank"])
                .strong()
                .because("Bank policies are dear. We always look good beside them."),
        ),
        ("decision-stage", nobody_knows()),
        ("budget", from(300.0).nice()),
        ("authority", at_least("together").must()),
        ("need", at_least("stated").must()),
        ("timeline", at_least("this-quarter").nice()),
        ("email-ground", at_least("opt-in")),
        ("phone-ground", at_least("opt-in")),
        ("already-ours", values(&["open-offer", "own-adviser"])),
        (
            "existing-customers",
            values(&["new", "customer", "former"]).strong(),
        ),
        (
            "signals",
            signals([
                &["newsletter", "email-click", "contest"],
                &["guide", "price-page", "portal"],
                &["calculator", "quote-started", "contact-form"],
                &["quote", "call-back", "called", "branch", "appointment"],
            ]),
        ),
        (
            "not-a-lead",
            values(&[
                "bought-list",
                "scraped",
                "anonymous",
                "opted-out",
                "under-age",
                "competitor",
                "abroad",
            ]),
        ),
    ]
}

fn who_they_are(build: &mut Build) {
    build.settle_same();
    build.settle_as("own-words", Resolution::OwnWords, vec![part("", text(
        "A lead is an adult who asked us something about their own insurance and may be called. It is qualified when it is \
         about a policy we sell and the quote is fresh or the present policy ends within 60 days.",
    ))], "");
    build.settle(
        "policy-type",
        Resolution::Intersection,
        "Travel and life go to the partner's web page.",
    );
    build.settle_as(
        "region",
        Resolution::Take("sales".to_owned()),
        vec![part("", values(&["capital", "south"]).nice())],
        "Welcome, not needed: most policies are sold by phone.",
    );
    build.settle_as(
        "age",
        Resolution::Between,
        vec![part("", between(18.0, 75.0).must())],
        "Petra's point about young drivers belongs into the premium, not into the definition.",
    );
    build.says("sales", "age", Voice::CanLiveWithIt);
    build.settle_as(
        "renewal",
        Resolution::Take("executive".to_owned()),
        vec![part("", between(0.0, 60.0).strong())],
        "Strong, not a must: the form does not ask everybody for the date.",
    );
    build.park(
        "present-cover",
        "May we call people who came to us through the bank we work with? Legal has to say.",
        "Helen Marsh",
        "2026-03-20",
    );
    build.settle_as(
        "channel",
        Resolution::OwnWords,
        vec![part("", any().ignore())],
        "Where there is a number we call, where there is none we write.",
    );
    build.settle_as(
        "existing-customers",
        Resolution::Take("sales".to_owned()),
        vec![part("", values(&["new", "former"]).nice())],
        "Customers have an adviser.",
    );
    build.says("executive", "existing-customers", Voice::CanLiveWithIt);
}

fn what_happened(build: &mut Build) {
    build.settle_as(
        "decision-stage",
        Resolution::OwnWords,
        vec![part("", at_least("interested").ignore())],
        "What they did tells it better.",
    );
    build.settle_as("signals", Resolution::OwnWords, vec![part("", signals([
        &["email-click", "contest"],
        &["newsletter", "guide"],
        &["price-page", "calculator", "portal", "quote-started", "contact-form"],
        &["quote", "call-back", "called", "branch", "appointment"],
    ]))], "A portal sends the same request to nine insurers. It counts as interest, the quote as intent.");
    build.settle("not-a-lead", Resolution::Union, "");
    build.settle_as("cards", Resolution::OwnWords, vec![part("", cards(&[
        ("guide-and-calculator", "lead"),
        ("renewal-quote", "sql"),
        ("daily-calculator", "lead"),
        ("student", "none"),
        ("competitor", "none"),
        ("bought-address", "none"),
        ("existing-customer", "customer"),
        ("silent-fit", "cold"),
        ("portal-hunter", "mql"),
        ("call-back-for-mother", "lead"),
    ]))], "Helen asked what the portal costs per request. Nobody knew; marketing brings the figure to the review.");
    build.says("sales", "cards", Voice::CanLiveWithIt);
}

fn what_the_adviser_asks(build: &mut Build) {
    build.settle_as(
        "budget",
        Resolution::Take("executive".to_owned()),
        vec![part("sql", from(300.0).must())],
        "The cheapest policy we earn on.",
    );
    build.settle_as(
        "path",
        Resolution::OwnWords,
        vec![part(
            "",
            order(&["quote", "call", "offer", "signature"]).ignore(),
        )],
        "",
    );
    build.settle_as(
        "pain",
        Resolution::OwnWords,
        vec![part(
            "",
            text("A premium that went up, or a claim that was not paid")
                .nice()
                .asked_by("Adviser on the first call"),
        )],
        "",
    );
    build.settle_as(
        "authority",
        Resolution::Between,
        vec![part("sql", at_least("together").must())],
        "Couples decide together; then both are on the phone.",
    );
    build.settle("need", Resolution::PreQualify, "");
    build.amend("need", |d| {
        d.pre_qualification = Some(PreQualification {
            form: PreQualificationForm::EmailNurture,
            who: "Marketing (Carlo Vento)".to_owned(),
            learns: "Which policy they have today, when it ends, and who decides with them"
                .to_owned(),
        });
    });
    build.settle_as(
        "timeline",
        Resolution::Between,
        vec![part("sql", at_least("this-quarter").must())],
        "",
    );
}

fn promises(build: &mut Build) {
    build.step(Step::Sla);
    build.later(3);
    let mut sla = build.w.sla.clone();
    for promise in &mut sla.promises {
        match promise.id.as_str() {
            "volume" => {
                promise.at_least = Some(200);
            }
            "first-contact" => {
                promise.within = Targets(vec![Target {
                    value: 8,
                    unit: TimeUnit::BusinessHours,
                    when: None,
                }]);
            }
            _ => {}
        }
    }
    if let Some(calendar) = &mut sla.calendar {
        calendar.hours = [
            (
                "mon-fri".to_owned(),
                vec!["08:30-12:30".to_owned(), "13:30-18:00".to_owned()],
            ),
            ("sat".to_owned(), vec!["09:00-13:00".to_owned()]),
        ]
        .into_iter()
        .collect();
    }
    build.apply(Change::Sla(Box::new(sla)));
    build.apply(Change::Capacity(Capacity {
        leads_per_month: 200,
        reps: 5,
        working_days: 24,
        attempts: 5,
        confirmed_by: Some("Petra Sund".to_owned()),
    }));
    build.later(14);
}

const HEADER: [&str; 44] = [
    "Lead ID",
    "Full Name",
    "Email",
    "Phone",
    "Preferred Channel",
    "Policy Type",
    "Region",
    "Occupation",
    "Age",
    "Renewal Date",
    "Days to Renewal",
    "Present Cover",
    "Lead Source",
    "Relationship",
    "Consent",
    "Unsubscribed",
    "Buying Stage",
    "Budget",
    "Authority",
    "Need",
    "Start of Cover",
    "Reason",
    "Rejection Reason",
    "Create Date",
    "MQL Date",
    "Newsletter Subscribed On",
    "Email Clicks",
    "Last Email Click",
    "Contest Date",
    "Downloads",
    "Last Download",
    "Pricing Page Views",
    "Last Pricing View",
    "Calculator Uses",
    "Last Calculation",
    "Portal Request On",
    "Quotes Started",
    "Last Quote Started",
    "Quotes Requested",
    "Quote Date",
    "Contact Form Date",
    "Call-back Date",
    "Inbound Calls",
    "Last Inbound Call",
];
const ACTS: [&str; 11] = [
    "Branch Visit",
    "Appointment Booked On",
    "Enriched On",
    "First Contacted On",
    "Reached On",
    "Attempts Completed On",
    "Accepted On",
    "Rejected On",
    "Recycled On",
    "Qualified On",
    "Customer Since",
];

#[derive(Clone, Copy)]
enum Group {
    FreshQuote,
    RenewalSoon,
    Portal,
    Calculator,
    Contest,
    UnderAge,
    Travel,
    OldQuote,
    Bought,
}

const GROUPS: [(usize, Group); 9] = [
    (12, Group::FreshQuote),
    (8, Group::RenewalSoon),
    (10, Group::Portal),
    (15, Group::Calculator),
    (14, Group::Contest),
    (6, Group::UnderAge),
    (5, Group::Travel),
    (6, Group::OldQuote),
    (4, Group::Bought),
];

/// Eighty requests of three weeks.
pub fn leads() -> String {
    let mut sheet = Sheet::new(&[&HEADER[..], &ACTS[..]].concat());
    let mut dice = Dice::new(46);
    let mut rows: Vec<Vec<(&'static str, String)>> = Vec::new();
    for (count, group) in GROUPS {
        for nth in 0..count {
            rows.push(cells(group, nth, &mut dice));
        }
    }
    dice.shuffle(&mut rows);
    for (nth, mut row) in rows.into_iter().enumerate() {
        row.push(("Lead ID", format!("H-{:04}", 301 + nth)));
        sheet.row(&row);
    }
    sheet.text()
}

/// One request; what decides its fate is written out.
fn cells(group: Group, nth: usize, dice: &mut Dice) -> Vec<(&'static str, String)> {
    let person = dice.person();
    let address = format!("{}@mail.example", person.to_lowercase().replace(' ', "."));
    let mut row = vec![("Full Name", person), ("Email", address)];
    let mut put = |column: &'static str, cell: &str| row.push((column, cell.to_owned()));
    if dice.one_in(2) {
        put("Phone", &dice.phone());
    }
    put("Region", dice.pick(&["North", "East", "West", "Select"]));
    put("Relationship", "Prospect");
    put(
        "Occupation",
        dice.pick(&["Employed", "Self-employed", "Teacher", "Select"]),
    );
    let policy = match group {
        Group::Travel => "Travel",
        Group::Contest => "Select",
        Group::FreshQuote
        | Group::RenewalSoon
        | Group::Portal
        | Group::Calculator
        | Group::UnderAge
        | Group::OldQuote
        | Group::Bought => ["Car", "Home", "Liability"][nth % 3],
    };
    put("Policy Type", policy);
    let age = match group {
        Group::UnderAge => dice.between(15, 17),
        _ => dice.between(24, 70),
    };
    put("Age", &age.to_string());
    let (source, consent) = match group {
        Group::Portal => ("Comparison portal", "yes"),
        Group::Bought => ("Purchased list", "no"),
        Group::Contest => ("Contest", "yes"),
        _ => (
            dice.pick(&[
                "Organic search",
                "Paid search",
                "Radio spot",
                "Referral from a customer",
            ]),
            "yes",
        ),
    };
    put("Lead Source", source);
    put("Consent", consent);
    match group {
        Group::FreshQuote | Group::Travel | Group::UnderAge => {
            put("Quotes Requested", "1");
            put("Quote Date", &dice.day(0, 3));
        }
        Group::RenewalSoon => {
            put("Days to Renewal", &dice.between(5, 55).to_string());
            put("Quotes Requested", "1");
            put("Quote Date", &dice.day(5, 10));
        }
        Group::Portal => {
            put("Portal Request On", &dice.day(0, 3));
            put("Quotes Requested", "2");
            put("Quote Date", &dice.day(0, 3));
        }
        Group::Calculator => {
            put("Calculator Uses", &dice.between(1, 5).to_string());
            put("Last Calculation", &dice.day(0, 3));
        }
        Group::Contest => put("Contest Date", &dice.day(2, 14)),
        Group::OldQuote => {
            put("Quotes Requested", "1");
            put("Quote Date", &dice.day(12, 20));
        }
        Group::Bought => {}
    }
    row
}
