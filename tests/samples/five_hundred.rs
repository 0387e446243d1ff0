//! "500 leads, 10 worth pursuing": a vendor of cyber security.
//!
//! The threshold is 50 points for everybody. Marketing's sheet gives 20 for ten people or more, 20 for prospects and
//! customers and 15 for the least of its signals: whoever left a name is qualified. Sales' sheet asks for five musts that a record shows.
//! The agreement keeps sales' musts for leads that go straight to sales, and asks less of those that get a call first.

use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::scalar::Texts;
use leadpact_definition::sla::{Target, Targets, TimeUnit};
use leadpact_workshop::{
    AskedEntry, Capacity, Change, Entry, EntryKind, HandedOver, PreQualification,
    PreQualificationForm, Resolution, Response, StagePlan, Step, Voice, Workshop,
};

use super::kit::{
    Build, Say, any, at_least, between, cards, from, nobody_knows, order, part, route, signals,
    text, values,
};

const BEGUN: &str = "2026-03-05T09:00:00+00:00[Europe/London]";

/// The stage that skips the qualification call.
pub const READY: &str = "sales-ready";

/// The signed workshop.
pub fn complete() -> Workshop {
    let mut build = revealed();
    easy_points(&mut build);
    hard_points(&mut build);
    promises(&mut build);
    build.in_force("2026-04-01", HandedOver::JudgedAnew);
    build.sign();
    build.w
}

/// The same workshop an hour earlier: all answers on the table, the first points settled.
pub fn playable() -> Workshop {
    let mut build = revealed();
    easy_points(&mut build);
    build.w.head.sample = true;
    build.w.head.place = Some("decision-stage".to_owned());
    build.w
}

fn revealed() -> Build {
    let mut build = Build::new("b2b", "500 leads, 10 worth pursuing", BEGUN);
    build.set_up(
        "Palisade",
        "Managed detection and response for companies of medium size",
        "GBP",
        &[
            ("facilitator", &["Ines Aubert"]),
            ("marketing", &["Maya Lindholm"]),
            ("sales", &["Tom Okonjo"]),
        ],
    );
    name_placeholders(&mut build);
    ladder(&mut build);
    build.later(10);
    build.sheet("marketing", "Maya Lindholm", "4d", marketing());
    build.sheet("sales", "Tom Okonjo", "53", sales());
    build.reveal();
    build
}

/// The CRM writes `Select` where nobody chose anything.
fn name_placeholders(build: &mut Build) {
    for id in [
        "industry",
        "seniority",
        "decision_stage",
        "budget_access",
        "authority",
        "need",
        "timeline",
    ] {
        let mut field = build.w.bank.fields[id].clone();
        field.placeholders = vec!["select".to_owned()];
        build.apply(Change::NameField {
            id: id.to_owned(),
            field: Some(Box::new(field)),
        });
    }
}

/// Thresholds that suit the points given here, and a stage for leads that need no call before sales talks to them.
fn ladder(build: &mut Build) {
    let mut stages = build.w.stages.clone();
    for stage in &mut stages {
        match stage.id.as_str() {
            "cold" => stage.enter.at_least = Some(30),
            "mql" => {
                stage.enter.at_least = Some(50);
                "An SDR makes the qualification call: what made them look now, how far the decision is, and by when they want to be protected.".clone_into(&mut stage.next);
                stage.routing = vec![route(
                    Condition::field(
                        "industry",
                        Test::In(Texts(
                            [
                                "government",
                                "public sector",
                                "government administration",
                                "government_administration",
                            ]
                            .map(str::to_owned)
                            .to_vec(),
                        )),
                    ),
                    "the framework team",
                )];
                "the SDR on duty".clone_into(&mut stage.routing_fallback);
            }
            _ => {}
        }
    }
    let place = stages.iter().position(|s| s.id == "sal").expect("a stage");
    stages.insert(
        place,
        StagePlan {
            id: READY.to_owned(),
            name: "Sales-ready lead".to_owned(),
            owner: "sales".to_owned(),
            track: "main".to_owned(),
            enter: Entry {
                by: EntryKind::Musts,
                at_least: None,
                act: None,
                asked: AskedEntry::default(),
            },
            exit: String::new(),
            expect: "Everything sales asked for on its own sheet stands in the record.".to_owned(),
            next: "An account executive phones within four business hours. No qualification call before.".to_owned(),
            nurture: String::new(),
            routing: vec![route(
                Condition::field("employees", Test::Above(1000.0)),
                "the senior account executive",
            )],
            routing_fallback: "Tom Okonjo".to_owned(),
            hand_off: ["name", "company", "email", "phone", "job_title", "seniority", "decision_stage", "source"]
                .map(str::to_owned)
                .to_vec(),
        },
    );
    build.apply(Change::Stages(stages));
}

