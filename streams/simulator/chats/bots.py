"""The part of a chat that a bot has: it greets, asks, and solves it or hands it over."""

from collections.abc import Callable

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.chats.line import Chat, ChatLine
from streams.simulator.loop import Loop
from streams.simulator.tape import Tape


class Bots:
    """A bot has any number of chats at once; `enter` puts a chat that it hands over into its queue."""

    def __init__(self, loop: Loop, tape: Tape, enter: Callable[[Chat, ChatLine], None]) -> None:
        self._loop = loop
        self._put = tape.put
        self._enter = enter

    def take(self, chat: Chat) -> bool:
        """Whether a bot speaks first in a new chat; if so, it does from here on."""
        line, bot = chat.line, chat.line.plan.bot
        if bot is None or line.bot is None or not line.happens(bot.share):
            return False
        chat.left = line.count(bot.exchanges)
        self._loop.at(self._loop.now_us + line.bot(), self._write, chat, chat.step)
        return True

    def _say(self, chat: Chat, speaker: p.Speaker, text: str) -> None:
        self._put(e.ChatMessaged, chat.subject, p.Messaged(speaker=speaker, text=text))

    def _write(self, chat: Chat, step: int) -> None:
        """The bot's words before its last; the step counts them."""
        self._say(chat, "bot", chat.texts.bot_asks() if step else chat.texts.bot_greets())
        chat.left -= 1
        chat.step += 1
        self._loop.at(self._loop.now_us + chat.line.customer_us(chat), self._answer, chat)

    def _answer(self, chat: Chat, _: int) -> None:
        line = chat.line
        self._say(chat, "customer", chat.texts.reply())
        if line.bot is not None:
            self._loop.at(self._loop.now_us + line.bot(), self._write if chat.left else self._decide, chat, chat.step)

    def _decide(self, chat: Chat, _: int) -> None:
        line, bot = chat.line, chat.line.plan.bot
        if bot is not None and line.happens(bot.solves):
            self._say(chat, "bot", chat.texts.bot_solves())
            self._loop.at(self._loop.now_us + line.customer_us(chat), self._leave, chat)
        else:
            self._say(chat, "bot", chat.texts.bot_hands_over())
            self._enter(chat, line)

    def _leave(self, chat: Chat, _: int) -> None:
        self._put(e.ChatEnded, chat.subject, p.Ended(by="customer"))
