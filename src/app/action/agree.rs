//! What can be asked for: agreeing.

use super::actions;

actions! {
    /// What can be asked for while agreeing.
    pub enum AgreeAction {
        /// The first party's answer.
        Take1,
        /// The second party's answer.
        Take2,
        /// The third party's answer.
        Take3,
        /// The fourth party's answer.
        Take4,
        /// The fifth party's answer.
        Take5,
        /// The sixth party's answer.
        Take6,
        /// The seventh party's answer.
        Take7,
        /// The eighth party's answer.
        Take8,
        /// The ninth party's answer.
        Take9,
        /// Whatever any party accepts.
        Either,
        /// Only what every party accepts.
        Both,
        /// What lies between.
        Between,
        /// One part for an earlier stage, another for a later one.
        ByStage,
        /// Learn it in a light engagement.
        PreQualify,
        /// Write a new answer.
        OwnWords,
        /// Put it off.
        Park,
        /// Every party that has not spoken agrees.
        AllAgree,
        /// Change the agreed answer.
        Edit,
        /// To the next difference.
        Next,
        /// To the difference before.
        Previous,
        /// Settle everything that all said alike.
        SettleSame,
        /// Read the whole definition so far.
        Read,
        /// The definition below, a few lines up.
        TextUp,
        /// The definition below, a few lines down.
        TextDown,
        /// Read the highlighted way out, or the agreed answer, as a whole.
        ReadWay,
        /// To the list of all points.
        Overview,
        /// Edit the ladder of stages.
        Stages,
        /// Points, caps and thresholds beside the lead cards.
        Scoring,
    }
}