fn marketing() -> Vec<(&'static str, Response)> {
    vec![
        (
            "own-words",
            text(
                "Anyone who shows us that they care about security. If somebody gives us a real address for the trends \
             report, a threat webinar or even just the newsletter, they have put a hand up, and I want sales to call \
             while they still remember us.",
            ),
        ),
        (
            "industry",
            any().nice().because(
                "Everybody gets attacked. I will not tell a school that we do not want it.",
            ),
        ),
        ("job-role", values(&["it", "security"]).strong()),
        (
            "seniority",
            at_least("specialist").nice().because(
                "The specialist who reads our report today writes the shortlist next year.",
            ),
        ),
        (
            "decision-stage",
            at_least("curious")
                .nice()
                .because("Curious is where everybody starts."),
        ),
        ("budget", nobody_knows()),
        (
            "budget-access",
            nobody_knows()
                .because("We never ask. Every further field in the form costs us sign-ups."),
        ),
        (
            "path",
            order(&["search", "content", "webinar", "demo", "proposal"]),
        ),
        (
            "pain",
            text(
                "They read about an attack on somebody like them and wonder whether they are next.",
            )
            .nice(),
        ),
        (
            "employees",
            from(10.0)
                .strong()
                .because("Below ten there is nobody to talk to."),
        ),
        ("revenue", from(20_000_000.0).nice()),
        ("authority", at_least("uses").nice()),
        ("need", at_least("assumed").nice()),
        ("timeline", at_least("no-date").nice()),
        (
            "email-ground",
            at_least("opt-in").because("Legal insists, and they are right."),
        ),
        ("phone-ground", at_least("legitimate-interest")),
        ("already-ours", values(&["open-opportunity"])),
        (
            "existing-customers",
            values(&["new", "customer", "former"]).strong().because(
                "Our customers buy a second product more often than strangers buy the first.",
            ),
        ),
        (
            "signals",
            signals([
                &[],
                &["email-click", "social", "pages"],
                &[
                    "newsletter",
                    "guide",
                    "webinar",
                    "booth",
                    "case-study",
                    "pricing-page",
                ],
                &["trial", "contact-form", "price", "consultation", "demo"],
            ]),
        ),
        ("not-a-lead", values(&["anonymous", "opted-out"])),
        (
            "cards",
            cards(&[
                ("guide-and-webinar", "mql"),
                ("ready-director", "sql"),
                ("daily-trial", "mql"),
                ("student", "lead"),
                ("competitor", "contact"),
                ("bought-vp", "lead"),
                ("existing-customer", "mql"),
                ("silent-fit", "cold"),
                ("booth-card", "mql"),
                ("small-and-urgent", "mql"),
            ]),
        ),
    ]
}

