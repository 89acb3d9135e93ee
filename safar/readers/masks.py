"""Numbers of natural persons that must not be kept whole, even where a publisher prints them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

PRINTED_CPF = re.compile(r"\b\d{3}\.?(\d{3})\.?(\d{3})-?\d{2}\b")


def mask_cpf(text: str) -> str:
    """Mask a Brazilian CPF as the publisher does itself: the three digits at each end go.

    A company's CNPJ has 14 digits (13 when its first zero is lost) and stays. A CPF may have lost leading zeros too.

    >>> mask_cpf("123.456.789-09"), mask_cpf("1234567809"), mask_cpf("27.090.456/0002-27")
    ('***.456.789-**', '***.345.678-**', '27.090.456/0002-27')
    """
    printed = text.strip()
    if "*" in printed:
        return text
    digits = re.sub(r"\D", "", printed)
    if "/" in printed or len(digits) > 11 or len(digits) < 8:
        return PRINTED_CPF.sub(r"***.\1.\2-**", text)
    whole = digits.zfill(11)
    return f"***.{whole[3:6]}.{whole[6:9]}-**"


MASKS: Final[dict[str, Callable[[str], str]]] = {"cpf": mask_cpf}
