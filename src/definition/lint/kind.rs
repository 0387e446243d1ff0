//! The warnings by name; each stands in the guide, `docs/lead-definition.md`.

macro_rules! lints {
    ($($(#[$about:meta])* $lint:ident = $id:literal,)*) => {
        /// A kind of warning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Lint {
            $($(#[$about])* $lint,)*
        }

        impl Lint {
            /// All of them.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$lint),*];

            /// The name in `check --json` and in the guide.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$lint => $id,)*
                }
            }
        }
    };
}

lints! {
    /// The hand-over can be entered by a lead that did nothing.
    HandOverWithoutAct = "hand-over-without-act",
    /// The hand-over can be entered by a lead without name, company or a way to reach it.
    HandOverWithoutRecord = "hand-over-without-record",
    /// What is said to be no lead can be handed over.
    NotALeadLetIn = "not-a-lead-let-in",
    /// What is said to be no lead is kept out by nothing.
    InWordsOnly = "in-words-only",
    /// An act that gives points, and none that can bring a lead to the hand-over.
    IdleAct = "idle-act",
    /// An event that nothing asks for.
    UnusedEvent = "unused-event",
    /// A weaker act that earns more than a stronger one.
    WeakerEarnsMore = "weaker-earns-more",
    /// A field for the source takes `website` for a source.
    VagueSource = "vague-source",
    /// So many leads of an export have such a source.
    VagueSourceInLeads = "vague-source-in-leads",
    /// A column that counts any form or meeting is read as one act.
    AnyActColumn = "any-act-column",
    /// The file says agreed, and no two people have signed it.
    NotSigned = "not-signed",
    /// A word of the statement that each reader takes differently.
    VagueWord = "vague-word",
    /// A value stands twice in a list.
    TwiceInList = "twice-in-list",
    /// A value has blanks around it.
    BlanksAround = "blanks-around",
    /// A value has letters that are not compared without regard to capitals.
    OtherLetters = "other-letters",
    /// A value contains the list's separator.
    SeparatorInside = "separator-inside",
    /// A word of a rule has signs that do not count.
    SignsDoNotCount = "signs-do-not-count",
    /// A rule asks for a placeholder.
    PlaceholderAsked = "placeholder-asked",
    /// The name of a list stands where a text is compared.
    ListNameAsText = "list-name-as-text",
    /// A value ends or begins with a letter that other programs take for "anything".
    Wildcard = "wildcard",
    /// No gate and no points below 0.
    NothingAgainst = "nothing-against",
    /// A score that no stage depends on.
    IdleScore = "idle-score",
    /// A rule that no stage depends on.
    IdleRule = "idle-rule",
    /// A `freezeAbove` that stops nothing.
    IdleFreeze = "idle-freeze",
    /// Acts that count once in blocks which shift with the day of scoring.
    ShiftingBlocks = "shifting-blocks",
    /// A grade that no stage depends on.
    IdleGrade = "idle-grade",
    /// Some leads get no grade.
    GradeGap = "grade-gap",
    /// One field gives points in several rules.
    CountedTwice = "counted-twice",
    /// Two fields that give points read one column.
    OneColumn = "one-column",
    /// Every lead enters a higher stage.
    OpenStage = "open-stage",
    /// A stage is nobody's.
    NoOwner = "no-owner",
    /// There is no such field to hand off.
    HandOffUnknown = "hand-off-unknown",
    /// A promise names what is not declared.
    PromiseUnmeasured = "promise-unmeasured",
    /// The business calendar runs by a zone that is probably not meant.
    DoubtfulZone = "doubtful-zone",
    /// No example shows what the rules do.
    NoGoldenLeads = "no-golden-leads",
    /// No lead of an export has the event.
    EventInNoLead = "event-in-no-lead",
    /// A column of an export is empty.
    EmptyColumn = "empty-column",
    /// A value stands in no lead of an export.
    ValueInNoLead = "value-in-no-lead",
    /// A cell of an export is none of the levels.
    NoSuchLevel = "no-such-level",
    /// A cell of an export looks as if nothing were known.
    LooksLikeNothing = "looks-like-nothing",
}