fn sales() -> Vec<(&'static str, Response)> {
    vec![
        ("own-words", text(
            "Somebody who buys something like ours this year, who can sign for it or gets the signature, and who wants \
             to talk to us now. Not a student with a white paper. Of the last 500 that came over I would call ten back.",
        )),
        ("industry", values(&["finance", "insurance", "healthcare", "energy"]).must().because(
            "They have an auditor who asks. Everybody else says security matters and then buys chairs.",
        )),
        ("job-role", values(&["it", "security"]).strong().because("The finance director forwards us to IT anyway.")),
        ("seniority", at_least("director").must().never(&["intern"]).because(
            "A specialist likes us, but cannot sign anything.",
        )),
        ("decision-stage", at_least("halfway").must().because("Before there is a shortlist it is homework, not a deal.")),
        ("budget", from(40_000.0).must().because("Below that we lose money on the set-up.")),
        ("budget-access", at_least("shares").must()),
        ("path", order(&["recommendation", "outreach", "first-call", "demo", "review", "proposal", "purchasing"])),
        ("pain", text("The contract with the present vendor ends, or an auditor found a hole.").strong()),
        ("employees", between(200.0, 5000.0).must().because("Smaller ones have no team, larger ones build it themselves.")),
        ("revenue", from(20_000_000.0).nice()),
        ("authority", at_least("influences").must()),
        ("need", at_least("confirmed").must().because("Said to a human being, not ticked in a form.")),
        ("timeline", at_least("half-year").must().because("My forecast has four quarters, not seven.")),
        ("email-ground", at_least("opt-in")),
        ("phone-ground", at_least("opt-in").because("Nobody likes a cold call, least of all me.")),
        ("already-ours", values(&["open-opportunity", "account-manager", "partner"])),
        ("existing-customers", values(&["new", "former"]).nice().never(&["customer"]).because(
            "Customers belong to their account manager. Call one as a new lead and you look a fool.",
        )),
        ("signals", signals([
            &["newsletter", "email-click", "social", "pages"],
            &["guide", "webinar", "booth"],
            &["case-study", "pricing-page", "trial", "contact-form"],
            &["price", "consultation", "demo"],
        ])),
        ("not-a-lead", values(&[
            "bought-list", "scraped", "anonymous", "no-channel", "opted-out", "student", "competitor", "supplier",
            "silent-fit", "support", "false-details",
        ])),
        ("cards", cards(&[
            ("guide-and-webinar", "lead"),
            ("ready-director", "sql"),
            ("daily-trial", "lead"),
            ("student", "none"),
            ("competitor", "none"),
            ("bought-vp", "none"),
            ("existing-customer", "customer"),
            ("silent-fit", "cold"),
            ("booth-card", "contact"),
            ("small-and-urgent", "lead"),
        ])),
    ]
}

/// What was settled in the first half hour; the playable sample stops here.
fn easy_points(build: &mut Build) {
    build.step(Step::Agree);
    build.settle_same();
    build.settle_as("own-words", Resolution::OwnWords, vec![part("", text(
        "A lead is a person we know by name, at a company we can protect, who came to us of their own will. It is \
         qualified when that person works on security or IT and has shown more than curiosity.",
    ))], "Maya's hand that goes up and Tom's company that can pay are two halves of one sentence.");
    build.settle_as("industry", Resolution::SplitByStage, vec![
        part("mql", values(&["finance", "insurance", "healthcare", "energy", "public-sector"]).must()),
        part(READY, values(&["finance", "insurance", "healthcare", "energy"]).must()),
    ], "Councils buy through a framework contract: worth a call, but not an account executive on the same day.");
    build.settle_as(
        "seniority",
        Resolution::SplitByStage,
        vec![
            part("mql", at_least("specialist").must().never(&["intern"])),
            part(READY, at_least("director").must()),
        ],
        "A specialist opens the door. A director walks through it.",
    );
    build.says("sales", "seniority", Voice::CanLiveWithIt);
    build.settle_as(
        "employees",
        Resolution::SplitByStage,
        vec![
            part("mql", from(50.0).must()),
            part(READY, between(200.0, 5000.0).must()),
        ],
        "Between 50 and 200 the call finds out whether somebody runs security there.",
    );
    build.settle(
        "phone-ground",
        Resolution::Take("marketing".to_owned()),
        "Whoever left a number on a form about security may expect a call about security.",
    );
    build.says("sales", "phone-ground", Voice::CanLiveWithIt);
    build.settle(
        "already-ours",
        Resolution::Union,
        "Whoever talks to them now keeps talking to them.",
    );
    build.settle_as(
        "signals",
        Resolution::OwnWords,
        vec![part(
            "",
            signals([
                &["email-click", "social"],
                &["newsletter", "pages", "booth"],
                &["guide", "webinar", "case-study", "pricing-page", "trial"],
                &["contact-form", "price", "consultation", "demo"],
            ]),
        )],
        "Reading is interest. Asking us for something is intent.",
    );
    build.says("sales", "signals", Voice::CanLiveWithIt);
    build.settle_as(
        "cards",
        Resolution::OwnWords,
        vec![part(
            "",
            cards(&[
                ("guide-and-webinar", "mql"),
                ("ready-director", "sql"),
                ("daily-trial", "lead"),
                ("student", "none"),
                ("competitor", "none"),
                ("bought-vp", "none"),
                ("existing-customer", "customer"),
                ("silent-fit", "cold"),
                ("booth-card", "lead"),
                ("small-and-urgent", "lead"),
            ]),
        )],
        "One by one, with the card in hand. Only the specialist took longer than a minute.",
    );
}

