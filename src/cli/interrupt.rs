//! A command that is ended by a signal leaves no half-written file behind.

/// Signals that end a command while the rest of its work is still to be done.
#[cfg(unix)]
const ENDING: [i32; 3] = {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    [SIGINT, SIGTERM, SIGHUP]
};

/// From now on SIGINT, SIGTERM and SIGHUP remove what is being written before they end the program, which then ends by
/// that signal. Those that the program was started to ignore, as `nohup` does, stay ignored. Where signals cannot be
/// listened to, they end the program as ever; what is left then is removed by the next save in that folder.
#[cfg(unix)]
pub(super) fn leave_nothing() {
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let ignored = ignored();
    let ending = ENDING.into_iter().filter(|signal| !is_in(ignored, *signal));
    let Ok(mut signals) = Signals::new(ending) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let _ = leadpact_files::end_by(|| emulate_default_handler(signal));
        }
    });
}

#[cfg(not(unix))]
pub(super) fn leave_nothing() {}

/// The signals that the program was started to ignore, a bit for each. Where the system does not tell, SIGHUP counts as
/// ignored: a command under `nohup` must not end.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status");
    status
        .ok()
        .and_then(|status| ignored_in(&status))
        .unwrap_or(1 << (signal_hook::consts::SIGHUP - 1))
}

/// The line of Linux's `/proc/self/status` that tells them.
#[cfg(unix)]
fn ignored_in(status: &str) -> Option<u64> {
    let mut lines = status.lines();
    let bits = lines.find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(bits.trim(), 16).ok()
}

#[cfg(unix)]
fn is_in(signals: u64, signal: i32) -> bool {
    signals >> (signal - 1) & 1 == 1
}

#[cfg(all(test, unix))]
mod tests {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    use super::*;

    #[test]
    fn what_is_ignored_is_read_bit_by_bit() {
        let status = "Name:\tleadpact\nSigBlk:\t0000000000000002\nSigIgn:\t0000000000004001\n";
        let ignored = ignored_in(status).expect("the line is there");
        let those: Vec<bool> = [SIGHUP, SIGINT, SIGTERM]
            .map(|signal| is_in(ignored, signal))
            .into();
        assert_eq!(those, [true, false, true]);
        assert_eq!(ignored_in("Name:\tleadpact\n"), None);
    }
}
