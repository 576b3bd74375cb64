"""How a customer talks, and how to meet that."""

from streams.text.persona.kind import Guidance
from streams.text.persona.manner import Manner, observe
from streams.text.persona.naming import Named, persona

__all__ = ["Guidance", "Manner", "Named", "observe", "persona"]