/// What took the second half hour.
fn hard_points(build: &mut Build) {
    let sales = || Resolution::Take("sales".to_owned());
    build.settle_as("decision-stage", sales(), vec![part(READY, at_least("halfway").must())],
        "Tom is right about the shortlist. But most records say nothing about it, because nobody ever asked. So it opens the short way to sales, and does not close the long one.");
    build.settle_as(
        "budget",
        Resolution::OwnWords,
        vec![part("sql", from(25_000.0).must())],
        "Three of last year's twelve new customers signed for less than 40,000.",
    );
    build.says("sales", "budget", Voice::CanLiveWithIt);
    build.settle_as(
        "budget-access",
        sales(),
        vec![part("sql", at_least("shares").must())],
        "",
    );
    build.settle_as(
        "path",
        Resolution::OwnWords,
        vec![part(
            "",
            order(&[
                "content",
                "webinar",
                "first-call",
                "demo",
                "review",
                "proposal",
                "purchasing",
            ])
            .ignore(),
        )],
        "It decides what marketing sends when, not who is a lead.",
    );
    build.settle_as(
        "pain",
        Resolution::OwnWords,
        vec![part(
            "mql",
            text(
                "A contract that ends, a finding of an auditor, or an attack on somebody like them",
            )
            .strong()
            .asked_by("SDR on the qualification call"),
        )],
        "All three made somebody buy last year.",
    );
    build.settle_as(
        "authority",
        sales(),
        vec![part("sql", at_least("influences").must())],
        "",
    );
    build.settle(
        "need",
        Resolution::PreQualify,
        "This is where the 23 were lost: nobody asked them, so nobody knew.",
    );
    build.amend("need", |d| {
        d.pre_qualification = Some(PreQualification {
            form: PreQualificationForm::Call,
            who: "SDR (Rosa Meyer)".to_owned(),
            learns: "What made them look now, how far the decision is, and by when they want to be protected".to_owned(),
        });
    });
    build.settle(
        "timeline",
        Resolution::Between,
        "A project of this year is in somebody's plan. Later than that is a newsletter.",
    );
    build.says("sales", "timeline", Voice::CanLiveWithIt);
    build.park(
        "existing-customers",
        "Neither of us may decide this without account management.",
        "Nadia Prior (account management)",
        "2026-04-02",
    );
    build.settle("not-a-lead", Resolution::Union, "");
}

fn promises(build: &mut Build) {
    build.step(Step::Sla);
    build.later(4);
    let mut sla = build.w.sla.clone();
    for promise in &mut sla.promises {
        match promise.id.as_str() {
            "volume" => {
                promise.at_least = Some(30);
            }
            "first-contact" => {
                promise.words = Some("The first attempt is the qualification call.".to_owned());
                promise.within = hours(16);
            }
            _ => {}
        }
    }
    let at = sla
        .promises
        .iter()
        .position(|p| p.id == "first-contact")
        .expect("a promise");
    let mut faster = sla.promises[at].clone();
    "first-contact-sales-ready".clone_into(&mut faster.id);
    faster.words = Some("The first attempt is by phone.".to_owned());
    faster.within = hours(4);
    faster.applies_to = Some(Condition::Stage(READY.to_owned()));
    faster.on_miss =
        Some("Tom Okonjo phones the lead himself before the end of the day.".to_owned());
    sla.promises.insert(at, faster);
    build.apply(Change::Sla(Box::new(sla)));
    build.apply(Change::Capacity(Capacity {
        leads_per_month: 30,
        reps: 2,
        working_days: 21,
        attempts: 5,
        confirmed_by: Some("Tom Okonjo".to_owned()),
    }));
    build.later(15);
}

fn hours(value: u32) -> Targets {
    Targets(vec![Target {
        value,
        unit: TimeUnit::BusinessHours,
        when: None,
    }])
}
