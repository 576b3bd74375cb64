from streams.events.types import AgentStateChanged
from streams.simulator.floor import Agent, Floor
from streams.simulator.loop import Loop
from streams.simulator.plan import CentrePlan
from streams.simulator.tape import Tape
from streams.simulator.telling import telling
from streams.simulator.waiting import Queue, Work


class House:
    """A floor whose agents note whom they take, and at once are done with them when told so."""

    def __init__(self) -> None:
        self.loop = Loop(0)
        plan = CentrePlan(name="house")
        self.tape = Tape(plan, 1, self.loop)
        self.floor: Floor[Agent] = Floor(self.loop, telling(plan, "call", 1, self.loop, self.tape))
        self.taken: list[tuple[str, str]] = []

    def queue(self, name: str) -> Queue:
        queue = Queue(name, first_pace_us=1.0)
        queue.serve = lambda work, agent: self.taken.append((agent.id, work.subject))
        return queue

    def agent(self, name: str, *queues: Queue) -> Agent:
        agent = Agent(name, "team", queues)
        self.floor.start(agent)
        return agent

    def waits(self, queue: Queue, name: str) -> Work:
        work = Work(name)
        self.loop.now_us += 1
        work.queued_us = self.loop.now_us
        queue.join(work)
        return work

    def states(self, agent: Agent) -> list[str]:
        told = [e for e in self.tape.events if isinstance(e, AgentStateChanged) and e.subject == agent.id]
        return [event.data.state for event in told]


def test_the_agent_who_has_been_free_longest_comes_first() -> None:
    house = House()
    billing, cards = house.queue("billing"), house.queue("cards")
    first, second = house.agent("first", billing, cards), house.agent("second", billing)

    assert house.floor.seize(cards) is first
    house.floor.release(first)  # free again, but later than the second
    assert [house.floor.seize(billing), house.floor.seize(billing), house.floor.seize(billing)] == [second, first, None]


def test_an_agent_takes_who_has_waited_longest_in_any_of_its_queues() -> None:
    house = House()
    billing, cards, sales = house.queue("billing"), house.queue("cards"), house.queue("sales")
    house.waits(sales, "nobody's skill")
    for queue, name in ((cards, "1"), (billing, "2"), (cards, "3"), (billing, "4")):
        house.waits(queue, name)
    agent = house.agent("a", billing, cards)
    for _ in range(3):
        house.floor.release(agent)

    assert house.taken == [("a", "1"), ("a", "2"), ("a", "3"), ("a", "4")]
    assert (billing.waiting, cards.waiting, sales.waiting) == (0, 0, 1)


def test_who_left_the_line_is_not_taken_even_if_it_waits_elsewhere_now() -> None:
    house = House()
    billing, cards = house.queue("billing"), house.queue("cards")
    gone, moved = house.waits(billing, "gone"), house.waits(billing, "moved")
    house.waits(billing, "stays")
    billing.quit(gone)
    billing.quit(moved)
    moved.step += 1
    cards.join(moved)
    house.agent("a", billing)

    assert house.taken == [("a", "stays")]
    assert (billing.waiting, cards.waiting, cards.position(moved)) == (0, 1, 1)


def test_who_is_put_back_stands_first() -> None:
    house = House()
    billing = house.queue("billing")
    later, back = house.waits(billing, "later"), Work("back")
    billing.join(back, at_head=True)

    assert (billing.position(back), billing.position(later)) == (1, 2)


def test_lists_do_not_grow_with_what_is_void() -> None:
    house = House()
    busy, quiet = house.queue("busy"), house.queue("quiet")
    agent = house.agent("a", busy, quiet)
    for n in range(1_000):
        assert house.floor.seize(busy) is agent
        quiet.quit(house.waits(quiet, str(n)))
        house.floor.release(agent)

    assert len(quiet.free) < 100
    assert len(quiet.line) < 100
    assert house.floor.seize(quiet) is agent


def test_an_absence_waits_for_the_end_of_the_call_and_lasts_its_full_time() -> None:
    house = House()
    billing = house.queue("billing")
    agent = house.agent("a", billing)
    house.floor.seize(billing)
    house.floor.send_away(agent, "meal", least_us=100)
    house.loop.now_us = 1_000
    assert house.states(agent) == ["available"]
    house.floor.release(agent)
    assert house.states(agent) == ["available", "away"]
    house.loop.step()

    assert house.loop.now_us == 1_100
    assert house.states(agent) == ["available", "away", "available"]


def test_a_shift_that_ends_in_a_call_ends_after_it() -> None:
    house = House()
    billing = house.queue("billing")
    agent = house.agent("a", billing)
    house.floor.seize(billing)
    house.floor.end(agent)
    assert house.states(agent) == ["available"]
    house.floor.release(agent)

    assert house.states(agent) == ["available", "offline"]
    assert house.floor.seize(billing) is None


def test_a_shift_that_ends_in_an_absence_ends_at_once_and_nobody_comes_back() -> None:
    house = House()
    agent = house.agent("a", house.queue("billing"))
    house.floor.send_away(agent, "meal", least_us=100)
    house.floor.end(agent)
    house.loop.step()

    assert house.states(agent) == ["available", "away", "offline"]
