"""A small grammar that writes plausible technical English about one subject."""

from __future__ import annotations

from random import Random
from string import Formatter

from .blocks import Code, Emphasis, Inline, Inlines, Paragraph, Strong, Text, join_sentences
from .subjects import Subject

_TEMPLATES = (
    "The {component} is the part most people blame first, and in our case that was only half right.",
    "We spent {number} days on {doing} before anyone thought to look at {metric}.",
    "If you {do} without watching {metric}, you will trade one incident for another.",
    "A run of {tool} on a quiet machine showed that {parts} accounted for {percent} percent of the time.",
    "Setting {name} to {number} moved {metric} by less than the noise, which was itself a useful result.",
    "What looked like {problem} turned out to be {problem2}, seen from the other side.",
    "The {component} and the {component2} disagree about who owns {parts}, so both of them retry.",
    "None of this matters until {parts} pile up, and then nothing else matters.",
    "It is tempting to {do} as soon as {metric} looks wrong, but the cheaper fix is usually upstream.",
    "{team} had already tried {doing}, with mixed results.",
    "The documentation promises {quality}; the source promises only that the {component} will not crash.",
    "We kept {name} at its default for {number} weeks, because changing two things at once teaches you nothing.",
    "Every one of the {number} hosts reported the same thing: {parts} were waiting for the {component}.",
    "You can see it for yourself with {tool}, provided that {parts} are not hidden by sampling.",
    "Once we began {doing}, {metric} fell by {percent} percent and stayed there.",
    "There is a version of this design in which the {component} does not exist, and we should have started from it.",
    "The honest answer is that {quality} costs something, and that we had not been paying for it.",
    "Nobody notices {problem} on the first day, because {parts} absorb the damage.",
    "By the time {metric} crosses the alert threshold, the {component} has been unhealthy for {number} minutes.",
    "Our first instinct was to {do}, and our second was to {do2}; neither survived contact with real traffic.",
    "Read the output of {tool} from the bottom up, since the last lines describe the {component} itself.",
    "A smaller experiment would have told us the same: stop {doing}, wait, and compare {metric}.",
    "Half of the {parts} we found had no owner, and {percent} percent had not been touched in a year.",
    "{problem} is rarely one bug; it is two reasonable decisions that meet in the {component}.",
    "The trade is between {quality} and {quality2}, and the default quietly chooses for you.",
    "In a system of this size, {parts} are not an edge case but the ordinary weather.",
    "The test that finally caught it was eleven lines long and did nothing but {do} in a loop.",
    "Someone will ask why we did not simply {do}; the reason is that the {component} assumes nobody ever does.",
    "With {name} unset, the {component} falls back to a guess, and the guess is wrong on large machines.",
    "After {number} rounds of review we agreed on one rule: never {do} while {parts} are still in motion.",
    "The graph of {metric} has a step in it, and the step lines up exactly with the day we stopped {doing}.",
    "It helps to draw the {component} as a queue, with {parts} arriving on one side and patience leaving on the other.",
    "We would rather have {quality} that can be explained than {quality2} that cannot.",
    "The {component} recovers on its own in about {number} seconds, unless {problem} gets there first.",
    "For {percent} percent of requests the change made no difference at all, which is what we had hoped.",
    "A patch that touches {name} looks harmless in review, but it changes what {parts} mean.",
    "{team} now runs {tool} before every release, and the habit has paid for itself twice.",
    "Before {doing}, write down what you expect {metric} to do, and by how much.",
    "The rest of the fleet kept working because the {component} fails closed, however inconvenient that is.",
    "To reproduce {problem} you need {number} concurrent clients and one freshly restarted {component}.",
    "There was no single culprit, only {parts} that each took a little longer than they should.",
    "Measured over {number} days, {metric} followed the working week so closely that we could read lunch in it.",
    "The {component} was written for {number} clients and now serves a hundred times as many.",
    "What surprised us was not {problem} but how calmly the {component} reported that all was well.",
    "Several of the {parts} could be removed outright, and doing so bought us more {quality} than any tuning.",
    "A good default for {name} does not exist; a good way to measure it does.",
    "When {parts} outnumber the cores by more than {number} to one, {metric} stops meaning anything.",
    "The fix, in the end, was to {do} and then leave the {component} alone.",
    "That choice gave us {quality} at the price of {percent} percent more memory, which we had to spare.",
    "We learned to distrust any chart of {metric} that does not say how {parts} were counted.",
    "{doing} is easy to automate; knowing when to stop is the part that still needs a person.",
    "It took {tool} and a long afternoon to show that the {component} was innocent.",
    "The old code called the {component} twice per request, and the second call was there only to hide {problem}.",
    "If there is a lesson in {problem}, it is that {quality} has to be tested on the worst day of the month.",
)

