"""`pasokh topics`."""

import asyncio

import typer

from streams.cli.common import BrokerOption, ConfigOption, plain_errors, read_policy, read_settings


def topics(config: ConfigOption = None, broker: BrokerOption = None) -> None:
    """Create the topics that are missing and check the others; list them all.

    Workers do this at their start as well; it is for people who create topics before.

    Example: PASOKH_PARTITIONS=16 pasokh topics
    """
    from streams.app.prepare import all_topics, prepare

    with plain_errors():
        settings = read_settings(config, broker=broker)
        policy = read_policy(settings)
        with plain_errors(settings.broker):
            created = set(asyncio.run(prepare(settings, policy)))
    for spec in all_topics(settings, policy):
        options = " ".join(f"{key}={value}" for key, value in sorted(spec.config.items()))
        state = "created" if spec.name in created else "there"
        typer.echo(f"{spec.name:<32} {spec.partitions:>4} partitions  {state:<8} {options}")
