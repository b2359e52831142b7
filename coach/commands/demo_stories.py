"""The made-up people of `coach demo`, and what has happened with each of them. Any likeness is an accident."""

from typing import Any, NamedTuple


class Happened(NamedTuple):
    """One thing that happened, `ago` business days before today, at `hour` o'clock.

    `verb` is one of those `coach.commands.demo` can act. In `words`, a key that ends in `_in` names a day by the business
    days from the day it happened on, and one in `_in_days` by calendar days.
    """

    ago: int
    verb: str
    words: dict[str, Any]
    hour: int = 10


class Story(NamedTuple):
    """One lead: what is known of it when it comes in, and what happens then, in order. The first thing is that it comes in."""

    name: str
    known: dict[str, Any]
    happened: tuple[Happened, ...]


def _h(ago: int, verb: str, hour: int = 10, **words: Any) -> Happened:
    return Happened(ago, verb, words, hour)


OWNERS = ("Maya Lind", "Tobias Falk")
MAYA, TOBIAS = OWNERS

STORIES = (
    Story(
        "Ben Adeyemi",
        {"company": "Adeyemi Roofing", "email": "ben@adeyemi-roofing.example", "value": "4200", "owner": MAYA,
         "source": "website"},
        (
            _h(13, "add"),
            _h(13, "touch", 11, via="email", note="Thanked him, offered two times to talk.", gave="a first idea of the cost"),
            _h(12, "reply", 9, via="email", note="Thursday suits me."),
            _h(11, "touch", 14, via="meeting", note="Two roofs leak at every storm; he loses a day each time."),
            _h(11, "answer", 14, lens="problem", text="Every storm, two roofs leak and the crew drops everything else."),
            _h(11, "answer", 14, lens="impact", text="A lost day each time, about six a year."),
            _h(11, "move", 15, stage="discovery", evidence="He answered and we talked on the roof."),
            _h(9, "touch", via="email", note="Recap of what I heard.", gave="the recap on one page"),
            _h(6, "reply", 16, via="call", note="The recap is right. What would you do?"),
            _h(6, "move", 16, stage="proposal", evidence="He told the problem and its cost, and asked for a proposal."),
            _h(5, "touch", via="visit", note="Went through the sketch together.", gave="the sketch"),
            _h(1, "reply", 17, via="message", note="Looks good. What about the gutters?"),
        ),
    ),
    Story(
        "Lin Wei",
        {"company": "Harbour Dental", "email": "lin@harbourdental.example", "value": "1800", "owner": MAYA,
         "source": "recommended"},
        (
            _h(8, "add"),
            _h(8, "touch", 12, via="call", note="Talked for five minutes between two patients."),
            _h(7, "reply", 9, via="email", note="Come by next week, early."),
            _h(7, "move", 9, stage="discovery", evidence="She answered and asked us to come by."),
            _h(4, "touch", 8, via="visit", note="The night alarm goes off twice a month.", next_step="Send the checklist",
               due_in=2, promise="ours"),
            _h(4, "answer", 9, lens="problem", text="The alarm goes off at night and nobody knows why."),
        ),
    ),
    Story(
        "Sara Novak",
        {"company": "Novak & Co", "email": "sara@novak-co.example", "value": "7500", "owner": MAYA,
         "source": "trade fair"},
        (
            _h(25, "add"),
            _h(25, "touch", 11, via="call", note="She has read about us."),
            _h(22, "touch", via="meeting", note="The old system ends with the year.", gave="a way to keep the old data"),
            _h(22, "answer", 11, lens="problem", text="The system they have is no longer looked after."),
            _h(22, "answer", 11, lens="urgency", text="The licence runs out; that is the day that matters."),
            _h(22, "move", 12, stage="discovery", evidence="We met and she told us the day."),
            _h(18, "reply", via="email", note="Please send a proposal."),
            _h(18, "move", 11, stage="proposal", evidence="She asked for the proposal."),
            _h(17, "touch", via="email", note="Sent the proposal.", gave="one page, one price"),
            _h(11, "reply", via="call", note="Read it. Two points are open."),
            _h(11, "answer", 11, lens="impact", text="Without it the orders would be typed by hand.", basis="shown"),
            _h(11, "move", 11, stage="decision", evidence="She read it and said what she thinks."),
            _h(9, "touch", via="email", note="Answered the two points."),
            _h(5, "touch", via="call", note="Left a message with her assistant."),
        ),
    ),
    Story(
        "Tom Reyes",
        {"company": "Reyes Print", "phone": "+44 20 7946 0958", "owner": MAYA, "source": "website"},
        (_h(0, "add", 8),),
    ),
    Story(
        "Amara Osei",
        {"company": "Osei Catering", "email": "amara@oseicatering.example", "value": "950", "owner": TOBIAS,
         "source": "walked in"},
        (
            _h(2, "add"),
            _h(2, "touch", 15, via="email", note="Two times to talk.", gave="the menu of last summer"),
        ),
    ),
    Story(
        "Jonas Lindqvist",
        {"company": "Lindqvist Bikes", "email": "jonas@lindqvistbikes.example", "value": "5600", "owner": TOBIAS,
         "source": "recommended"},
        (
            _h(40, "add"),
            _h(39, "touch", via="call", note="He wants the workshop full in winter too."),
            _h(36, "reply", via="call", note="Let us talk it through."),
            _h(36, "move", 11, stage="discovery", evidence="He asked for a talk."),
            _h(33, "touch", via="meeting", note="Winter is half empty."),
            _h(33, "answer", 12, lens="problem", text="From November to February half the stands are empty."),
            _h(33, "answer", 12, lens="impact", text="Perhaps a third of the year's income.", basis="guessed"),
            _h(28, "move", stage="proposal", evidence="He asked what it would take."),
            _h(28, "touch", 11, via="email", note="Sent the plan for one winter.", gave="the plan"),
            _h(20, "touch", via="message", note="Asked what he thinks."),
        ),
    ),
    Story(
        "Priya Raman",
        {"company": "Raman Yoga", "email": "priya@ramanyoga.example", "value": "1200", "owner": MAYA,
         "source": "a friend"},
        (
            _h(10, "add"),
            _h(10, "touch", 12, via="message", note="Two questions to begin with."),
            _h(9, "reply", via="message", note="Yes, gladly, after the retreat."),
            _h(9, "move", 11, stage="discovery", evidence="She agreed to talk after the retreat."),
            _h(8, "snooze", day_in=14),
        ),
    ),
    Story(
        "Marta Silva",
        {"company": "Silva Tiles", "email": "marta@silvatiles.example", "value": "3100", "owner": MAYA,
         "source": "website"},
        (
            _h(19, "add"),
            _h(19, "touch", 12, via="call", note="The showroom is too dark."),
            _h(16, "touch", via="visit", note="Stood in the showroom together.", gave="a test lamp for a week"),
            _h(16, "answer", 11, lens="problem", text="Customers see the colours wrong and bring tiles back."),
            _h(16, "move", 12, stage="proposal", evidence="She asked for a trial.", anyway=""),
            _h(9, "reply", via="call", note="The lamp convinced my husband too."),
            _h(9, "move", 11, stage="decision", evidence="They tried it and said what they think."),
            _h(7, "touch", via="call", note="They choose between two sizes.", next_step="Hear which size they want",
               due_in=4, promise="theirs"),
        ),
    ),
    Story(
        "Oskar Brandt",
        {"company": "Brandt Joinery", "phone": "+49 30 5550 1234", "value": "2600", "owner": TOBIAS, "source": "phone"},
        (
            _h(11, "add"),
            _h(11, "touch", 12, via="call", note="Nobody picked up."),
            _h(9, "touch", via="message", note="Sent two times to talk."),
            _h(6, "touch", via="email", note="A photo of a door like his.", gave="the photo"),
        ),
    ),
    Story(
        "Hana Kobayashi",
        {"company": "Kobayashi Tea", "email": "hana@kobayashitea.example", "value": "800", "owner": TOBIAS,
         "source": "market"},
        (
            _h(16, "add"),
            _h(16, "touch", 12, via="email", note="Thanked her for coming to the stand."),
            _h(14, "touch", via="email", note="Where she could sell the tins."),
            _h(11, "touch", via="message", note="Three shops near her.", gave="the three addresses"),
            _h(6, "touch", via="email", note="I will not write again; she can reach us any day."),
        ),
    ),
    Story(
        "Rosa Marín",
        {"company": "Marín Ceramics", "email": "rosa@marinceramics.example", "value": "2400", "owner": MAYA,
         "source": "recommended"},
        (
            _h(4, "add"),
            _h(4, "touch", 12, via="call", note="She fires on Mondays; Tuesdays are good."),
            _h(3, "reply", via="email", note="Come and see the kiln."),
            _h(3, "move", 11, stage="discovery", evidence="She invited us to the workshop."),
            _h(1, "touch", via="message", note="Agreed the day.", next_step="See the kiln and listen", due_in=2, time="10:00"),
        ),
    ),
    Story(
        "Elif Demir",
        {"company": "Demir Language School", "email": "elif@demirschool.example", "value": "3300", "owner": MAYA,
         "source": "recommended"},
        (
            _h(24, "add"),
            _h(24, "touch", 11, via="call", note="Evening courses are full, mornings are empty."),
            _h(21, "touch", via="meeting", note="What mornings are for."),
            _h(21, "move", 11, stage="discovery", evidence="She told the problem over coffee."),
            _h(15, "move", stage="proposal", evidence="She asked for a trial month."),
            _h(15, "touch", 11, via="email", note="The trial month on one page."),
            _h(8, "reply", via="call", note="It works. Let us do it."),
            _h(5, "won", value="3600"),
        ),
    ),
    Story(
        "Noah Fischer",
        {"company": "Fischer Gardens", "email": "noah@fischergardens.example", "value": "1500", "owner": TOBIAS,
         "source": "website"},
        (
            _h(30, "add"),
            _h(30, "touch", 12, via="call", note="A small garden, a clear wish."),
            _h(26, "touch", via="visit", note="Measured the slope."),
            _h(26, "move", 11, stage="proposal", evidence="He asked for the price on the spot.", anyway=""),
            _h(23, "reply", via="message", note="Yes."),
            _h(22, "won"),
            _h(16, "touch", via="call", note="The slope holds, he is glad.", gave="a watering plan"),
        ),
    ),
    Story(
        "Chloé Martin",
        {"company": "Atelier Martin", "email": "chloe@ateliermartin.example", "value": "2800", "owner": MAYA,
         "source": "website"},
        (
            _h(20, "add"),
            _h(20, "touch", 11, via="call", note="She is moving the studio."),
            _h(17, "reply", via="email", note="Not before the move is over."),
            _h(17, "not_yet", 11, reason="timing", words="Not before the move is over.", return_on_in_days=33),
        ),
    ),
    Story(
        "Victor Ndlovu",
        {"company": "Ndlovu Transport", "email": "victor@ndlovutransport.example", "value": "6400", "owner": TOBIAS,
         "source": "trade fair"},
        (
            _h(33, "add"),
            _h(33, "touch", 11, via="call", note="Eight vans, one planner."),
            _h(29, "touch", via="meeting", note="The planner does it all by hand."),
            _h(29, "move", 11, stage="discovery", evidence="We met and he showed us the plan."),
            _h(21, "reply", via="call", note="We take the one my brother uses."),
            _h(21, "not_yet", 11, reason="chose-other", words="We take the one my brother uses."),
        ),
    ),
)  # fmt: skip
