use super::*;

fn ms(milliseconds: u64) -> Moment {
    Moment::after(Duration::from_millis(milliseconds))
}

/// The events of pieces that were read at these milliseconds, and of the silence after them.
fn events(pieces: &[(&[u8], u64)]) -> Vec<Event> {
    let mut parser = Parser::default();
    for (piece, at) in pieces {
        parser.feed(piece, ms(*at));
    }
    while let Some(due) = parser.due() {
        parser.expire(due);
    }
    std::iter::from_fn(|| parser.take()).collect()
}

fn letter(c: char) -> Event {
    Event::Key(plain(KeyCode::Char(c)))
}

fn key(code: KeyCode) -> Event {
    Event::Key(plain(code))
}

fn ctrl(c: char) -> Event {
    Event::Key(Chord {
        ctrl: true,
        ..plain(KeyCode::Char(c))
    })
}

#[test]
fn keys_of_many_terminals_are_read() {
    let with = |code, ctrl, alt| Event::Key(Chord { code, ctrl, alt });
    let table: &[(&[u8], Event)] = &[
        (b"a", letter('a')),
        (b" ", letter(' ')),
        (b"\r", key(KeyCode::Enter)),
        (b"\t", key(KeyCode::Tab)),
        (b"\x7f", key(KeyCode::Backspace)),
        (b"\x03", ctrl('c')),
        (b"\x00", ctrl(' ')),
        (b"\x1f", ctrl('7')),
        ("é".as_bytes(), letter('é')),
        ("東".as_bytes(), letter('東')),
        ("🙂".as_bytes(), letter('🙂')),
        (b"\x1b", key(KeyCode::Esc)),
        (b"\x1bx", with(KeyCode::Char('x'), false, true)),
        (b"\x1b\x7f", with(KeyCode::Backspace, false, true)),
        (b"\x1b[A", key(KeyCode::Up)),
        (b"\x1bOA", key(KeyCode::Up)),
        (b"\x1b[1;5C", with(KeyCode::Right, true, false)),
        (b"\x1b[1;3D", with(KeyCode::Left, false, true)),
        (b"\x1b[Z", key(KeyCode::BackTab)),
        (b"\x1b[H", key(KeyCode::Home)),
        (b"\x1b[4~", key(KeyCode::End)),
        (b"\x1b[7~", key(KeyCode::Home)),
        (b"\x1b[3~", key(KeyCode::Delete)),
        (b"\x1b[5~", key(KeyCode::PageUp)),
        (b"\x1bOP", key(KeyCode::F(1))),
        (b"\x1b[[B", key(KeyCode::F(2))),
        (b"\x1b[15~", key(KeyCode::F(5))),
        (b"\x1b[21~", key(KeyCode::F(10))),
        (b"\x1b[24~", key(KeyCode::F(12))),
        (b"\x1b[97;5u", ctrl('a')),
        (b"\x1b[9;2u", key(KeyCode::BackTab)),
        (b"\x1b[27;5;99~", ctrl('c')),
        (b"\x1b[<0;3;4M", Event::Click(2, 3)),
        (b"\x1b[<64;1;1M", Event::WheelUp(0, 0)),
        (b"\x1b[<65;80;24M", Event::WheelDown(79, 23)),
        (b"\x1b[<16;3;4M", Event::Click(2, 3)),
        (b"\x1b[M #$", Event::Click(2, 3)),
        (b"\x1b[32;3;4M", Event::Click(2, 3)),
        (
            b"\x1b[200~two\rlines\x1b[201~",
            Event::Paste("two\rlines".to_owned()),
        ),
    ];
    for (bytes, event) in table {
        let shown = String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(
            events(&[(bytes, 0)]),
            std::slice::from_ref(event),
            "{shown:?}"
        );
        // In two pieces, where they are cut by a line that stalls for a moment.
        for cut in 1..bytes.len() {
            let pieces = [(&bytes[..cut], 0), (&bytes[cut..], 20)];
            assert_eq!(
                events(&pieces),
                std::slice::from_ref(event),
                "{shown:?} cut at {cut}"
            );
        }
    }
}

/// What terminals answer when somebody has asked them something.
const ANSWERS: [&[u8]; 16] = [
    b"\x1b[?62;22c",
    b"\x1b[>0;115;0c",
    b"\x1b[=1;2c",
    b"\x1b[12;40R",
    b"\x1b[0n",
    b"\x1b[?1004;1$y",
    b"\x1b[?1u",
    b"\x1b[8;24;80t",
    b"\x1b[I",
    b"\x1b[<0;3;4m",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
    b"\x1b]lshell: ~\x1b\\",
    b"\x1bP>|XTerm(388)\x1b\\",
    b"\x1bP1+r5463=31\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
];

#[test]
fn answers_are_dropped_whole_however_late_their_other_half_comes() {
    for answer in ANSWERS {
        let shown = String::from_utf8_lossy(answer).into_owned();
        assert_eq!(
            events(&[(answer, 0), (b"q", 1)]),
            [letter('q')],
            "{shown:?}"
        );
        for cut in 1..answer.len() {
            for late in [1, 400, 2000] {
                let pieces = [
                    (&answer[..cut], 0),
                    (&answer[cut..], late),
                    (b"q", late + 100),
                ];
                let mut seen = events(&pieces);
                // An escape byte that is alone for so long is a key: nobody could leave anything otherwise.
                if cut == 1 && late > 50 {
                    assert_eq!(seen.remove(0), key(KeyCode::Esc));
                }
                assert_eq!(seen, [letter('q')], "{shown:?} cut at {cut}, {late} ms");
            }
        }
    }
}

