"""What customers write about, and which of it rises against its own past."""

from streams.text.topics.phrases import phrases
from streams.text.topics.rising import Rising
from streams.text.topics.topic import Topic

__all__ = ["Rising", "Topic", "phrases"]
