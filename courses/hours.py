"""Planned minutes as hours of continuing education."""


def in_words(minutes: int) -> str:
    """Return whole minutes as hours and minutes, such as “6 hours 45 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(_counted(rest, "minute"))
    return " ".join(parts)


def decimal(minutes: int) -> str:
    """Return whole minutes as contact hours of 60 minutes, in hundredths and never rounded up."""
    hundredths = minutes * 100 // 60
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _counted(number, unit):
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