#[test]
fn what_never_ends_swallows_no_key_that_ends_things() {
    let unended: [&[u8]; 10] = [
        b"\x1b[M",
        b"\x1b[M #",
        b"\x1bP>|xterm(1)\x1b",
        b"\x1b[",
        b"\x1b[?",
        b"\x1b[12;",
        b"\x1b]",
        b"\x1b]11;rgb",
        b"\x1bP>|",
        b"\x1bO",
    ];
    for begin in unended {
        let shown = String::from_utf8_lossy(begin).into_owned();
        // Control-C at once; a letter after the time that a sequence takes.
        assert_eq!(
            events(&[(begin, 0), (b"\x03", 60)]),
            [ctrl('c')],
            "{shown:?}"
        );
        assert_eq!(
            events(&[(begin, 0), (b"q", 5001)]),
            [letter('q')],
            "{shown:?}"
        );
    }
}

#[test]
fn a_paste_without_its_end_is_told_and_types_nothing() {
    let lost = || Event::Lost(PASTE_LOST);
    let begin: &[u8] = b"\x1b[200~abc\rq";
    assert_eq!(events(&[(begin, 0)]), [lost()]);
    assert_eq!(events(&[(begin, 0), (b"\x03", 300)]), [lost(), ctrl('c')]);
    assert_eq!(events(&[(begin, 0), (b"q", 2100)]), [lost(), letter('q')]);
    // Its end, when it comes after all, is no key.
    let late: &[u8] = b"\x1b[201~";
    assert_eq!(events(&[(begin, 0), (late, 2100)]), [lost()]);
    // A slow line is no end.
    let slow = [(begin, 0), (b"more".as_slice(), 1900), (late, 3800)];
    assert_eq!(events(&slow), [Event::Paste("abc\rqmore".to_owned())]);
}

#[test]
fn the_end_of_a_paste_may_be_cut_anywhere() {
    let whole = b"\x1b[200~abc\x1b[201~q";
    for cut in 1..whole.len() {
        let pieces = [(&whole[..cut], 0), (&whole[cut..], 30)];
        let expected = [Event::Paste("abc".to_owned()), letter('q')];
        assert_eq!(events(&pieces), expected, "cut at {cut}");
    }
}

#[test]
fn a_paste_longer_than_any_field_is_refused_and_costs_no_memory() {
    let mut parser = Parser::default();
    parser.feed(b"\x1b[200~", ms(0));
    for at in 0..20 {
        parser.feed(&vec![b'x'; 100_000], ms(at));
        let State::Paste(bytes, _) = &parser.state else {
            panic!("{:?}", parser.state);
        };
        assert!(bytes.len() <= LONGEST_PASTE + 100_000);
    }
    parser.feed(b"\x1b[201~q", ms(21));
    assert_eq!(parser.take(), Some(Event::Lost(PASTE_TOO_LONG)));
    assert_eq!(parser.take(), Some(letter('q')));
    assert_eq!(parser.take(), None);
}

#[test]
fn text_in_one_piece_is_a_paste_without_brackets() {
    let text = "ten wörds\r".repeat(2000);
    // As a terminal hands it on, cut in the middle of a letter too.
    let pieces: Vec<(&[u8], u64)> = text
        .as_bytes()
        .chunks(4095)
        .map(|piece| (piece, 0))
        .collect();
    let pasted: String = events(&pieces)
        .into_iter()
        .map(|event| match event {
            Event::Paste(text) => text,
            Event::Key(Chord {
                code: KeyCode::Char(c),
                ..
            }) => c.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(pasted, text);
    // What somebody types afterwards is typed.
    let pieces: [(&[u8], u64); 3] = [(&[b'x'; 300], 0), (b"j", 10), (b"jj", 200)];
    let seen = events(&pieces);
    assert_eq!(seen[1..], [letter('j'), letter('j'), letter('j')]);
}

#[test]
fn four_hundred_turns_of_the_wheel_are_four_hundred() {
    let turns = b"\x1b[<65;10;10M".repeat(400);
    let pieces: Vec<(&[u8], u64)> = turns.chunks(1024).map(|piece| (piece, 0)).collect();
    assert_eq!(events(&pieces), vec![Event::WheelDown(9, 9); 400]);
}

#[test]
fn any_bytes_in_any_pieces_end_in_silence_and_control_c_is_heard() {
    let mut state = 7_u64;
    let mut dice = move |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % sides
    };
    for _ in 0..3000 {
        let mut parser = Parser::default();
        let mut at = 0;
        for _ in 0..dice(12) {
            let piece: Vec<u8> = (0..=dice(40))
                .map(|_| match dice(4) {
                    0 => 0x1b,
                    1 => b"[]OP_<?;0M~c\\"[usize::try_from(dice(13)).unwrap()],
                    _ => u8::try_from(dice(256)).unwrap(),
                })
                .collect();
            at += dice(300);
            parser.feed(&piece, ms(at));
        }
        while parser.take().is_some() {}
        let in_paste = matches!(parser.state, State::Paste(..));
        let in_click = matches!(parser.state, State::Click(_));
        // Whoever presses it when nothing happens presses it again.
        for _ in 0..3 {
            at += 2001;
            parser.feed(b"\x03", ms(at));
        }
        let seen: Vec<Event> = std::iter::from_fn(|| parser.take()).collect();
        assert!(seen.contains(&ctrl('c')), "{in_paste} {in_click} {seen:?}");
        assert_eq!(parser.due(), None);
    }
}