_TITLES = (
    "How the {component} learned to {do}",
    "What {problem} taught us about {quality}",
    "Notes on {doing}",
    "A field guide to {parts}",
    "When {parts} meet the {component}",
    "The quiet cost of {doing}",
    "Measuring {metric} without fooling yourself",
    "Why we stopped {doing}",
    "The {component}, explained with {parts}",
    "In defence of {quality}",
    "Debugging {problem} on a Friday",
    "Ten things nobody says about {parts}",
)

_HEADINGS = (
    "What the {component} actually does",
    "Where {parts} come from",
    "The case for {doing}",
    "Reading {metric} correctly",
    "How we found {problem}",
    "Living with {parts}",
    "What we tried first",
    "The shape of the {component}",
    "Paying for {quality}",
    "A closer look at {metric}",
    "Before you {do}",
    "What {team} asked us",
)

_SUMMARIES = (
    "What happened to {metric} when we began {doing}, and why the {component} was never the real problem.",
    "A walk through {problem}: how {parts} hid it for {number} weeks, and the small change that removed it.",
    "You can {do} safely, as long as somebody watches {metric}. Here is how we found the limits of the {component}.",
    "Between {quality} and {quality2} there is a choice that the defaults make for you; here is how to make it.",
)

_TEAMS = (
    "the platform team",
    "the infrastructure group",
    "the on-call engineer",
    "the release crew",
    "the research team",
)


class Writer:
    """Writes sentences about one subject; what it writes follows from the random generator alone."""

    def __init__(self, random: Random, subject: Subject) -> None:
        self._random = random
        self._subject = subject
        self._decks: dict[tuple[str, ...], list[str]] = {}

    def sentence(self) -> Inlines:
        """One sentence, with the names of tools and settings as inline code."""
        return self._fill(self._deal(_TEMPLATES))

    def paragraph(self, sentences: int) -> Paragraph:
        """A paragraph of so many sentences."""
        return Paragraph(join_sentences([self.sentence() for _ in range(sentences)]))

    def title(self) -> str:
        """A title for a post on the subject."""
        return self.plain(self._deal(_TITLES))

    def heading(self) -> str:
        """A heading, different from the ones dealt so far."""
        return self.plain(self._deal(_HEADINGS))

    def summary(self) -> str:
        """What the index says about a post."""
        return self.plain(self._deal(_SUMMARIES))

    def plain(self, template: str) -> str:
        """A template filled in without any markup."""
        return "".join(getattr(piece, "text", "") for piece in self._fill(template))

    def _deal(self, templates: tuple[str, ...]) -> str:
        """The next template of a shuffled deck: none comes again before all have been used."""
        deck = self._decks.setdefault(templates, [])
        if not deck:
            deck.extend(templates)
            self._random.shuffle(deck)
        return deck.pop()

    def _fill(self, template: str) -> Inlines:
        used: set[str] = set()
        pieces: list[Inline] = []
        for literal, slot, _, _ in Formatter().parse(template):
            if literal:
                pieces.append(Text(literal))
            if slot:
                kind = slot.rstrip("2")
                words = self._word(kind, used)
                used.add(words)
                pieces.append(self._marked(kind, words if pieces else words[0].upper() + words[1:]))
        return join_sentences([tuple(pieces)]) if pieces else ()

    def _word(self, kind: str, used: set[str]) -> str:
        subject = self._subject
        choices: tuple[str, ...]
        match kind:
            case "number":
                return str(self._random.randint(3, 90))
            case "percent":
                return str(self._random.randint(2, 97))
            case "team":
                choices = _TEAMS
            case "do":
                choices = tuple(infinitive for infinitive, _ in subject.actions)
            case "doing":
                choices = tuple(gerund for _, gerund in subject.actions)
            case "component":
                choices = subject.components
            case "parts":
                choices = subject.parts
            case "problem":
                choices = subject.problems
            case "metric":
                choices = subject.metrics
            case "quality":
                choices = subject.qualities
            case "tool":
                choices = subject.tools
            case "name":
                choices = subject.names
            case _:
                raise KeyError(kind)
        return self._random.choice([word for word in choices if word not in used])

    def _marked(self, kind: str, words: str) -> Inline:
        if kind in ("tool", "name"):
            return Code(words)
        chance = self._random.random()
        if kind == "metric" and chance < 0.2:
            return Strong(words)
        if kind in ("quality", "problem") and chance < 0.2:
            return Emphasis(words)
        return Text(words)
